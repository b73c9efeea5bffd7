package io.regionalfailover.acceptance;

import static io.regionalfailover.testing.operator.Shop.EAST;
import static io.regionalfailover.testing.operator.Shop.WEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regionalfailover.testing.http.HttpScript;
import io.regionalfailover.testing.operator.PolicyDraft;
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
import software.amazon.awssdk.services.route53.model.InvalidChangeBatchException;

/** From a dead endpoint to the accepted change: how many probes that takes, and what the change is made of. */
class FailoverSpeedIT {
    /** What the product promises for a check every second with a timeout of 500 ms and a threshold of 3. */
    private static final Duration PROMISED = Duration.ofMillis(4500);

    private static final int THRESHOLD = 3;

    private final World world = World.usual();

    @Overlapping
    void aDeadEndpointIsLeftByOneFencedBatch() {
        try (Shop shop = world.shop()) {
            shop.apply(quick(shop));
            shop.awaitSteady();
            List<ApiRequest> before = shop.zone().batches();
            String fenceBefore = shop.zone().fence().getFirst().values().getFirst();

            Instant killed = Instant.now();
            shop.east().stop();
            Shop.until("the change is accepted", () -> shop.zone().batches().size() > before.size());
            ApiRequest batch = shop.zone().batches().getLast();
            System.out.printf(
                    "from killing the endpoint to the accepted change: %d ms (promised: %d ms)%n",
                    Duration.between(killed, batch.at()).toMillis(), PROMISED.toMillis());

            var status = shop.awaitPhase("FailedOver");
            assertThat(status.reason()).isEqualTo("RegionUnhealthy");
            assertThat(shop.zone().weights()).isEqualTo(Map.of(EAST, 0L, WEST, 100L));
            assertThat(shop.zone().batches()).as("one batch moves everything").hasSize(before.size() + 1);
            assertThat(batch.changes()).allMatch(change -> change.action() != Change.Action.UPSERT);
            assertThat(batch.changes())
                    .as("the batch carries the fence and both weights")
                    .filteredOn(change -> change.action() == Change.Action.CREATE)
                    .filteredOn(change -> !ShopZone.isLedger(change.set()))
                    .extracting(change -> change.set().type())
                    .containsExactlyInAnyOrder("TXT", "A", "A");
            assertThat(batch.changes())
                    .filteredOn(change -> change.action() == Change.Action.DELETE)
                    .filteredOn(change -> change.set().type().equals("TXT"))
                    .filteredOn(change -> !ShopZone.isLedger(change.set()))
                    .singleElement()
                    .satisfies(change -> assertThat(change.set().values()).containsExactly(fenceBefore));
        }
    }

    @Overlapping
    void itTakesThresholdProbesAndNoMore() {
        try (Shop shop = world.shop()) {
            shop.apply(quick(shop));
            shop.awaitSteady();

            shop.east().script(HttpScript.status(503, "out of order"));
            int probesBefore = shop.east().requests().size();
            int batches = shop.zone().batches().size();
            Shop.until("the change is accepted", () -> shop.zone().batches().size() > batches);
            int failed = shop.east().requests().size() - probesBefore;

            // One more may have begun while the change was on its way, and one was perhaps counted before its reply.
            assertThat(failed).isBetween(THRESHOLD - 1, 2 * THRESHOLD);
            var shift = Objects.requireNonNull(shop.awaitPhase("FailedOver").lastFailover());
            assertThat(shift.firstFailureAt()).isBeforeOrEqualTo(shift.decidedAt());
            assertThat(shift.decidedAt()).isBeforeOrEqualTo(shift.writtenAt());
            assertThat(shift.writtenAt()).isBeforeOrEqualTo(shift.observedAt());
            assertThat(shift.from()).containsExactly(EAST);
            assertThat(shift.to()).containsExactly(WEST);
        }
    }

    @Overlapping
    void aBatchOfAnOlderEpochIsRefusedAndChangesNothing() {
        try (Shop shop = world.shop()) {
            shop.apply(quick(shop));
            shop.awaitSteady();
            shop.east().stop();
            shop.awaitPhase("FailedOver");
            ApiRequest failover = shop.zone().batches().getLast();
            refused(shop, failover);

            shop.east().resume();
            shop.awaitSteady();
            // The weights are again what that batch was built on; only the fence can tell.
            refused(shop, failover);
            assertThat(shop.zone().weights()).isEqualTo(Map.of(EAST, 100L, WEST, 0L));
        }
    }

    private static void refused(Shop shop, ApiRequest late) {
        var before = shop.zone().sets();
        assertThatThrownBy(() -> shop.zone().replay(late))
                .isInstanceOf(InvalidChangeBatchException.class)
                .hasMessageContaining("_failover.");
        assertThat(shop.zone().sets()).isEqualTo(before);
    }

    private static PolicyDraft quick(Shop shop) {
        return shop.policy().replacing("checks", "timeout: 1s", "timeout: 500ms");
    }
}
