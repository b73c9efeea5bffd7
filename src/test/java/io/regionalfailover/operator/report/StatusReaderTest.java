package io.regionalfailover.operator.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.api.v1alpha1.FailoverPolicyStatus;
import io.regionalfailover.decision.Reason;
import io.regionalfailover.decision.Weights;
import io.regionalfailover.dns.Turned;
import io.regionalfailover.operator.policy.PastPlan;
import io.regionalfailover.operator.policy.PlanProgress;
import io.regionalfailover.operator.policy.PolicySnapshot;
import io.regionalfailover.operator.policy.Remembered;
import io.regionalfailover.operator.policy.Shift;
import io.regionalfailover.peers.Company;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StatusReaderTest {
    private static final Instant AT = Instant.parse("2026-11-23T04:00:00.123Z");

    @Test
    void anEarlierProcessIsRememberedByWhatItReported() {
        PlanProgress progress = new PlanProgress(
                42,
                "",
                "0123456789abcdef",
                Optional.of(Reason.REGION_UNHEALTHY),
                Optional.of(AT),
                Optional.of(AT.plusMillis(10)),
                Optional.of(AT.plusMillis(20)),
                Optional.of("/change/C1"),
                Optional.of(AT.plusSeconds(2)),
                Optional.of(AT.plusSeconds(3)),
                Optional.of("west/pod"));
        Shift shift = new Shift(
                Set.of("east"),
                Set.of("west"),
                Reason.REGION_UNHEALTHY,
                Optional.of(AT.minusSeconds(3)),
                AT,
                Optional.of(AT.plusMillis(10)),
                Optional.of(AT.plusMillis(20)),
                Optional.of(AT.plusSeconds(2)),
                Optional.of(AT.plusSeconds(3)),
                new Turned(Optional.empty(), List.of("192.0.2.53:53 does not answer")),
                Optional.empty());
        PastPlan plan = new PastPlan(
                42, AT.plusMillis(20), "RegionUnhealthy", "east fails", new Weights(Map.of("west", 100)), "west/pod");

        FailoverPolicyStatus status = StatusReport.of(
                new PolicySnapshot(
                        AT,
                        3,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(progress),
                        Optional.empty(),
                        List.of(),
                        Optional.of(shift),
                        List.of(plan),
                        Company.alone("east"),
                        Optional.empty()),
                null);

        assertThat(StatusReader.remembered(status))
                .isEqualTo(new Remembered(Optional.of(progress), Optional.of(shift), List.of(plan)));
    }

    @Test
    void nothingIsRememberedOfAPolicyWithoutStatus() {
        assertThat(StatusReader.remembered(null)).isEqualTo(Remembered.NOTHING);
    }
}
