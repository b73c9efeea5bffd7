package io.regionalfailover.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regionalfailover.dns.RequestGate.Kind;
import io.regionalfailover.simulation.engine.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BudgetTest {
    private final VirtualTime time = new VirtualTime(Instant.ofEpochSecond(0));
    private final Budget budget = new Budget(new ZoneRuntime(time, time, time, new Random(1)), 5, 20);

    @Test
    void changesMayUseTheWholeBurstAndThenTheRate() throws InterruptedException {
        pass(Kind.CHANGE, 20);
        assertThat(budget.untilReady(Kind.CHANGE)).isEqualTo(Duration.ofMillis(200));

        time.advance(Duration.ofSeconds(1));
        pass(Kind.CHANGE, 5);
        assertThat(budget.untilReady(Kind.CHANGE)).isEqualTo(Duration.ofMillis(200));
    }

    @Test
    void readsTakeAtMostAFifthAndLeaveTheRestToChanges() throws InterruptedException {
        pass(Kind.READ, 15);
        time.advance(Duration.ofMinutes(1));
        pass(Kind.READ, 4);
        assertThat(budget.untilReady(Kind.READ)).isEqualTo(Duration.ofSeconds(1));
        assertThat(budget.untilReady(Kind.CHANGE)).isZero();
        pass(Kind.CHANGE, 16);
        assertThat(budget.untilReady(Kind.CHANGE)).isPositive();
    }

    @Test
    void theFirstReadsTakeAllButWhatIsKeptForEvacuations() throws InterruptedException {
        pass(Kind.READ, 15);
        assertThat(budget.untilReady(Kind.READ)).isEqualTo(Duration.ofSeconds(1));
        pass(Kind.CHANGE, 5);
        assertThat(budget.untilReady(Kind.CHANGE)).isPositive();

        time.advance(Duration.ofMinutes(1));
        pass(Kind.READ, 4);
        assertThat(budget.untilReady(Kind.READ)).isPositive();
    }

    @Test
    void whoThrottlesHalvesTheRateAndAnswersBringItBack() {
        budget.throttled();
        budget.throttled();
        assertThat(budget.requestsPerSecond()).isEqualTo(1.25);
        assertThat(budget.untilReady(Kind.CHANGE)).isEqualTo(Duration.ofMillis(800));

        for (int i = 0; i < 50; i++) {
            budget.throttled();
        }
        assertThat(budget.requestsPerSecond()).isEqualTo(0.25);
        for (int i = 0; i < 50; i++) {
            budget.answered();
        }
        assertThat(budget.requestsPerSecond()).isEqualTo(5);
    }

    @Test
    void whoComesTooEarlyWaitsOnTheTimer() throws InterruptedException {
        pass(Kind.CHANGE, 20);
        Thread waiter = Thread.ofVirtual().start(() -> {
            try {
                budget.pass(Kind.CHANGE);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        while (waiter.isAlive()) {
            time.settle();
            if (waiter.getState() == Thread.State.WAITING) {
                time.advance(Duration.ofMillis(200));
            }
            Thread.onSpinWait();
        }
        assertThat(time.instant()).isAfterOrEqualTo(Instant.ofEpochMilli(200));
    }

    @Test
    void aBudgetOfNothingIsRefused() {
        ZoneRuntime runtime = new ZoneRuntime(time, time, time, new Random(1));
        assertThatThrownBy(() -> new Budget(runtime, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Budget(runtime, 1, 0)).hasMessageContaining("lets nothing pass");
    }

    private void pass(Kind kind, int times) throws InterruptedException {
        for (int i = 0; i < times; i++) {
            assertThat(budget.untilReady(kind)).isZero();
            budget.pass(kind);
        }
    }
}
