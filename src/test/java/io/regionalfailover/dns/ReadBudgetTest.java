package io.regionalfailover.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.dns.RequestGate.Kind;
import io.regionalfailover.simulation.engine.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Reads keep to their fifth of the budget, also of one that was halved. */
class ReadBudgetTest {
    /** What of the burst is not kept for evacuations. */
    private static final int AT_FIRST = 15;

    private final VirtualTime time = new VirtualTime(Instant.ofEpochSecond(0));
    private final Budget budget = new Budget(new ZoneRuntime(time, time, time, new Random(1)), 5, 20);

    @Test
    void aHalvedBudgetHalvesReadsAndAnAnswerBringsATwentiethBack() throws InterruptedException {
        for (int i = 0; i < AT_FIRST; i++) {
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

    @Test
    void whatWasEarnedAtTheOldRateIsKeptWhenTheRateChanges() throws InterruptedException {
        for (int i = 0; i < AT_FIRST; i++) {
            budget.pass(Kind.READ);
        }
        time.advance(Duration.ofMillis(500));
        budget.throttled();
        assertThat(budget.untilReady(Kind.READ))
                .as("half of one, at half a read per second")
                .isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aReadBeyondTheFifthWaitsEvenWhileChangesNeedNot() throws InterruptedException {
        for (int i = 0; i < AT_FIRST; i++) {
            budget.pass(Kind.READ);
        }
        assertThat(budget.untilReady(Kind.CHANGE)).isZero();
        Thread reader = Thread.ofVirtual().start(() -> {
            try {
                budget.pass(Kind.READ);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        while (reader.isAlive()) {
            time.settle();
            if (reader.getState() == Thread.State.WAITING) {
                time.advance(Duration.ofSeconds(1));
            }
            Thread.onSpinWait();
        }
        assertThat(time.instant()).isAfterOrEqualTo(Instant.ofEpochSecond(1));
    }

    @Test
    void aBudgetOfOneRequestAtATimeIsAllowed() {
        Budget least = new Budget(new ZoneRuntime(time, time, time, new Random(1)), 0.1, 1);
        assertThat(least.untilReady(Kind.CHANGE)).isZero();
        assertThat(least.untilReady(Kind.READ)).isZero();
    }

    @Test
    void aProviderWithoutABudgetLetsEverythingPassAtOnce() throws InterruptedException {
        RequestGate open = RequestGate.open();
        for (Kind kind : Kind.values()) {
            open.pass(kind);
        }
        assertThat(time.instant()).isEqualTo(Instant.ofEpochSecond(0));
    }
}
