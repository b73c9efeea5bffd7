package io.regionalfailover.operator;

import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.regionalfailover.api.v1alpha1.Api;
import io.regionalfailover.api.v1alpha1.FailoverPolicy;
import io.regionalfailover.decision.Reason;
import io.regionalfailover.operator.report.EventRecorder;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Policies that had to leave without letting go of the zone, since it could not be written. What they published stays there;
 * the DnsZone says so.
 */
public final class DetachedPolicies {
    private static final Logger LOG = Logger.getLogger(DetachedPolicies.class);

    private final EventRecorder events;
    private final Map<String, String> lastByZone = new ConcurrentHashMap<>();
    private volatile Consumer<String> listener = zone -> {};

    /** @param events where it is told */
    public DetachedPolicies(EventRecorder events) {
        this.events = events;
    }

    /** Who is told the name of a zone that there is something new to say of. */
    public void listen(Consumer<String> newListener) {
        listener = newListener;
    }

    /** A policy left and its records and fences stay. */
    public void note(String zone, FailoverPolicy policy, String why) {
        String sentence = "FailoverPolicy " + policy.getMetadata().getNamespace() + "/"
                + policy.getMetadata().getName()
                + " was deleted while its hold on the zone could not be let go (" + why
                + "): its records and fences stay and are taken over when it is applied again";
        LOG.warn(sentence);
        lastByZone.put(zone, sentence);
        events.tell(
                new ObjectReferenceBuilder()
                        .withApiVersion(Api.GROUP + "/" + Api.VERSION)
                        .withKind("DnsZone")
                        .withName(zone)
                        .build(),
                EventRecorder.Type.WARNING,
                Reason.DNS_UNAVAILABLE,
                "Detach",
                sentence);
        listener.accept(zone);
    }

    /** A policy left here and other instances carry it on. */
    public void kept(FailoverPolicy policy, String why) {
        LOG.infof(
                "FailoverPolicy %s/%s was deleted here alone (%s)",
                policy.getMetadata().getNamespace(), policy.getMetadata().getName(), why);
    }

    /** What is to be said of a zone. */
    public Optional<String> sentence(String zone) {
        return Optional.ofNullable(lastByZone.get(zone));
    }
}
