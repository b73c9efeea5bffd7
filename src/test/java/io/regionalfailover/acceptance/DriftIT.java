package io.regionalfailover.acceptance;

import static io.regionalfailover.testing.operator.Shop.EAST;
import static io.regionalfailover.testing.operator.Shop.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.api.v1alpha1.Condition;
import io.regionalfailover.testing.operator.Shop;
import io.regionalfailover.testing.operator.World;
import io.regionalfailover.testing.route53.ApiRequest;
import io.regionalfailover.testing.route53.Change;
import io.regionalfailover.testing.route53.RecordSet;
import java.util.Map;
import java.util.Objects;

/** What people do to the zone by hand: ours is mended at the next comparison, what is not ours is left alone and named. */
class DriftIT {
    private static final Map<String, Long> EAST_SERVES = Map.of(EAST, 100L, WEST, 0L);

    private final World world = World.usual();

    @Overlapping
    void aWeightEditedByHandIsPutBack() {
        try (Shop shop = steady()) {
            RecordSet west = shop.zone().setOf(WEST);
            shop.zone().edit(Change.upsert(west.withWeight(40)));
            assertThat(shop.zone().weights()).isEqualTo(Map.of(EAST, 100L, WEST, 40L));

            awaitRepair(shop, 2);
            assertThat(shop.zone().weights()).isEqualTo(EAST_SERVES);
            shop.await(
                    "told",
                    status -> !status.history().isEmpty()
                            && "DriftRepaired"
                                    .equals(status.history().getFirst().reason()));
            shop.awaitSteady();
            ApiRequest repair = shop.zone().batches().getLast();
            assertThat(repair.changes())
                    .as("what was found is asserted, not overwritten")
                    .contains(Change.delete(west.withWeight(40)))
                    .allMatch(change -> change.action() != Change.Action.UPSERT);
        }
    }

    @Overlapping
    void aSetDeletedByHandComesBack() {
        try (Shop shop = steady()) {
            RecordSet west = shop.zone().setOf(WEST);
            shop.zone().edit(Change.delete(west));
            awaitRepair(shop, 2);
            assertThat(shop.zone().weights()).isEqualTo(EAST_SERVES);
            assertThat(shop.zone().setOf(WEST).values()).isEqualTo(west.values());
        }
    }

    @Overlapping
    void aLostFenceComesBackWithTheWeightsFound() {
        try (Shop shop = steady()) {
            RecordSet fence = shop.zone().fence().getFirst();
            long epoch = Objects.requireNonNull(
                    Objects.requireNonNull(shop.status().plan()).epoch());
            shop.zone()
                    .edit(
                            Change.delete(fence),
                            Change.upsert(shop.zone().setOf(EAST).withWeight(60)),
                            Change.upsert(shop.zone().setOf(WEST).withWeight(40)));

            Shop.until("a fence again", () -> !shop.zone().fence().isEmpty());
            ApiRequest repair = shop.zone().batches().get(1);
            assertThat(repair.changes())
                    .as("the first write after the loss keeps what was found")
                    .filteredOn(change -> change.action() == Change.Action.CREATE)
                    .filteredOn(change -> change.set().type().equals("A"))
                    .extracting(change -> change.set().weight().orElse(-1L))
                    .containsExactlyInAnyOrder(60L, 40L);
            assertThat(shop.zone().fence().getFirst().values())
                    .as("a nonce of its own")
                    .isNotEqualTo(fence.values());
            var status = shop.await(
                    "reported",
                    seen -> seen.plan() != null
                            && Objects.requireNonNull(seen.plan().epoch()) > epoch);
            assertThat(Shop.isTrue(status, "Ready")).isTrue();
        }
    }

    @Overlapping
    void aForeignSetIsNamedAndLeftAlone() {
        try (Shop shop = steady()) {
            RecordSet foreign = RecordSet.weighted(shop.name(), "A", "somebody-else", 7, 1, "127.0.0.9");
            shop.zone().edit(Change.create(foreign));
            var stalled = shop.await("refused", status -> Shop.isTrue(status, "Stalled"));
            assertThat(Shop.condition(stalled, "Stalled").map(Condition::reason))
                    .contains("RecordConflict");
            assertThat(Shop.condition(stalled, "Stalled")
                            .map(Condition::message)
                            .orElse(""))
                    .contains(shop.name())
                    .contains("somebody-else");
            assertThat(shop.zone().sets()).contains(foreign);
            assertThat(shop.zone().batches()).hasSize(1);

            shop.zone().edit(Change.delete(foreign));
            var status =
                    shop.await("mended", seen -> Shop.condition(seen, "Stalled").isEmpty());
            assertThat(Shop.isTrue(status, "Ready")).isTrue();
        }
    }

    @Overlapping
    void aZoneEmptiedByHandIsFilledAgain() {
        try (Shop shop = steady()) {
            shop.zone().edit(shop.zone().sets().stream().map(Change::delete).toArray(Change[]::new));
            awaitRepair(shop, 2);
            assertThat(shop.zone().weights()).isEqualTo(EAST_SERVES);
            assertThat(shop.zone().fence()).hasSize(1);
            shop.awaitSteady();
        }
    }

    private Shop steady() {
        Shop shop = world.shop();
        shop.apply(shop.policy());
        shop.awaitSteady();
        return shop;
    }

    private static void awaitRepair(Shop shop, int batches) {
        Shop.until(
                "a repair within a few comparisons", () -> shop.zone().batches().size() >= batches);
        Shop.until("the repair is in force", () -> shop.zone().weights().equals(EAST_SERVES));
    }
}
