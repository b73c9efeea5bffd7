package io.regionalfailover.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.decision.Observation;
import io.regionalfailover.decision.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ProberTest extends ManualProber {

    @Test
    void beginsWithinOneSecondAndThenKeepsItsGrid() {
        Instant subscribedAt = time.instant();
        prober.subscribe(
                "shop", new ProbeSpec(TARGET, Duration.ofSeconds(5), SECOND, 20), (seen, free) -> pushed.add(seen));

        time.advance(Duration.ofSeconds(60));

        assertThat(starts.getFirst()).isBetween(subscribedAt, subscribedAt.plusSeconds(1));
        assertThat(gaps()).hasSize(11).containsOnly(Duration.ofSeconds(5));
        assertThat(pushed).hasSize(12);
        assertThat(pushed.getLast().streak()).isEqualTo(12);
        assertThat(pushed.getLast().outcome()).isEqualTo(Outcome.PASSING);
    }

    @Test
    void isEagerFirstAndNeverLeavesMoreThanAnInterval() {
        prober.subscribe(
                "shop", new ProbeSpec(TARGET, Duration.ofMinutes(5), SECOND, 4), (seen, free) -> pushed.add(seen));

        time.advance(Duration.ofMinutes(31));

        Duration eager = Duration.ofSeconds(5);
        assertThat(gaps().subList(0, 3)).containsOnly(eager);
        assertThat(gaps().get(3)).as("the one gap that spreads").isBetween(SECOND, Duration.ofMinutes(5));
        assertThat(gaps().subList(4, gaps().size())).hasSizeGreaterThan(3).containsOnly(Duration.ofMinutes(5));
    }

    private void subscribeTogether(int probes, Duration interval, int eagerAttempts) {
        for (int i = 0; i < probes; i++) {
            TcpProbe target = new TcpProbe("192.0.2.1", 1 + i, Optional.empty());
            prober.subscribe("shop", new ProbeSpec(target, interval, SECOND, eagerAttempts), (observation, free) -> {});
        }
    }

    @Test
    void spreadsProbesThatWereSubscribedTogether() {
        subscribeTogether(200, Duration.ofSeconds(100), 2);
        time.advance(Duration.ofSeconds(500));
        starts.clear();

        time.advance(Duration.ofSeconds(100));

        Instant end = time.instant();
        long inFirstHalf =
                starts.stream().filter(at -> at.isBefore(end.minusSeconds(50))).count();
        assertThat(starts).hasSize(200);
        assertThat(inFirstHalf).isBetween(60L, 140L);
    }

    @Test
    void letsProbesBeginTogether() {
        subscribeTogether(200, Duration.ofSeconds(100), 2);
        time.advance(Duration.ofSeconds(500));
        starts.clear();

        time.advance(Duration.ofSeconds(100));

        assertThat(starts).hasSize(200);
        assertThat(starts.stream().map(at -> at.getNano() % 500_000_000).distinct())
                .as("two a second: ticks half a second apart")
                .hasSizeLessThanOrEqualTo(5);
    }

    @Test
    void keepsProbesThatWereSubscribedTogetherApartUntilTheyAreSpread() {
        subscribeTogether(1200, Duration.ofSeconds(60), 3);

        time.advance(Duration.ofSeconds(9));

        assertThat(starts).hasSize(2400);
        assertThat(starts.stream().collect(Collectors.groupingBy(at -> at, Collectors.counting())))
                .as("probes that begin at the same moment")
                .allSatisfy((at, probes) -> assertThat(probes).isLessThan(5));
    }

    @Test
    void neverFollowsSoonerThanTheTimeoutAlsoWhereTheFirstSlotWasLate() {
        for (long seed = 0; seed < 200; seed++) {
            starts.clear();
            prober = prober(seed);
            prober.subscribe(
                    "shop", new ProbeSpec(TARGET, Duration.ofSeconds(10), SECOND, 0), (observation, free) -> {});
            time.standStill(Duration.ofSeconds(5));

            time.advance(Duration.ofSeconds(30));
            prober.close();

            assertThat(gaps())
                    .as("seed %d", seed)
                    .allSatisfy(gap -> assertThat(gap).isBetween(SECOND, Duration.ofSeconds(10)));
        }
    }

    @Test
    void countsAStreakAndSaysWhatFailed() {
        results = number -> number < 3 ? ProbeResult.PASSING : ProbeResult.failing("HTTP 503");
        prober.subscribe("shop", EVERY_SECOND, (seen, free) -> pushed.add(seen));

        time.advance(Duration.ofSeconds(5));

        Observation last = pushed.getLast();
        assertThat(last.outcome()).isEqualTo(Outcome.FAILING);
        assertThat(last.message()).isEqualTo("HTTP 503");
        assertThat(last.streak()).isEqualTo(last.attempts() - 3);
        assertThat(last.streakSeenAt()).isEqualTo(pushed.get(3).lastEndedAt());
        assertThat(last.lastBeganAt()).isEqualTo(starts.getLast());
    }

    @Test
    void whoListensAloneMayTakeItsTimeWhereAnAttemptHasEnded() {
        List<Boolean> free = new ArrayList<>();
        prober.subscribe("shop", EVERY_SECOND, (seen, isFree) -> free.add(isFree));
        time.advance(Duration.ofSeconds(3));
        assertThat(free).hasSizeGreaterThan(1).containsOnly(true);

        free.clear();
        List<Boolean> freeToo = new ArrayList<>();
        prober.subscribe("shop", EVERY_SECOND, (seen, isFree) -> freeToo.add(isFree));
        time.advance(Duration.ofSeconds(3));
        assertThat(free).hasSizeGreaterThan(1).containsOnly(false);
        assertThat(freeToo).hasSizeGreaterThan(2).containsOnly(false);
    }

    @Test
    void theNextAttemptDoesNotWaitForAListener() {
        List<Integer> meanwhile = new ArrayList<>();
        prober.subscribe("shop", EVERY_SECOND, (seen, free) -> {
            if (meanwhile.isEmpty()) {
                meanwhile.add(starts.size());
                time.advance(Duration.ofSeconds(3));
                meanwhile.add(starts.size());
            }
        });
        time.advance(Duration.ofSeconds(2));

        assertThat(meanwhile.getLast()).isGreaterThanOrEqualTo(meanwhile.getFirst() + 2);
    }

    @Test
    void runsEqualProbesOfAScopeOnceAndTellsALateListenerAtOnce() {
        Subscription first = prober.subscribe("shop", EVERY_SECOND, (seen, free) -> pushed.add(seen));
        time.advance(Duration.ofSeconds(3));
        List<Observation> late = new ArrayList<>();

        Subscription second = prober.subscribe("shop", EVERY_SECOND, (seen, free) -> late.add(seen));
        assertThat(late).containsExactly(pushed.getLast());
        assertThat(second.current()).isEqualTo(pushed.getLast());
        prober.subscribe("bank", EVERY_SECOND, (observation, free) -> {});
        assertThat(prober.running()).as("another scope has its own").isEqualTo(2);

        first.close();
        first.close();
        int heardByFirst = pushed.size();
        time.advance(Duration.ofSeconds(3));
        assertThat(pushed).hasSize(heardByFirst);
        assertThat(late).hasSizeGreaterThan(2);

        second.close();
        assertThat(prober.running()).isEqualTo(1);
    }

    @Test
    void skipsTheSlotsThatASlowAttemptRunsThrough() {
        prober.subscribe("shop", new ProbeSpec(TARGET, SECOND, SECOND, 0), (seen, free) -> pushed.add(seen));
        time.advance(Duration.ofSeconds(5));
        starts.clear();
        took = Duration.ofMillis(1700);

        time.advance(Duration.ofSeconds(20));

        assertThat(gaps()).containsOnly(Duration.ofSeconds(2));
        assertThat(skipped).isGreaterThanOrEqualTo(9);
        assertThat(measured).allSatisfy(each -> assertThat(each.lag()).isZero());
    }

    @Test
    void followsAtOnceWhenAnEagerAttemptTakesLongerThanAStep() {
        took = Duration.ofSeconds(12);
        ProbeSpec slow = new ProbeSpec(TARGET, Duration.ofSeconds(60), Duration.ofSeconds(20), 100);
        prober.subscribe("shop", slow, (seen, free) -> pushed.add(seen));

        time.advance(Duration.ofSeconds(61));

        assertThat(gaps()).hasSizeGreaterThanOrEqualTo(4).containsOnly(took);
    }

    @Test
    void aTimeoutAsLongAsTheIntervalLosesNoSlot() {
        took = Duration.ofMillis(1003);
        prober.subscribe("shop", new ProbeSpec(TARGET, SECOND, SECOND, 0), (seen, free) -> pushed.add(seen));

        time.advance(Duration.ofSeconds(20));

        assertThat(starts).hasSizeGreaterThanOrEqualTo(18);
        assertThat(measured.getLast().lag()).isBetween(Duration.ofMillis(1), Duration.ofMillis(100));
    }

    @Test
    void noFailureStaysUnseenForLongerThanPromised() {
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            Duration interval = Duration.ofMillis(1000 + random.nextInt(60_000));
            Duration timeout = Duration.ofMillis(100 + random.nextInt((int) interval.toMillis() - 99));
            int eager = random.nextInt(6);
            starts.clear();
            prober = prober(seed);
            results = number -> {
                time.advance(Duration.ofMillis(random.nextInt((int) timeout.toMillis() + 1)));
                return ProbeResult.PASSING;
            };
            Subscription subscription = prober.subscribe(
                    "shop", new ProbeSpec(TARGET, interval, timeout, eager), (observation, free) -> {});
            time.advance(interval.multipliedBy(30));
            subscription.close();

            assertThat(starts).as("seed %d", seed).hasSizeGreaterThan(25);
            assertThat(gaps())
                    .as("seed %d: gaps with interval %s, timeout %s", seed, interval, timeout)
                    .allSatisfy(gap -> assertThat(gap).isLessThanOrEqualTo(interval));
        }
    }
}
