package io.regionalfailover.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.regionalfailover.dns.Failure;
import io.regionalfailover.operator.KubernetesEndpointStore.Where;
import java.util.Optional;

/** At which API server instances hand a zone over to ExternalDNS: at one and the same, or each would have a zone of its own. */
final class Handover {
    private static final String FIELD = "spec.provider.externalDns.region: ";

    private Handover() {}

    /**
     * @param region as the DnsZone names it
     * @param local speaks to this process's own API server
     * @param alone true when this installation has no peers
     */
    static Where of(Optional<String> region, RegionClusters clusters, KubernetesClient local, boolean alone) {
        if (region.isEmpty()) {
            return alone
                    ? new Where.Here(local)
                    : new Where.Nowhere(
                            Failure.REFUSED,
                            FIELD
                                    + "is not set, though this installation has peers, and each would have a zone of its own;"
                                    + " allowed is the Region whose cluster ExternalDNS runs in");
        }
        return switch (clusters.standing(region.get())) {
            case RegionClusters.Standing.Open(var ignored, KubernetesClient client) -> new Where.Here(client);
            case RegionClusters.Standing.None() ->
                new Where.Nowhere(
                        Failure.REFUSED,
                        FIELD + "Region \"" + region.get() + "\" names no cluster; allowed is one with spec.cluster");
            case RegionClusters.Standing.Closed(boolean lasting, String message) ->
                new Where.Nowhere(lasting ? Failure.REFUSED : Failure.UNREACHABLE, FIELD + message);
        };
    }
}
