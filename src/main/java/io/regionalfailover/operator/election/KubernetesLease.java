package io.regionalfailover.operator.election;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A Lease of the API server. It has a client of its own, since the usual one waits and tries again for longer than a lease
 * lasts.
 */
public final class KubernetesLease implements LeaseStore {
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(3);

    private final KubernetesClient client;
    private final String namespace;
    private final String name;
    private final Duration lasts;
    private final InstantSource clock;

    /**
     * @param config how the API server is reached
     * @param lasts what the Lease says of its own duration, for whoever reads it
     * @param clock wall clock, for the times in the Lease
     */
    public KubernetesLease(Config config, String namespace, String name, Duration lasts, InstantSource clock) {
        Config own = new ConfigBuilder(config)
                .withConnectionTimeout((int) ANSWERS_WITHIN.toMillis())
                .withRequestTimeout((int) ANSWERS_WITHIN.toMillis())
                .withRequestRetryBackoffLimit(0)
                .build();
        this.client = new KubernetesClientBuilder().withConfig(own).build();
        this.namespace = namespace;
        this.name = name;
        this.lasts = lasts;
        this.clock = clock;
    }

    @Override
    public Read read() {
        try {
            Lease lease = client.leases().inNamespace(namespace).withName(name).get();
            if (lease == null) {
                return new Missing();
            }
            LeaseSpec spec = lease.getSpec() == null ? new LeaseSpec() : lease.getSpec();
            return new Held(
                    Objects.requireNonNullElse(spec.getHolderIdentity(), ""),
                    String.valueOf(spec.getRenewTime()),
                    lease.getMetadata().getResourceVersion());
        } catch (KubernetesClientException e) {
            return new Unreachable(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Write create(String holder) {
        return attempt(() -> client.resource(lease(holder, null)).create());
    }

    @Override
    public Write write(String holder, Held before) {
        return attempt(() -> client.resource(lease(holder, before.version())).update());
    }

    private Lease lease(String holder, @Nullable String version) {
        return new LeaseBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .withResourceVersion(version)
                .endMetadata()
                .withNewSpec()
                .withHolderIdentity(holder)
                .withLeaseDurationSeconds((int) lasts.toSeconds())
                .withRenewTime(ZonedDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
                .endSpec()
                .build();
    }

    private static Write attempt(Runnable write) {
        try {
            write.run();
            return Write.DONE;
        } catch (KubernetesClientException e) {
            return e.getCode() == HttpURLConnection.HTTP_CONFLICT ? Write.OUTDATED : Write.UNKNOWN;
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
