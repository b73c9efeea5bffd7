package io.regionalfailover.operator.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.simulation.engine.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PacedExecutorTest {
    private final VirtualTime time = new VirtualTime(Instant.EPOCH);
    private final List<Integer> ran = new ArrayList<>();
    private final PacedExecutor paced = new PacedExecutor(Runnable::run, 100, 5, time, time);

    @Test
    void letsTwoSecondsWorthThroughAndThenSoManyASecondInTheirOrder() {
        hand(0, 17);
        assertThat(ran).isEqualTo(numbers(0, 10));
        assertThat(paced.waiting()).isEqualTo(7);

        time.advance(Duration.ofMillis(199));
        assertThat(ran).hasSize(10);
        time.advance(Duration.ofMillis(1));
        assertThat(ran).isEqualTo(numbers(0, 11));
        time.advance(Duration.ofSeconds(1));
        assertThat(ran).isEqualTo(numbers(0, 16));
        time.advance(Duration.ofMinutes(1));
        assertThat(ran).isEqualTo(numbers(0, 17));
        assertThat(paced.waiting()).isZero();
    }

    @Test
    void savesUpNoMoreThanThat() {
        hand(0, 10);
        time.advance(Duration.ofMillis(600));
        hand(10, 14);
        assertThat(ran).isEqualTo(numbers(0, 13));

        time.advance(Duration.ofHours(1));
        hand(14, 30);
        assertThat(ran).isEqualTo(numbers(0, 24));
    }

    private void hand(int from, int to) {
        numbers(from, to).forEach(number -> paced.execute(() -> ran.add(number)));
    }

    private static List<Integer> numbers(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }
}
