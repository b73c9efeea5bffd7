package io.regionalfailover.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.decision.RoomTrial;
import io.regionalfailover.health.WorkloadProbe;
import io.regionalfailover.health.WorkloadReader;
import io.regionalfailover.operator.policy.WorkloadAccess;
import io.regionalfailover.placement.Cluster;
import io.regionalfailover.placement.Scaled;
import io.regionalfailover.placement.Sighting;
import io.regionalfailover.placement.Stamp;
import io.regionalfailover.placement.Workload;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RegionWorkloadsTest {
    private static final WorkloadProbe PROBE = new WorkloadProbe("east", "shop", "StatefulSet", "ledger", 1, false);

    @Test
    void whatTheClusterShowsIsSeen() {
        assertThat(through(new Sighting.Seen(5, 4, 3, Map.of(), "7"))).isEqualTo(new WorkloadReader.Seen(5, 3));
        assertThat(through(new Sighting.Missing("there is no StatefulSet shop/ledger")))
                .isEqualTo(new WorkloadReader.Missing("there is no StatefulSet shop/ledger"));
    }

    @Test
    void whoeverSaysNoOrNothingLeavesItUnknown() {
        assertThat(through(new Sighting.Refused("forbidden"))).isEqualTo(new WorkloadReader.Unknown("forbidden"));
        assertThat(through(new Sighting.Unreachable("no answer"))).isEqualTo(new WorkloadReader.Unknown("no answer"));
        assertThat(look(new WorkloadAccess.Access.Denied(true, "there is no Secret")))
                .isEqualTo(new WorkloadReader.Unknown("there is no Secret"));
        assertThat(look(new WorkloadAccess.Access.Elsewhere()))
                .isEqualTo(new WorkloadReader.Unknown("Region \"east\" has no cluster to look into"));
    }

    private static WorkloadReader.Look through(Sighting sighting) {
        return look(new WorkloadAccess.Access.Reached(new Cluster() {
            @Override
            public Sighting look(Workload workload) {
                assertThat(workload).isEqualTo(new Workload("apps/v1", "StatefulSet", "shop", "ledger"));
                return sighting;
            }

            @Override
            public Scaled raise(Workload workload, int atLeast, Stamp stamp) {
                throw new AssertionError("a probe changes nothing");
            }

            @Override
            public Scaled lower(Workload workload, int to, Stamp stamp, Sighting.Seen asRead) {
                throw new AssertionError("a probe changes nothing");
            }

            @Override
            public Map<Workload, RoomTrial> rehearse(Map<Workload, Integer> wanted, Stamp stamp) {
                throw new AssertionError("a probe tries nothing");
            }
        }));
    }

    private static WorkloadReader.Look look(WorkloadAccess.Access access) {
        return new RegionWorkloads(region -> access).look(PROBE);
    }
}
