package io.regionalfailover.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrendTest {
    private static Trend of(DoubleUnaryOperator line) {
        Random noise = new Random(1);
        List<Trend.Point> points = IntStream.range(0, 60)
                .mapToObj(minute ->
                        new Trend.Point(minute / 60.0, line.applyAsDouble(minute / 60.0) + noise.nextGaussian() * 3))
                .toList();
        return Trend.of(points);
    }

    @Test
    void findsALeakAndNothingElse() {
        assertThat(of(hour -> 100 + 20 * hour).grows()).isTrue();
        assertThat(of(hour -> 100 + 20 * hour).slope()).isBetween(15.0, 25.0);
        assertThat(of(hour -> 100).grows()).isFalse();
        assertThat(of(hour -> 100 - 20 * hour).grows()).isFalse();
    }
}
