package io.regionalfailover.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class WorkloadAttemptTest {

    @Test
    void enoughAvailablePasses() {
        assertThat(tried(3, false, new WorkloadReader.Seen(5, 3))).isEqualTo(ProbeResult.PASSING);
        assertThat(tried(3, false, new WorkloadReader.Seen(5, 2)))
                .isEqualTo(ProbeResult.failing("Deployment shop/checkout has 2 of 5 available, at least 3 needed"));
    }

    @Test
    void aPercentageIsOfTheDesiredOnesRoundedUp() {
        assertThat(tried(50, true, new WorkloadReader.Seen(5, 3))).isEqualTo(ProbeResult.PASSING);
        assertThat(tried(50, true, new WorkloadReader.Seen(5, 2)))
                .isEqualTo(ProbeResult.failing("Deployment shop/checkout has 2 of 5 available, at least 3 needed"));
        assertThat(tried(100, true, new WorkloadReader.Seen(Integer.MAX_VALUE, Integer.MAX_VALUE)))
                .isEqualTo(ProbeResult.PASSING);
    }

    @Test
    void noneOfNoneIsNotEnough() {
        assertThat(tried(50, true, new WorkloadReader.Seen(0, 0)))
                .isEqualTo(ProbeResult.failing("Deployment shop/checkout has 0 of 0 available, at least 1 needed"));
        assertThat(tried(1, false, new WorkloadReader.Seen(0, 0)))
                .isEqualTo(ProbeResult.failing("Deployment shop/checkout has 0 of 0 available, at least 1 needed"));
    }

    @Test
    void whatIsMissingFailsAndWhatCannotBeSeenIsUnknown() {
        assertThat(tried(1, false, new WorkloadReader.Missing("there is no Deployment shop/checkout")))
                .isEqualTo(ProbeResult.failing("there is no Deployment shop/checkout"));
        assertThat(tried(1, false, new WorkloadReader.Unknown("the API server of east does not answer")))
                .isEqualTo(ProbeResult.unknown("the API server of east does not answer"));
    }

    @Test
    void aClusterThatIsSlowIsUnknownInTime() {
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch over = new CountDownLatch(1);
            WorkloadReader stuck = workload -> {
                try {
                    over.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return new WorkloadReader.Seen(1, 1);
            };

            ProbeResult result = new WorkloadAttempt(stuck, workers)
                    .run(probe(1, false), Deadline.in(() -> Instant.EPOCH, Duration.ofMillis(50)));

            assertThat(result).isEqualTo(ProbeResult.unknown("the cluster of region east did not answer within 50 ms"));
            over.countDown();
        }
    }

    @Test
    void atLeastOneAndAtMostAllCanBeAskedFor() {
        assertThatThrownBy(() -> probe(0, false)).hasMessageContaining("minAvailable 0 is neither");
        assertThatThrownBy(() -> probe(101, true)).hasMessageContaining("minAvailable 101% is neither");
    }

    private static ProbeResult tried(int minAvailable, boolean percent, WorkloadReader.Look look) {
        return new WorkloadAttempt(workload -> look, Runnable::run)
                .run(probe(minAvailable, percent), Deadline.in(() -> Instant.EPOCH, Duration.ofSeconds(1)));
    }

    private static WorkloadProbe probe(int minAvailable, boolean percent) {
        return new WorkloadProbe("east", "shop", "Deployment", "checkout", minAvailable, percent);
    }
}
