package io.regionalfailover.operator.report;

import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.regionalfailover.decision.Reason;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Tells Kubernetes of what happened. An event that cannot be told, or is one too many, is dropped: the log or a status has it. */
public final class EventRecorder {
    private static final Logger LOG = Logger.getLogger(EventRecorder.class);
    private static final int MOST_WAITING = 1_000;
    private static final String CONTROLLER = "regionalfailover.io/operator";
    private static final String NAMESPACE_OF_CLUSTER_SCOPED = "default";
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final KubernetesClient client;
    private final PacedExecutor executor;
    private final InstantSource clock;
    private final String instance;
    private final EventBudget budget = new EventBudget();
    private final AtomicBoolean behind = new AtomicBoolean();

    /**
     * @param executor on which events are sent, when they may; they block
     * @param clock wall clock
     * @param instance who tells
     */
    public EventRecorder(KubernetesClient client, PacedExecutor executor, InstantSource clock, String instance) {
        this.client = client;
        this.executor = executor;
        this.clock = clock;
        this.instance = instance;
    }

    /** Whether an event needs a person. */
    public enum Type {
        NORMAL("Normal"),
        WARNING("Warning");

        private final String text;

        Type(String text) {
            this.text = text;
        }
    }

    /** Tells of something that happened to an object. Returns at once. */
    public void tell(ObjectReference about, Type type, Reason reason, String action, String message) {
        String namespace = about.getNamespace() == null ? NAMESPACE_OF_CLUSTER_SCOPED : about.getNamespace();
        String kind = String.join("/", about.getKind(), namespace, about.getName(), reason.text(), action);
        if (isBehind() || !budget.take(kind, clock.instant())) {
            return;
        }
        Event event = new EventBuilder()
                .withNewMetadata()
                .withGenerateName(about.getName() + "-")
                .withNamespace(namespace)
                .endMetadata()
                .withEventTime(new MicroTime(MICROS.format(clock.instant())))
                .withReportingController(CONTROLLER)
                .withReportingInstance(instance)
                .withType(type.text)
                .withReason(reason.text())
                .withAction(action)
                .withNote(Sentence.bounded(message))
                .withRegarding(about)
                .build();
        executor.execute(() -> send(event));
    }

    /** What a person would read after minutes among thousands of others is not worth keeping. */
    private boolean isBehind() {
        int waiting = executor.waiting();
        if (waiting >= MOST_WAITING && !behind.getAndSet(true)) {
            LOG.warnf(
                    "Events are left out until fewer wait: the API server is sent so many a second, and %d wait. The log and the"
                            + " statuses say what the policies decide.",
                    waiting);
        }
        if (waiting <= MOST_WAITING / 2) {
            behind.set(false);
        }
        return behind.get();
    }

    private void send(Event event) {
        try {
            client.resource(event).create();
        } catch (KubernetesClientException e) {
            LOG.debugf("An event was not accepted: %s", e.getMessage());
        }
    }
}
