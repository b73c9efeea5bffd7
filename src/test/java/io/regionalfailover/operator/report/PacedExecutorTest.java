package io.regionalfailover.operator.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.simulation.engine.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PacedExecutorTest {
    private final VirtualTime time = new VirtualTime(Instant.EPOCH);
    private final List<Integer> ran = new ArrayList<>();
    private final PacedExecutor paced = new PacedExecutor(Runnable::run, 100, 20, time, time);

    @Test
    void letsAQuarterOfASecondsWorthThroughAndThenSoManyASecondInTheirOrder() {
        hand(0, 17);
        lead();
        assertThat(ran).isEqualTo(numbers(0, 5));
        assertThat(paced.waiting()).isEqualTo(12);

        time.advance(Duration.ofMillis(49));
        assertThat(ran).hasSize(5);
        time.advance(Duration.ofMillis(1));
        assertThat(ran).isEqualTo(numbers(0, 6));
        time.advance(Duration.ofMillis(500));
        assertThat(ran).isEqualTo(numbers(0, 16));
        time.advance(Duration.ofMinutes(1));
        assertThat(ran).isEqualTo(numbers(0, 17));
        assertThat(paced.waiting()).isZero();
    }

    @Test
    void theRequestThatATaskTellsOfGoesFirst() {
        hand(0, 1);
        time.advance(Duration.ofMillis(49));
        hand(1, 2);
        assertThat(ran).isEmpty();
        assertThat(paced.waiting()).isEqualTo(2);

        time.advance(Duration.ofMillis(1));
        assertThat(ran).isEqualTo(numbers(0, 2));
    }

    @Test
    void savesUpNoMoreThanThat() {
        hand(0, 5);
        lead();
        time.advance(Duration.ofMillis(100));
        hand(5, 9);
        lead();
        assertThat(ran).isEqualTo(numbers(0, 8));

        time.advance(Duration.ofHours(1));
        hand(9, 30);
        lead();
        assertThat(ran).isEqualTo(numbers(0, 14));
    }

    @Test
    void letsNothingThroughBeforeTheMomentThatItWaitsFor() {
        CompletableFuture<Void> moment = new CompletableFuture<>();
        paced.after(moment);
        hand(0, 7);
        time.advance(Duration.ofMinutes(1));
        assertThat(ran).isEmpty();
        assertThat(paced.waiting()).isEqualTo(7);

        moment.complete(null);
        assertThat(ran).isEqualTo(numbers(0, 5));
        time.advance(Duration.ofMillis(50));
        assertThat(ran).isEqualTo(numbers(0, 6));
    }

    private void lead() {
        time.advance(Duration.ofMillis(50));
    }

    private void hand(int from, int to) {
        numbers(from, to).forEach(number -> paced.execute(() -> ran.add(number)));
    }

    private static List<Integer> numbers(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }
}
