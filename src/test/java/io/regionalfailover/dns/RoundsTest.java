package io.regionalfailover.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When zones are read back. */
class RoundsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Instant NOW = Instant.parse("2026-11-23T04:00:00Z");

    @Test
    void whoeverAsksWithinARoundGetsTheSameMoment() {
        Rounds rounds = new Rounds(new Random(1));
        Instant first = rounds.after(NOW, MINUTE);

        assertThat(first).isAfter(NOW).isBeforeOrEqualTo(NOW.plus(MINUTE));
        assertThat(rounds.after(first.minusNanos(1), MINUTE)).isEqualTo(first);
        assertThat(rounds.after(first, MINUTE))
                .as("later than the moment itself")
                .isEqualTo(first.plus(MINUTE));
        assertThat(rounds.after(first.plusSeconds(59), MINUTE)).isEqualTo(first.plus(MINUTE));
    }

    @Test
    void zonesAreSpreadOverTheMinute() {
        Random random = new Random(2);
        Set<Long> seconds = new TreeSet<>();
        IntStream.range(0, 200)
                .forEach(zone -> seconds.add(Duration.between(NOW, new Rounds(random).after(NOW, MINUTE))
                        .toSeconds()));

        assertThat(seconds).hasSizeGreaterThan(45);
    }

    @Test
    void aClockThatBeganBeforeTheEpochHasRoundsToo() {
        Instant early = Instant.EPOCH.minusSeconds(90);

        assertThat(new Rounds(new Random(1)).after(early, MINUTE))
                .isAfter(early)
                .isBeforeOrEqualTo(early.plus(MINUTE));
    }
}
