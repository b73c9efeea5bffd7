package io.regionalfailover.acceptance;

import static io.regionalfailover.testing.operator.Shop.EAST;
import static io.regionalfailover.testing.operator.Shop.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.testing.dns.DnsScript;
import io.regionalfailover.testing.http.HttpScript;
import io.regionalfailover.testing.operator.PolicyDraft;
import io.regionalfailover.testing.operator.Shop;
import io.regionalfailover.testing.operator.World;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The front ends say 200 all the time; it is the name of the database that fails, in one region or in all. */
class DatabaseNameIT {
    private static final Map<String, Long> EAST_SERVES = Map.of(EAST, 100L, WEST, 0L);
    private static final Map<String, Long> WEST_SERVES = Map.of(EAST, 0L, WEST, 100L);

    private final World world = World.usual();

    /** The word by which status names each way, and the way. */
    private static Map<String, DnsScript> sixWays() {
        Map<String, DnsScript> ways = new LinkedHashMap<>();
        ways.put("NXDOMAIN", new DnsScript.NxDomain());
        ways.put("SERVFAIL", new DnsScript.ServFail());
        ways.put("REFUSED", new DnsScript.Refused());
        ways.put("empty answer", new DnsScript.NoData());
        ways.put("truncated", new DnsScript.Truncated(new DnsScript.Silence()));
        ways.put("no answer", new DnsScript.Silence());
        return ways;
    }

    @Overlapping
    void eachWayOfNotResolvingMovesTrafficAndIsNamed() {
        Map<String, DnsScript> ways = sixWays();
        Map<String, Shop> shops = new LinkedHashMap<>();
        try {
            ways.keySet().forEach(way -> shops.put(way, started()));
            shops.values().forEach(Shop::awaitSteady);

            ways.forEach((way, script) -> {
                Shop shop = Objects.requireNonNull(shops.get(way));
                shop.resolver().answer(shop.database(EAST), script);
            });

            shops.forEach((way, shop) -> {
                var status = shop.awaitPhase("FailedOver");
                assertThat(shop.zone().weights()).as(way).isEqualTo(WEST_SERVES);
                var east = Shop.region(status, EAST).orElseThrow();
                assertThat(east.checks())
                        .as("the front end is fine, the name is not")
                        .singleElement()
                        .satisfies(check -> {
                            assertThat(check.name()).isEqualTo("orders-database");
                            assertThat(check.result()).isEqualTo("Failing");
                            assertThat(check.message()).containsIgnoringCase(way);
                        });
                assertThat(east.reason()).isEqualTo("CheckFailing");
                assertThat(east.message()).contains("orders-database").containsIgnoringCase(way);
                assertThat(status.unhealthy()).isEqualTo(EAST);
                assertThat(Shop.isTrue(status, "Ready")).as("handled: Ready").isTrue();
                assertThat(Shop.isTrue(status, "FailoverActive")).isTrue();
            });
        } finally {
            closeAll(shops.values());
        }
    }

    @Overlapping
    void aNameThatFailsEverywhereMovesNobody() {
        List<Shop> shops = new ArrayList<>();
        try {
            // Each policy's probes have phases of their own.
            for (int i = 0; i < 4; i++) {
                shops.add(started());
            }
            shops.forEach(Shop::awaitSteady);
            for (Shop shop : shops) {
                shop.resolver().answer(shop.database(EAST), new DnsScript.ServFail());
                shop.resolver().answer(shop.database(WEST), new DnsScript.ServFail());
            }
            for (Shop shop : shops) {
                var status = shop.await(
                        "both regions show the common cause",
                        seen -> seen.regions().stream()
                                .allMatch(region ->
                                        "CommonCause".equals(region.reason()) && "Unknown".equals(region.health())));
                assertThat(status.message()).isNotBlank();
                assertThat(shop.zone().weights()).isEqualTo(EAST_SERVES);
            }
            for (Shop shop : shops) {
                shop.resolver().answer(shop.database(EAST), DnsScript.addresses("192.0.2.1"));
                shop.resolver().answer(shop.database(WEST), DnsScript.addresses("192.0.2.2"));
            }
            for (Shop shop : shops) {
                shop.awaitSteady();
                assertThat(shop.zone().history())
                        .as("nothing moved, neither when it began nor when it ended")
                        .containsOnly(EAST_SERVES);
                assertThat(shop.zone().batches()).hasSize(1);
            }
        } finally {
            closeAll(shops);
        }
    }

    @Overlapping
    void whenAllFrontEndsAreDownNothingChangesAndTheFirstOneBackServesAtOnce() {
        try (Shop shop = world.shop()) {
            // Nothing but being the only healthy one brings traffic back within the patience of this test.
            shop.apply(shop.policy()
                    .with("failover", "{cooldown: 10m}")
                    .with("failback", "{stableFor: 10m, steps: [25, 50, 100], stepInterval: 10m}"));
            shop.awaitSteady();

            shop.east().stop();
            shop.west().stop();
            var open = shop.awaitPhase("FailedOpen");
            assertThat(shop.zone().weights()).isEqualTo(EAST_SERVES);
            assertThat(shop.zone().batches()).hasSize(1);
            assertThat(open.unhealthy()).contains(EAST).contains(WEST);

            shop.west().resume();
            shop.awaitPhase("FailedOver");
            assertThat(shop.zone().weights()).isEqualTo(WEST_SERVES);
            assertThat(shop.zone().history()).as("all at once").containsExactly(EAST_SERVES, WEST_SERVES);
        }
    }

    @Overlapping
    void twoLostAnswersAreNoOutage() {
        try (Shop shop = world.shop()) {
            shop.apply(checks(shop).replacing("checks", "interval: 1s", "interval: 2s"));
            shop.awaitSteady();

            shop.east().script(new HttpScript.HangAfterRequest());
            shop.resolver().answer(shop.database(EAST), new DnsScript.Silence());
            int requests = shop.east().requests().size();
            long queries = shop.resolver().queries(shop.database(EAST));
            Shop.until("two requests unanswered", () -> shop.east().requests().size() >= requests + 2);
            shop.east().script(HttpScript.ok());
            Shop.until("two queries unanswered", () -> shop.resolver().queries(shop.database(EAST)) >= queries + 2);
            shop.resolver().answer(shop.database(EAST), DnsScript.addresses("192.0.2.1"));

            Shop.awaitProbes(shop.east(), 3);
            var status = shop.awaitSteady();
            assertThat(status.history()).hasSize(1);
            assertThat(status.lastFailover()).isNull();
            assertThat(shop.zone().batches()).hasSize(1);
        }
    }

    private Shop started() {
        Shop shop = world.shop();
        shop.apply(checks(shop));
        return shop;
    }

    private static PolicyDraft checks(Shop shop) {
        return shop.policy().with("checks", "[" + shop.frontend() + ", " + shop.databaseName() + "]");
    }

    private static void closeAll(Iterable<Shop> shops) {
        shops.forEach(Shop::close);
    }
}
