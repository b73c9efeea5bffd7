package io.regionalfailover.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TicksTest {
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private final Random random = new Random(1);

    private Ticks ticksFor(int probes) {
        Ticks ticks = new Ticks(random);
        for (int i = 0; i < probes; i++) {
            ticks.joined(INTERVAL);
        }
        return ticks;
    }

    private Set<Instant> moments(Ticks ticks) {
        Set<Instant> found = new TreeSet<>();
        for (int i = 0; i < 20_000; i++) {
            found.add(ticks.before(NOON.plusNanos(random.nextLong(INTERVAL.toNanos())), Instant.EPOCH));
        }
        return found;
    }

    @ParameterizedTest
    @CsvSource({"1, 500", "200, 500", "201, 100", "1000, 100", "1001, 50", "2000, 50", "2001, 25", "10000, 25"})
    void areWiderTheFewerProbesThereAre(int probes, int apartMillis) {
        List<Instant> moments = new ArrayList<>(moments(ticksFor(probes)));

        assertThat(moments).hasSize((int) INTERVAL.toMillis() / apartMillis + 1);
        for (int i = 1; i < moments.size(); i++) {
            assertThat(Duration.between(moments.get(i - 1), moments.get(i))).isEqualTo(Duration.ofMillis(apartMillis));
        }
    }

    @Test
    void becomeWiderAgain() {
        Ticks ticks = ticksFor(1001);
        ticks.left(INTERVAL);

        assertThat(moments(ticks)).hasSize(51);
    }

    @ParameterizedTest
    @CsvSource({"1, 300", "300, 1500", "1500, 5000"})
    void stayWhereTheyAreAsTheyBecomeNarrower(int few, int many) {
        Ticks ticks = ticksFor(few);
        Set<Instant> wide = moments(ticks);
        wide.removeIf(tick -> tick.isBefore(NOON));
        for (int i = few; i < many; i++) {
            ticks.joined(INTERVAL);
        }

        assertThat(moments(ticks)).containsAll(wide).hasSizeGreaterThan(wide.size());
    }

    @Test
    void areNeverAfterTheMomentNorTooSoon() {
        Ticks ticks = ticksFor(1);
        for (int i = 0; i < 10_000; i++) {
            Instant soonest = NOON.plusNanos(random.nextLong(INTERVAL.toNanos()));
            Instant moment = soonest.plusNanos(random.nextLong(INTERVAL.toNanos()));

            assertThat(ticks.before(moment, soonest)).isBetween(soonest, moment);
        }
    }

    @Test
    void areOtherOnesInEachProcess() {
        Function<Ticks, Set<Integer>> within = ticks -> moments(ticks).stream()
                .map(moment -> moment.getNano() % 25_000_000)
                .collect(Collectors.toSet());

        assertThat(within.apply(ticksFor(5000))).hasSize(1).isNotEqualTo(within.apply(ticksFor(5000)));
    }
}
