package io.regionalfailover.acceptance;

import static io.regionalfailover.testing.operator.Shop.EAST;
import static io.regionalfailover.testing.operator.Shop.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.testing.operator.Shop;
import io.regionalfailover.testing.operator.World;
import io.regionalfailover.testing.route53.Change;
import io.regionalfailover.testing.route53.RecordSet;
import java.util.Map;

/** The ways of {@code docs/migration.md}: DryRun beside what others wrote, then one change, and an answer at every moment. */
class MigrationIT {
    private static final Map<String, Long> EAST_SERVES = Map.of(EAST, 100L, WEST, 0L);

    private final World world = World.usual();

    /** As ExternalDNS leaves them when a name is excluded: two weighted sets, and its TXT record beside them. */
    @Overlapping
    void weightedSetsOfExternalDns() {
        try (Shop shop = world.shop()) {
            RecordSet owner = RecordSet.simple(
                    "a-" + shop.name(), "TXT", 300, "\"heritage=external-dns,external-dns/owner=default\"");
            shop.zone()
                    .edit(
                            Change.create(RecordSet.weighted(shop.name(), "A", "east", 100, 1, "127.0.0.1")),
                            Change.create(RecordSet.weighted(shop.name(), "A", "west", 0, 1, "127.0.0.2")),
                            Change.create(owner));
            throughDryRun(shop);

            assertThat(shop.zone().history()).as("an answer at every moment").allMatch(EAST_SERVES::equals);
            assertThat(shop.zone().sets("a-" + shop.name(), "TXT")).containsExactly(owner);
            shop.apply(shop.policy());
            shop.awaitSteady();
        }
    }

    /** What one change by hand makes of failover records. */
    @Overlapping
    void aPlainSet() {
        try (Shop shop = world.shop()) {
            shop.zone().edit(Change.create(RecordSet.simple(shop.name(), "A", 1, "127.0.0.1")));
            throughDryRun(shop);
        }
    }

    private static void throughDryRun(Shop shop) {
        var before = shop.zone().sets();
        var policy = shop.policy().replacing("dns", "{zone", "{adopt: true, zone");
        shop.apply(policy.with("mode", "DryRun"));
        var status = shop.await(
                "judged, and withheld",
                seen -> Shop.isTrue(seen, "Held")
                        && seen.regions().stream().allMatch(region -> "Healthy".equals(region.health())));
        assertThat(Shop.isTrue(status, "Stalled")).isFalse();
        Shop.awaitProbes(shop.west(), 3);
        assertThat(shop.zone().sets()).isEqualTo(before);
        assertThat(shop.zone().attempts()).isEmpty();

        shop.apply(policy);
        shop.awaitSteady();
        assertThat(shop.zone().weights()).isEqualTo(EAST_SERVES);
        assertThat(shop.zone().batches()).hasSize(1);
    }
}
