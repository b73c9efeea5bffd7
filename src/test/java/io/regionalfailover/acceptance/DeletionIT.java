package io.regionalfailover.acceptance;

import static io.regionalfailover.testing.operator.Shop.EAST;
import static io.regionalfailover.testing.operator.Shop.POLICY;
import static io.regionalfailover.testing.operator.Shop.WEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.regionalfailover.testing.operator.PolicyDraft;
import io.regionalfailover.testing.operator.Shop;
import io.regionalfailover.testing.operator.ShopZone;
import io.regionalfailover.testing.operator.World;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What stays of a policy that is deleted, and that nothing keeps it from going. */
class DeletionIT {
    /** Whoever takes it away has it alone. */
    private static final String ROUTE53 = "route53";

    private static final Map<String, Long> WEST_SERVES = Map.of(EAST, 0L, WEST, 100L);

    private final World world = World.usual();

    @Overlapping
    @ResourceLock(value = ROUTE53, mode = ResourceAccessMode.READ)
    void retainKeepsTheLastAnswersAndTakesTheFence() {
        try (Shop shop = failedOver("Retain")) {
            var answers = shop.zone().sets(shop.name(), "A");
            shop.delete(POLICY);
            assertThat(shop.zone().fence()).isEmpty();
            assertThat(shop.zone().sets()).filteredOn(ShopZone::isLedger).hasSize(1);
            assertThat(shop.zone().sets())
                    .filteredOn(set -> !ShopZone.isLedger(set))
                    .isEqualTo(answers);
            assertThat(shop.zone().weights()).isEqualTo(WEST_SERVES);

            // Who comes back finds its own answers and goes on from them.
            shop.apply(policy(shop, "Retain"));
            shop.awaitPhase("FailedOver");
            assertThat(shop.zone().weights()).isEqualTo(WEST_SERVES);
        }
    }

    @Overlapping
    @ResourceLock(value = ROUTE53, mode = ResourceAccessMode.READ)
    void deleteTakesEverything() {
        try (Shop shop = failedOver("Delete")) {
            shop.delete(POLICY);
            assertThat(shop.zone().sets())
                    .as("the ledger is the zone's, and counts for other policies")
                    .singleElement()
                    .matches(ShopZone::isLedger);
        }
    }

    @Overlapping
    @ResourceLock(value = ROUTE53, mode = ResourceAccessMode.READ)
    void restorePublishesSteadyWeights() {
        try (Shop shop = failedOver("Restore")) {
            // Well again, and long before the return would be due.
            shop.east().resume();
            shop.await("seen healthy", status -> "".equals(Objects.requireNonNullElse(status.unhealthy(), "")));
            assertThat(shop.zone().weights()).isEqualTo(WEST_SERVES);
            shop.delete(POLICY);
            Shop.until("steady weights in force", () -> shop.zone().weights().equals(Map.of(EAST, 100L, WEST, 0L)));
            assertThat(shop.zone().fence()).isEmpty();
        }
    }

    @Overlapping
    @ResourceLock(value = ROUTE53, mode = ResourceAccessMode.READ)
    void restoreLeavesUnhealthyRegionsOut() {
        try (Shop shop = failedOver("Restore")) {
            shop.delete(POLICY);
            assertThat(shop.zone().fence()).isEmpty();
            assertThat(shop.zone().weights().getOrDefault(EAST, 0L)).isZero();
            assertThat(shop.zone().weights().getOrDefault(WEST, 0L)).isPositive();
        }
    }

    @Overlapping
    @ResourceLock(value = ROUTE53, mode = ResourceAccessMode.READ)
    void theNamespaceCanBeDeleted() {
        try (Shop shop = failedOver("Retain")) {
            shop.deleteNamespace();
            awaitNamespaceGone(shop, Shop.PATIENCE);
            assertThat(shop.zone().fence()).isEmpty();
            assertThat(shop.zone().weights()).isEqualTo(WEST_SERVES);
        }
    }

    @Overlapping
    @ResourceLock(value = ROUTE53, mode = ResourceAccessMode.READ_WRITE)
    void theNamespaceCanBeDeletedWhileDnsIsAway() {
        try (Shop shop = failedOver("Retain")) {
            var sets = shop.zone().sets();
            world.route53().apiDown();
            try {
                shop.deleteNamespace();
                awaitNamespaceGone(shop, Duration.ofMinutes(3));
            } finally {
                world.route53().apiUp();
            }
            assertThat(shop.zone().sets())
                    .as("what was published stays, fence and all")
                    .isEqualTo(sets);
            String policy = shop.namespace() + "/" + POLICY;
            Shop.until(
                    "the DnsZone says so",
                    () -> shop.dnsZone().getStatus() != null
                            && shop.dnsZone().getStatus().conditions().stream()
                                    .anyMatch(condition -> condition.message().contains(policy)));
            assertThat(world.operator().log()).anyMatch(line -> line.contains("WARN") && line.contains(policy));
        }
    }

    private void awaitNamespaceGone(Shop shop, Duration atMost) {
        await("the namespace is gone")
                .atMost(atMost)
                .until(() ->
                        world.kube().namespaces().withName(shop.namespace()).get() == null);
    }

    private Shop failedOver(String onDelete) {
        Shop shop = world.shop();
        shop.apply(policy(shop, onDelete));
        shop.awaitSteady();
        shop.east().stop();
        shop.awaitPhase("FailedOver");
        return shop;
    }

    private static PolicyDraft policy(Shop shop, String onDelete) {
        return shop.policy()
                .replacing("dns", "{zone", "{onDelete: " + onDelete + ", zone")
                .with("failback", "{stableFor: 10m}");
    }
}
