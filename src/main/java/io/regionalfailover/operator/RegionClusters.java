package io.regionalfailover.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.regionalfailover.api.v1alpha1.KubeconfigSecretRef;
import io.regionalfailover.api.v1alpha1.Region;
import io.regionalfailover.operator.policy.WorkloadAccess;
import io.regionalfailover.operator.secrets.Secrets;
import io.regionalfailover.placement.Clusters;
import io.regionalfailover.placement.KubernetesCluster;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The clusters of the Regions, as their specs and Secrets say now. The Region that this instance stands in has the local
 * cluster, whatever its spec says.
 */
public final class RegionClusters implements WorkloadAccess, AutoCloseable {
    private final Clusters clusters;
    private final Secrets secrets;
    private final Optional<String> here;
    private final String operatorNamespace;
    private final Map<String, Region> regions = new ConcurrentHashMap<>();

    /** What is known of a Region's cluster. */
    sealed interface Standing {
        /**
         * There is one to ask.
         *
         * @param client speaks to its API server; not to be closed
         */
        record Open(KubernetesCluster cluster, KubernetesClient client) implements Standing {}

        /** The Region names none. */
        record None() implements Standing {}

        /**
         * The Region names one that cannot be used.
         *
         * @param lasting true when waiting does not help
         * @param message what was found, what is allowed
         */
        record Closed(boolean lasting, String message) implements Standing {}
    }

    /**
     * @param clusters are opened and closed as Regions need
     * @param secrets hold kubeconfigs
     * @param here the Region that this instance stands in, if any
     * @param operatorNamespace where those Secrets are
     */
    public RegionClusters(Clusters clusters, Secrets secrets, Optional<String> here, String operatorNamespace) {
        this.clusters = clusters;
        this.secrets = secrets;
        this.here = here;
        this.operatorNamespace = operatorNamespace;
    }

    /** A Region as the API server has it. One that is deleted stays known: what policies last did rests on it. */
    public void follow(Region region) {
        regions.put(region.getMetadata().getName(), region);
    }

    @Override
    public Access to(String region) {
        return switch (standing(region)) {
            case Standing.Open(KubernetesCluster cluster, var ignored) -> new Access.Reached(cluster);
            case Standing.None() -> new Access.Elsewhere();
            case Standing.Closed(boolean lasting, String message) -> new Access.Denied(lasting, message);
        };
    }

    /** What is known of a Region's cluster. Blocks only when its Secret is asked for the first time. */
    Standing standing(String name) {
        if (here.filter(name::equals).isPresent()) {
            return opened(name, clusters.open(name, new Clusters.Local()));
        }
        Region region = regions.get(name);
        if (region == null) {
            return new Standing.Closed(false, "Region \"" + name + "\" has not been read yet");
        }
        if (region.getSpec() == null || region.getSpec().cluster() == null) {
            clusters.leave(name);
            return new Standing.None();
        }
        return remote(name, region.getSpec().cluster().kubeconfigSecretRef());
    }

    private Standing remote(String name, KubeconfigSecretRef reference) {
        Secrets.Key key = new Secrets.Key(operatorNamespace, reference.name());
        return switch (secrets.get(key)) {
            case Secrets.Present(Map<String, byte[]> data) -> {
                byte[] kubeconfig = data.get(reference.key());
                if (kubeconfig == null) {
                    clusters.leave(name);
                    yield closed(
                            name,
                            "Secret " + key + " has no key \"" + reference.key() + "\", it has "
                                    + new TreeSet<>(data.keySet()) + "; allowed is a key that holds a kubeconfig");
                }
                yield opened(name, clusters.open(name, new Clusters.Remote(kubeconfig)));
            }
            case Secrets.Absent() -> {
                clusters.leave(name);
                yield closed(name, "there is no Secret " + key + "; allowed is one in the operator's namespace");
            }
            case Secrets.Unreadable(String message) -> new Standing.Closed(false, sentence(name, message));
        };
    }

    private static Standing opened(String name, Clusters.Opening opening) {
        return switch (opening) {
            case Clusters.Opened(KubernetesCluster cluster, KubernetesClient client) ->
                new Standing.Open(cluster, client);
            case Clusters.Unfit(String message) -> closed(name, message);
        };
    }

    private static Standing closed(String name, String message) {
        return new Standing.Closed(true, sentence(name, message));
    }

    private static String sentence(String name, String message) {
        return "Region \"" + name + "\": spec.cluster.kubeconfigSecretRef: " + message;
    }

    @Override
    public void close() {
        clusters.close();
    }
}
