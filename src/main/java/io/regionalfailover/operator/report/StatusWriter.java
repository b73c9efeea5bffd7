package io.regionalfailover.operator.report;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.regionalfailover.api.v1alpha1.FailoverPolicy;
import io.regionalfailover.api.v1alpha1.FailoverPolicyStatus;
import io.regionalfailover.operator.policy.PolicySnapshot;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Brings statuses to the API server: the newest of each policy, one at a time, only what differs from what stands there. While
 * the API server is away it keeps trying; loops do not wait for it. Whoever waits for its turn has the newest written when it comes.
 */
public final class StatusWriter {
    private static final Logger LOG = Logger.getLogger(StatusWriter.class);
    private static final String FIELD_MANAGER = "regional-failover-operator";
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final int MOST_DOUBLINGS = 5;
    private static final PatchContext APPLY = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager(FIELD_MANAGER)
            .withForce(true)
            .build();

    private final KubernetesClient client;
    private final Executor executor;
    private final ScheduledExecutorService timers;
    private final Map<String, Desk> desks = new ConcurrentHashMap<>();

    /**
     * @param executor on which writes run, when they may; they block
     * @param timers for pauses and retries
     */
    public StatusWriter(KubernetesClient client, Executor executor, ScheduledExecutorService timers) {
        this.client = client;
        this.executor = executor;
        this.timers = timers;
    }

    /** What stands at the API server when a policy is first seen. */
    public void begin(String namespace, String name, @Nullable FailoverPolicyStatus standing) {
        Desk before = desks.put(namespace + "/" + name, new Desk(namespace, name, standing));
        if (before != null) {
            // Another policy of the same name: what still waits was of the one before.
            before.close();
        }
    }

    /** The policy is gone: nothing more is written. */
    public void end(String namespace, String name) {
        Desk desk = desks.remove(namespace + "/" + name);
        if (desk != null) {
            desk.close();
        }
    }

    /** What is to stand there now. Returns at once. */
    public void offer(String namespace, String name, PolicySnapshot snapshot) {
        Desk desk = desks.get(namespace + "/" + name);
        if (desk != null) {
            desk.offer(snapshot);
        }
    }

    /** One policy's place: what stands, what is to stand, and whether somebody is at it. */
    private final class Desk {
        private final String namespace;
        private final String name;
        private @Nullable FailoverPolicyStatus standing;
        private @Nullable PolicySnapshot newest;
        private boolean fresh;
        private boolean busy;
        private boolean closed;
        private int failures;

        Desk(String namespace, String name, @Nullable FailoverPolicyStatus standing) {
            this.namespace = namespace;
            this.name = name;
            this.standing = standing;
        }

        synchronized void offer(PolicySnapshot snapshot) {
            newest = snapshot;
            fresh = true;
            if (!busy && !closed) {
                busy = true;
                executor.execute(this::work);
            }
        }

        synchronized void close() {
            closed = true;
        }

        private void work() {
            FailoverPolicyStatus next = next();
            if (next == null) {
                return;
            }
            try {
                apply(next);
                settled(next);
                later(PAUSE);
            } catch (KubernetesClientException e) {
                if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                    settled(next);
                    later(PAUSE);
                } else {
                    failed(e);
                }
            }
        }

        private synchronized @Nullable FailoverPolicyStatus next() {
            PolicySnapshot snapshot = newest;
            if (snapshot != null && fresh && !closed) {
                fresh = false;
                FailoverPolicyStatus next = StatusReport.of(snapshot, standing);
                if (!next.equals(standing)) {
                    return next;
                }
            }
            busy = false;
            return null;
        }

        private void apply(FailoverPolicyStatus status) {
            FailoverPolicy policy = new FailoverPolicy();
            policy.setMetadata(new ObjectMetaBuilder()
                    .withNamespace(namespace)
                    .withName(name)
                    .build());
            policy.setStatus(status);
            client.resource(policy).subresource("status").patch(APPLY);
        }

        private synchronized void settled(FailoverPolicyStatus now) {
            standing = now;
            failures = 0;
        }

        private void failed(KubernetesClientException e) {
            Duration wait;
            synchronized (this) {
                wait = FIRST_RETRY.multipliedBy(1L << Math.min(failures++, MOST_DOUBLINGS));
                fresh = true;
            }
            LOG.warnf(
                    "The status of FailoverPolicy %s/%s could not be written, tried again in %d s: %s",
                    namespace, name, wait.toSeconds(), e.getMessage());
            later(wait);
        }

        private void later(Duration wait) {
            timers.schedule(this::goOn, wait.toMillis(), TimeUnit.MILLISECONDS);
        }

        /** Whoever has nothing new stands in nobody's way. */
        private synchronized void goOn() {
            if (fresh && !closed) {
                executor.execute(this::work);
            } else {
                busy = false;
            }
        }
    }
}
