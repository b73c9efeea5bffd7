package io.regionalfailover.operator.liveness;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.regionalfailover.api.v1alpha1.FailoverPolicy;
import java.time.Duration;

/** Whether the API server answers. It is asked once, through a client of its own: the usual one tries again for minutes. */
public final class ApiServer {
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(3);

    private final Config config;

    /** @param config how the API server is reached */
    public ApiServer(Config config) {
        this.config = new ConfigBuilder(config)
                .withConnectionTimeout((int) ANSWERS_WITHIN.toMillis())
                .withRequestTimeout((int) ANSWERS_WITHIN.toMillis())
                .withRequestRetryBackoffLimit(0)
                .build();
    }

    /**
     * Whether it cannot be asked for this policy: no answer, or a refusal. Blocks for a few seconds at most.
     *
     * @param policy {@code namespace/name}
     */
    public boolean isAway(String policy) {
        String[] names = policy.split("/", 2);
        try (KubernetesClient client =
                new KubernetesClientBuilder().withConfig(config).build()) {
            client.resources(FailoverPolicy.class)
                    .inNamespace(names[0])
                    .withName(names[1])
                    .get();
            return false;
        } catch (KubernetesClientException e) {
            return true;
        }
    }
}
