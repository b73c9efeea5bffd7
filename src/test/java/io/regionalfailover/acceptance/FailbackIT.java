package io.regionalfailover.acceptance;

import static io.regionalfailover.testing.operator.Shop.EAST;
import static io.regionalfailover.testing.operator.Shop.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.testing.operator.Shop;
import io.regionalfailover.testing.operator.ShopZone;
import io.regionalfailover.testing.operator.World;
import io.regionalfailover.testing.route53.ApiRequest;
import io.regionalfailover.testing.route53.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** How traffic comes back: not at once, step by step, and later after each relapse. */
class FailbackIT {
    private static final Map<String, Long> EAST_SERVES = Map.of(EAST, 100L, WEST, 0L);
    private static final Map<String, Long> WEST_SERVES = Map.of(EAST, 0L, WEST, 100L);

    private final World world = World.usual();

    @Overlapping
    void trafficReturnsInStepsEachOneFencedBatch() {
        try (Shop shop = world.shop()) {
            shop.apply(shop.policy());
            shop.awaitSteady();
            shop.east().stop();
            shop.awaitPhase("FailedOver");
            shop.east().resume();
            var status = shop.awaitSteady();

            assertThat(shop.zone().history())
                    .containsExactly(
                            EAST_SERVES,
                            WEST_SERVES,
                            Map.of(EAST, 25L, WEST, 75L),
                            Map.of(EAST, 50L, WEST, 50L),
                            EAST_SERVES);
            assertThat(shop.zone().batches())
                    .as("one publication, one evacuation, three steps")
                    .hasSize(5)
                    .allSatisfy(FailbackIT::carriesFence);
            assertThat(status.history())
                    .extracting(entry -> entry.reason())
                    .containsExactly(
                            "AllRegionsHealthy", "FailbackStep", "FailbackStep", "RegionUnhealthy", "Published");
            assertThat(status.history()).extracting(entry -> entry.epoch()).containsExactly(5L, 4L, 3L, 2L, 1L);
            assertThat(Objects.requireNonNull(status.lastFailover()).recoveredAt())
                    .isNotNull();
        }
    }

    @Overlapping
    void weightsAreTheSharesThatTheSpecMeans() {
        try (Shop shop = world.shop()) {
            shop.apply(shop.policy()
                    .replacing("regions", "weight: 100", "weight: 3")
                    .replacing("regions", "weight: 0", "weight: 1"));
            shop.awaitSteady();
            assertThat(shop.zone().weights()).isEqualTo(Map.of(EAST, 3L, WEST, 1L));
            shop.east().stop();
            shop.awaitPhase("FailedOver");
            shop.east().resume();
            shop.awaitSteady();

            // 25 % of the steady 75 % is 18.75 %: 18.75 of 100; 50 % is 37.5 of 100, by largest remainder.
            assertThat(shop.zone().history())
                    .hasSize(5)
                    .startsWith(Map.of(EAST, 3L, WEST, 1L), Map.of(EAST, 0L, WEST, 100L), Map.of(EAST, 19L, WEST, 81L))
                    .endsWith(Map.of(EAST, 3L, WEST, 1L));
            assertThat(shop.zone().history().get(3)).isIn(Map.of(EAST, 38L, WEST, 62L), Map.of(EAST, 37L, WEST, 63L));
        }
    }

    @Overlapping
    void aRelapseEndsTheReturnAndTheNextOneWaitsTwiceAsLong() {
        Duration stableFor = Duration.ofSeconds(4);
        try (Shop shop = world.shop()) {
            shop.apply(shop.policy().with("failback", "{stableFor: 4s, steps: [25, 50, 100], stepInterval: 1m}"));
            shop.awaitSteady();
            shop.east().stop();
            shop.awaitPhase("FailedOver");
            shop.east().resume();
            Shop.until("the first step", () -> shop.zone().weights().equals(Map.of(EAST, 25L, WEST, 75L)));
            shop.awaitPhase("FailingBack");

            shop.east().stop();
            shop.awaitPhase("FailedOver");
            assertThat(shop.zone().weights()).isEqualTo(WEST_SERVES);
            Instant resumed = Instant.now();
            shop.east().resume();
            var waiting = shop.await(
                    "held until it was stable for long enough",
                    status -> Shop.condition(status, "Held")
                            .filter(held -> held.status().equals("True")
                                    && held.reason().equals("Stabilizing"))
                            .isPresent());
            assertThat(waiting.nextCheckAt()).isNotNull();
            int batches = shop.zone().batches().size();
            Shop.until("the first step again", () -> shop.zone().batches().size() > batches);
            assertThat(Duration.between(resumed, shop.zone().batches().getLast().at()))
                    .as("twice as long as the first time, after the successes that make it healthy")
                    .isGreaterThan(stableFor.multipliedBy(2));
        }
    }

    @Overlapping
    void trafficCanLeaveInStepsToo() {
        try (Shop shop = world.shop()) {
            // Both serve: a region that carries everything and fails is left at once.
            shop.apply(shop.policy()
                    .replacing("regions", "weight: 0", "weight: 100")
                    .with("failover", "{cooldown: 1s, steps: [50, 100], stepInterval: 1s}"));
            shop.awaitSteady();
            shop.east().stop();
            shop.awaitPhase("FailedOver");
            assertThat(shop.zone().history())
                    .containsExactly(
                            Map.of(EAST, 100L, WEST, 100L),
                            Map.of(EAST, 50L, WEST, 150L),
                            Map.of(EAST, 0L, WEST, 200L));
        }
    }

    private static void carriesFence(ApiRequest batch) {
        List<String> created = batch.changes().stream()
                .filter(change -> change.action() == Change.Action.CREATE)
                .filter(change -> !ShopZone.isLedger(change.set()))
                .map(change -> change.set().type())
                .toList();
        assertThat(created).containsExactlyInAnyOrder("TXT", "A", "A");
    }
}
