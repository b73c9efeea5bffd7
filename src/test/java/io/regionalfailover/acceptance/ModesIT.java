package io.regionalfailover.acceptance;

import static io.regionalfailover.testing.operator.Shop.EAST;
import static io.regionalfailover.testing.operator.Shop.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.api.v1alpha1.Condition;
import io.regionalfailover.api.v1alpha1.FailoverPolicyStatus;
import io.regionalfailover.testing.operator.Shop;
import io.regionalfailover.testing.operator.World;
import java.util.Map;

/** When the operator only watches: by mode, by suspension, by a blocked window. It says what it would do. */
class ModesIT {
    private static final Map<String, Long> EAST_SERVES = Map.of(EAST, 100L, WEST, 0L);
    private static final Map<String, Long> WEST_SERVES = Map.of(EAST, 0L, WEST, 100L);

    private final World world = World.usual();

    @Overlapping
    void manualPublishesAndAdvisesAndMovesNothing() {
        try (Shop shop = world.shop()) {
            shop.apply(shop.policy().with("mode", "Manual"));
            shop.awaitSteady();
            shop.east().stop();
            var status = shop.await(
                    "the failure is seen", seen -> EAST.equals(seen.unhealthy()) && held(seen, "AwaitingApproval"));
            assertThat(status.message()).as("advice").contains(EAST);
            Shop.awaitProbes(shop.west(), 3);
            assertThat(shop.zone().weights()).isEqualTo(EAST_SERVES);
            assertThat(shop.zone().batches()).hasSize(1);

            shop.apply(shop.policy().with("mode", "Automatic"));
            shop.awaitPhase("FailedOver");
            assertThat(shop.zone().weights()).isEqualTo(WEST_SERVES);
        }
    }

    @Overlapping
    void aDryRunWritesNothingAtAll() {
        try (Shop shop = world.shop()) {
            shop.apply(shop.policy().with("mode", "DryRun"));
            var status = shop.await("judged, and withheld", seen -> held(seen, "DryRun"));
            assertThat(status.regions()).hasSize(2);
            shop.east().stop();
            shop.await("the failure is seen", seen -> EAST.equals(seen.unhealthy()));
            Shop.awaitProbes(shop.west(), 3);
            assertThat(shop.zone().attempts()).isEmpty();
            assertThat(shop.zone().sets()).isEmpty();
        }
    }

    @Overlapping
    void aSuspendedPolicyObservesAndReports() {
        try (Shop shop = world.shop()) {
            shop.apply(shop.policy());
            shop.awaitSteady();
            shop.apply(shop.policy().with("suspend", "true"));
            shop.await("suspended", status -> Shop.isTrue(status, "Suspended"));
            shop.east().stop();
            shop.await("the failure is seen", seen -> EAST.equals(seen.unhealthy()) && held(seen, "Suspended"));
            Shop.awaitProbes(shop.west(), 3);
            assertThat(shop.zone().batches()).hasSize(1);

            shop.apply(shop.policy());
            var status = shop.awaitPhase("FailedOver");
            assertThat(Shop.condition(status, "Suspended")).isEmpty();
            assertThat(shop.zone().weights()).isEqualTo(WEST_SERVES);
        }
    }

    @Overlapping
    void aBlockedWindowHoldsTheReturnAndNeverAnEvacuation() {
        try (Shop shop = world.shop()) {
            shop.apply(shop.policy()
                    .with(
                            "failback",
                            "{stableFor: 1s, stepInterval: 1s, blockedWindows: "
                                    + "[{cron: \"* * * * *\", timeZone: UTC, duration: 1h, reason: stocktaking}]}"));
            shop.awaitSteady();
            shop.east().stop();
            shop.awaitPhase("FailedOver");
            shop.east().resume();
            var status = shop.await("the return is held", seen -> held(seen, "BlockedWindow"));
            assertThat(Shop.condition(status, "Held").map(Condition::message).orElse(""))
                    .contains("stocktaking");
            Shop.awaitProbes(shop.east(), 3);
            assertThat(shop.zone().weights()).isEqualTo(WEST_SERVES);

            shop.apply(shop.policy());
            shop.awaitSteady();
            assertThat(shop.zone().weights()).isEqualTo(EAST_SERVES);
        }
    }

    @Overlapping
    void aReturnThatPeopleKeepForThemselvesWaitsForThem() {
        try (Shop shop = world.shop()) {
            shop.apply(shop.policy().with("failback", "{mode: Manual, stableFor: 1s}"));
            shop.awaitSteady();
            shop.east().stop();
            shop.awaitPhase("FailedOver");
            shop.east().resume();
            shop.await("the return is held", seen -> held(seen, "AwaitingApproval"));
            Shop.awaitProbes(shop.east(), 3);
            assertThat(shop.zone().weights()).isEqualTo(WEST_SERVES);
        }
    }

    private static boolean held(FailoverPolicyStatus status, String reason) {
        return Shop.condition(status, "Held")
                .filter(held -> held.status().equals("True") && held.reason().equals(reason))
                .isPresent();
    }
}
