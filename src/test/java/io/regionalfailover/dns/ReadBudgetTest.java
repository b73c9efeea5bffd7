package io.regionalfailover.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.dns.RequestGate.Kind;
import io.regionalfailover.testing.time.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Reads keep to their fifth of the budget, also of one that was halved. */
class ReadBudgetTest {
    private final VirtualTime time = new VirtualTime(Instant.ofEpochSecond(0));
    private final Budget budget = new Budget(new ZoneRuntime(time, time, time, new Random(1)), 5, 20);

    @Test
    void aHalvedBudgetHalvesReadsAndAnAnswerBringsATwentiethBack() throws InterruptedException {
        for (int i = 0; i < 4; i++) {
            budget.pass(Kind.READ);
        }
        assertThat(budget.untilReady(Kind.READ)).isEqualTo(Duration.ofSeconds(1));
        budget.throttled();
        assertThat(budget.requestsPerSecond()).isEqualTo(2.5);
        assertThat(budget.untilReady(Kind.READ)).isEqualTo(Duration.ofSeconds(2));
        budget.answered();
        assertThat(budget.requestsPerSecond()).isEqualTo(2.75);
        time.advance(Duration.ofSeconds(2));
        assertThat(budget.untilReady(Kind.READ)).isZero();
    }
}
