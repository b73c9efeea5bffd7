package io.regionalfailover.operator.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.operator.liveness.Watchdog.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class WatchdogTest {
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final Map<String, Long> marks = new TreeMap<>(Map.of("shop/checkout", 0L, "shop/search", 0L));
    private final List<List<Finding>> told = new ArrayList<>();
    private boolean away;
    private int asked;
    private Instant now = Instant.parse("2026-11-23T04:00:00Z");
    private final Watchdog watchdog = new Watchdog(
            List.of(new Watchdog.Watched("FailoverPolicy", "has not been reconciled", () -> marks, LIMIT, name -> {
                asked++;
                return away;
            })),
            EVERY,
            told::add);

    private void looksFor(Duration time, String... goingOn) {
        for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(EVERY)) {
            now = now.plus(EVERY);
            List.of(goingOn).forEach(name -> marks.merge(name, 1L, Long::sum));
            watchdog.look(now);
        }
    }

    @Test
    void namesWhatStandsStillForTooLongAndSinceWhen() {
        looksFor(LIMIT.plus(EVERY), "shop/search");
        assertThat(watchdog.findings()).as("not yet").isEmpty();

        looksFor(EVERY, "shop/search");

        assertThat(watchdog.findings())
                .extracting(Finding::toString)
                .containsExactly(
                        "FailoverPolicy \"shop/checkout\": has not been reconciled for 182 s; 180 s are allowed");
    }

    @Test
    void isToldOnceAndOnceMoreWhenAllGoesOn() {
        looksFor(LIMIT.multipliedBy(3), "shop/search");
        assertThat(told).hasSize(1);

        looksFor(EVERY, "shop/checkout");

        assertThat(told).hasSize(2);
        assertThat(told.getLast()).isEmpty();
        assertThat(watchdog.findings()).isEmpty();
    }

    @Test
    void doesNotHoldAgainstAProcessThatItWasStopped() {
        looksFor(Duration.ofMinutes(1), "shop/search", "shop/checkout");

        now = now.plus(Duration.ofHours(8));
        watchdog.look(now);
        assertThat(watchdog.findings()).as("right after it woke").isEmpty();
        looksFor(Duration.ofMinutes(2));
        assertThat(watchdog.findings()).as("there is as much time as ever").isEmpty();

        looksFor(LIMIT);
        assertThat(watchdog.findings()).as("what stands still after it woke").hasSize(2);
    }

    @Test
    void excusesAllWhileTheApiServerIsAway() {
        away = true;
        looksFor(Duration.ofHours(1));
        assertThat(watchdog.findings()).isEmpty();
        assertThat(asked).as("only when something stands still").isBetween(20, 30);

        away = false;
        looksFor(LIMIT.dividedBy(3));
        assertThat(watchdog.findings()).as("time to begin again").isEmpty();
        looksFor(LIMIT);
        assertThat(watchdog.findings()).hasSize(2);
    }

    @Test
    void forgetsWhatIsNoMoreToGoOn() {
        looksFor(LIMIT.multipliedBy(2));
        assertThat(watchdog.findings()).hasSize(2);

        marks.clear();
        looksFor(EVERY);

        assertThat(watchdog.findings()).isEmpty();
    }

    @Test
    void aNewOneHasItsTimeToBegin() {
        looksFor(LIMIT.multipliedBy(2), "shop/search", "shop/checkout");
        marks.put("shop/new", 0L);

        looksFor(LIMIT, "shop/search", "shop/checkout");

        assertThat(watchdog.findings()).isEmpty();
    }

    @Test
    void aHeartbeatStandsStillWithItsExecutorAndGathersNoTasks() throws Exception {
        CountDownLatch block = new CountDownLatch(1);
        List<Runnable> handedIn = new ArrayList<>();
        try (ExecutorService executor = Executors.newSingleThreadExecutor()) {
            Heartbeat heartbeat = new Heartbeat(task -> {
                handedIn.add(task);
                executor.execute(task);
            });
            Watchdog threads = new Watchdog(
                    List.of(new Watchdog.Watched(
                            "thread",
                            "has run no task",
                            () -> Map.of("timers", heartbeat.beat()),
                            LIMIT,
                            name -> false)),
                    EVERY,
                    told::add);
            var blocked = executor.submit(() -> {
                block.await();
                return true;
            });
            for (int look = 0; look < 100; look++) {
                now = now.plus(EVERY);
                threads.look(now);
            }
            assertThat(threads.findings())
                    .extracting(Finding::toString)
                    .containsExactly("thread \"timers\": has run no task for 198 s; 180 s are allowed");
            assertThat(handedIn).hasSize(1);

            block.countDown();
            blocked.get();
            executor.submit(() -> {}).get();
            now = now.plus(EVERY);
            threads.look(now);

            assertThat(threads.findings()).isEmpty();
        }
    }

    @Test
    void reconcilesAreCountedForWhatIsInTheCache() {
        Reconciles reconciles = new Reconciles();
        reconciles.begin("shop/gone");
        reconciles.begin("shop/checkout");
        reconciles.begin("shop/checkout");
        reconciles.of(marks::keySet);

        assertThat(reconciles.marks()).isEqualTo(Map.of("shop/checkout", 2L, "shop/search", 0L));
    }
}
