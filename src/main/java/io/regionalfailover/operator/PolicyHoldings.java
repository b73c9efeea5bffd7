package io.regionalfailover.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.regionalfailover.api.v1alpha1.FailoverPolicy;
import io.regionalfailover.peers.Holdings;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which policies this instance has: what it carries out, and what the API server has beyond that. A policy that neither knows is
 * not here only when the API server said so.
 */
final class PolicyHoldings implements Holdings {
    private final KubernetesClient client;
    private final Predicate<String> carriedOut;

    /** @param carriedOut whether a policy, as {@code namespace/name}, is carried out and not on its way out */
    PolicyHoldings(KubernetesClient client, Predicate<String> carriedOut) {
        this.client = client;
        this.carriedOut = carriedOut;
    }

    @Override
    public Optional<Boolean> has(String policy) {
        String[] parts = policy.split("/", -1);
        if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
            return Optional.of(false);
        }
        if (carriedOut.test(policy)) {
            return Optional.of(true);
        }
        try {
            FailoverPolicy found = client.resources(FailoverPolicy.class)
                    .inNamespace(parts[0])
                    .withName(parts[1])
                    .get();
            return Optional.of(found != null && found.getMetadata().getDeletionTimestamp() == null);
        } catch (KubernetesClientException e) {
            return Optional.empty();
        }
    }
}
