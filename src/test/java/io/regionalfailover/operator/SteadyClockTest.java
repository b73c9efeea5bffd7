package io.regionalfailover.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SteadyClockTest {
    private static final Instant START = Instant.parse("2026-11-23T04:00:00Z");

    private long awake = -5;
    private long up = 1_000_000_000_000L;
    private int looks;

    private SteadyClock clock() {
        return new SteadyClock(START, () -> awake, () -> {
            looks++;
            return OptionalLong.of(up);
        });
    }

    private void passes(Duration time) {
        awake += time.toNanos();
        up += time.toNanos();
    }

    @Test
    void countsWhatTheMachineSlept() {
        SteadyClock clock = clock();
        passes(Duration.ofSeconds(3));
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(3));

        up += Duration.ofHours(2).toNanos();
        passes(SteadyClock.BETWEEN_LOOKS);

        Instant woken = START.plusSeconds(3).plus(Duration.ofHours(2)).plus(SteadyClock.BETWEEN_LOOKS);
        assertThat(clock.instant()).isEqualTo(woken);
        passes(Duration.ofSeconds(1));
        assertThat(clock.instant()).as("once").isEqualTo(woken.plusSeconds(1));
    }

    @Test
    void isNotMovedByACoarseUptime() {
        SteadyClock clock = clock();
        for (int step = 1; step <= 100; step++) {
            awake += Duration.ofMillis(17).toNanos();
            up = 1_000_000_000_000L + Duration.ofMillis(step * 17 / 10 * 10).toNanos();
            assertThat(clock.instant()).isEqualTo(START.plusMillis(step * 17L));
        }
    }

    @Test
    void looksSeldom() {
        SteadyClock clock = clock();
        for (int reading = 0; reading < 1000; reading++) {
            passes(Duration.ofMillis(1));
            clock.instant();
        }

        assertThat(looks).isLessThanOrEqualTo(101);
    }

    @Test
    void goesOnWhereNobodyKnowsTheUptime() {
        SteadyClock clock = new SteadyClock(START, () -> awake, OptionalLong::empty);
        awake += Duration.ofSeconds(7).toNanos();

        assertThat(clock.instant()).isEqualTo(START.plusSeconds(7));
    }

    @Test
    void followsThisMachine() {
        Instant before = Instant.now();
        assertThat(Duration.between(before, new SteadyClock().instant())).isLessThan(Duration.ofMinutes(1));
    }
}
