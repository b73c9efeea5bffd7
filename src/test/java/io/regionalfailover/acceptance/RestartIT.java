package io.regionalfailover.acceptance;

import static io.regionalfailover.testing.operator.Shop.EAST;
import static io.regionalfailover.testing.operator.Shop.WEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.regionalfailover.testing.operator.Shop;
import io.regionalfailover.testing.operator.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Killed ten times, at any moment: no weight changes by itself, and the right end is reached. */
class RestartIT {
    private static final Map<String, Long> EAST_SERVES = Map.of(EAST, 100L, WEST, 0L);
    private static final Map<String, Long> WEST_SERVES = Map.of(EAST, 0L, WEST, 100L);
    private static final int KILLS = 10;
    private static final int LONGEST_MILLIS_BETWEEN = 6000;

    private final World world = World.usual();
    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final AtomicBoolean killing = new AtomicBoolean(true);

    @Test
    void killedAtAnyMomentItGoesOnWhereItWas() throws Exception {
        System.out.println("seed of the moments: " + seed);
        try (Shop steady = world.shop();
                Shop away = world.shop();
                Shop failing = world.shop();
                Shop returning = world.shop();
                var scripts = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Shop shop : List.of(steady, away, failing, returning)) {
                shop.apply(shop.policy());
            }
            List.of(steady, away, failing, returning).forEach(Shop::awaitSteady);
            List.of(away, returning).forEach(shop -> shop.east().stop());
            List.of(away, returning).forEach(shop -> shop.awaitPhase("FailedOver"));
            int plansOfSteady = steady.zone().batches().size();
            int plansOfAway = away.zone().batches().size();

            List<Future<?>> lives = List.of(scripts.submit(() -> liveThroughOutages(failing)), scripts.submit(() -> {
                recover(returning);
                liveThroughOutages(returning);
            }));
            try {
                for (int kill = 0; kill < KILLS; kill++) {
                    awaitRandomMoment();
                    world.operator().restart();
                }
            } finally {
                killing.set(false);
            }
            for (Future<?> life : lives) {
                life.get();
            }

            // Where nothing was to be done, nothing was done.
            assertThat(steady.zone().batches()).hasSize(plansOfSteady);
            assertThat(steady.zone().weights()).isEqualTo(EAST_SERVES);
            assertThat(away.zone().batches()).hasSize(plansOfAway);
            assertThat(away.zone().weights()).isEqualTo(WEST_SERVES);
            recover(away);
            for (Shop shop : List.of(steady, away, failing, returning)) {
                assertThat(shop.zone().history())
                        .as("always somebody serves, and only what the steps say was ever published")
                        .isSubsetOf(
                                EAST_SERVES, WEST_SERVES, Map.of(EAST, 25L, WEST, 75L), Map.of(EAST, 50L, WEST, 50L));
            }
        }
    }

    private void liveThroughOutages(Shop shop) {
        while (killing.get()) {
            shop.east().stop();
            shop.awaitPhase("FailedOver");
            assertThat(shop.zone().weights()).isEqualTo(WEST_SERVES);
            recover(shop);
        }
    }

    private static void recover(Shop shop) {
        int before = shop.zone().history().size();
        shop.east().resume();
        shop.awaitSteady();
        assertThat(shop.zone().weights()).isEqualTo(EAST_SERVES);
        var since =
                shop.zone().history().subList(before - 1, shop.zone().history().size());
        assertThat(since)
                .extracting(weights -> weights.getOrDefault(EAST, 0L))
                .as("traffic on its way back goes one way")
                .isSorted();
    }

    private void awaitRandomMoment() {
        Duration moment = Duration.ofMillis(random.nextInt(LONGEST_MILLIS_BETWEEN));
        await("a random moment")
                .pollDelay(moment)
                .atMost(moment.plusSeconds(60))
                .until(() -> true);
    }
}
