package io.regionalfailover.placement;

/**
 * Something in a cluster that runs more or fewer copies: anything with a scale subresource, a DaemonSet (which can only be
 * looked at), or a HorizontalPodAutoscaler, whose {@code minReplicas} then is the count.
 *
 * @param apiVersion as in a manifest: {@code apps/v1}, {@code v1}
 * @param kind as in a manifest: {@code Deployment}
 * @param namespace the policy's own
 * @param name the object's
 */
public record Workload(String apiVersion, String kind, String namespace, String name) {

    /** For a person: {@code Deployment shop/checkout}. */
    public String label() {
        return kind + " " + namespace + "/" + name;
    }
}
