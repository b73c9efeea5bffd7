package io.regionalfailover.operator;

import io.regionalfailover.health.WorkloadProbe;
import io.regionalfailover.health.WorkloadReader;
import io.regionalfailover.operator.policy.WorkloadAccess;
import io.regionalfailover.placement.Sighting;
import io.regionalfailover.placement.Workload;

/** What probes see of workloads: through the clusters in which workloads are placed. */
final class RegionWorkloads implements WorkloadReader {
    private static final String API_VERSION = "apps/v1";

    private final WorkloadAccess clusters;

    RegionWorkloads(WorkloadAccess clusters) {
        this.clusters = clusters;
    }

    @Override
    public Look look(WorkloadProbe probe) {
        return switch (clusters.to(probe.region())) {
            case WorkloadAccess.Access.Reached(var cluster) ->
                seen(cluster.look(new Workload(API_VERSION, probe.workloadKind(), probe.namespace(), probe.name())));
            case WorkloadAccess.Access.Elsewhere() ->
                new Unknown("Region \"" + probe.region() + "\" has no cluster to look into");
            case WorkloadAccess.Access.Denied(boolean lasting, String message) -> new Unknown(message);
        };
    }

    private static Look seen(Sighting sighting) {
        return switch (sighting) {
            case Sighting.Seen found -> new Seen(found.desired(), found.available());
            case Sighting.Missing(String message) -> new Missing(message);
            case Sighting.Refused(String message) -> new Unknown(message);
            case Sighting.Unreachable(String message) -> new Unknown(message);
        };
    }
}
