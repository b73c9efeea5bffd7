package io.regionalfailover.acceptance;

import static io.regionalfailover.testing.operator.Shop.EAST;
import static io.regionalfailover.testing.operator.Shop.POLICY;
import static io.regionalfailover.testing.operator.Shop.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.api.v1alpha1.Condition;
import io.regionalfailover.api.v1alpha1.FailoverPolicyStatus;
import io.regionalfailover.testing.http.ScriptedHttpEndpoint;
import io.regionalfailover.testing.operator.Shop;
import io.regionalfailover.testing.operator.World;
import io.regionalfailover.testing.route53.Change;
import io.regionalfailover.testing.route53.RecordSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What the operator does not do, and that it says so: field, value and what is allowed, in one sentence. */
class RefusedSpecIT {
    private static final Map<String, Long> EAST_SERVES = Map.of(EAST, 100L, WEST, 0L);

    private final World world = World.usual();

    @Overlapping
    void theSecondPolicyOnANameIsRefusedAndTheFirstGoesOn() {
        try (Shop shop = world.shop()) {
            shop.apply(shop.policy());
            shop.awaitSteady();
            var before = shop.zone().sets();

            shop.apply(shop.policy().named("second").replacing("regions", "weight: 0", "weight: 50"));
            var refused = shop.awaitStatus("second", "refused", status -> Shop.isTrue(status, "Stalled"));
            assertRefused(refused, "RecordConflict", shop.name());
            assertThat(Shop.isTrue(refused, "Ready")).isFalse();
            Shop.awaitProbes(shop.east(), 3);
            assertThat(shop.zone().sets()).isEqualTo(before);

            shop.delete("second");
            assertThat(shop.zone().sets())
                    .as("the refused one lets go of nothing")
                    .isEqualTo(before);
            shop.east().stop();
            shop.awaitPhase("FailedOver");
        }
    }

    @Overlapping
    void aNameOutsideTheGrantIsRefused() {
        try (Shop shop = world.shop()) {
            shop.applyZone("[{name: all, namespaces: {names: [%s]}, recordNames: [\"*.shop.%s\"]}]"
                    .formatted(shop.namespace(), shop.domain()));
            shop.apply(shop.policy());
            var refused = shop.await("refused", status -> Shop.isTrue(status, "Stalled"));
            assertRefused(refused, "NameNotGranted", shop.name(), "spec.dns.records", "*.shop." + shop.domain());
            assertThat(shop.zone().attempts()).isEmpty();

            shop.applyZone("[{name: all, namespaces: {names: [%s]}}]".formatted(shop.namespace()));
            shop.awaitSteady();
        }
    }

    @Overlapping
    void aNamespaceThatWasGrantedNothingIsRefused() {
        try (Shop shop = world.shop()) {
            shop.applyZone("[{name: all, namespaces: {names: [somebody-else]}}]");
            shop.apply(shop.policy());
            var refused = shop.await("refused", status -> Shop.isTrue(status, "Stalled"));
            assertRefused(refused, "NameNotGranted", shop.namespace());
            assertThat(shop.zone().attempts()).isEmpty();
        }
    }

    @Overlapping
    void aZoneThatDoesNotExistIsNamedAndTheOthersGoOn() {
        try (Shop shop = world.shop();
                Shop other = world.shop()) {
            other.apply(other.policy());
            other.awaitSteady();
            String missing = shop.namespace() + "-missing";
            shop.apply(shop.policy().replacing("dns", "zone: " + shop.namespace(), "zone: " + missing));
            var refused = shop.await("refused", status -> Shop.isTrue(status, "Stalled"));
            assertRefused(refused, "InvalidReference", "spec.dns.zone", missing);

            other.east().stop();
            other.awaitPhase("FailedOver");
        }
    }

    @Overlapping
    void recordSetsOfSomebodyElseAreLeftAlone() {
        try (Shop shop = world.shop()) {
            RecordSet foreign = RecordSet.simple(shop.name(), "A", 300, "192.0.2.7");
            shop.zone().edit(Change.create(foreign));
            shop.apply(shop.policy());
            var refused = shop.await("refused", status -> Shop.isTrue(status, "Stalled"));
            assertRefused(refused, "RecordConflict", shop.name(), "192.0.2.7", "allowed");
            assertThat(shop.zone().sets()).containsExactly(foreign);

            shop.delete(POLICY);
            assertThat(shop.zone().sets()).containsExactly(foreign);
            assertThat(shop.zone().attempts()).isEmpty();
        }
    }

    @Overlapping
    void aSpecThatIsRefusedKeepsTheLastGoodPlanRunning() {
        try (Shop shop = world.shop()) {
            shop.apply(shop.policy());
            shop.awaitSteady();
            shop.apply(shop.policy().replacing("regions", "name: " + WEST, "name: nowhere-1"));
            var refused = shop.await("refused", status -> Shop.isTrue(status, "Stalled"));
            assertRefused(refused, "InvalidReference", "spec.regions", "nowhere-1");
            assertThat(shop.zone().weights()).isEqualTo(EAST_SERVES);

            shop.east().stop();
            Shop.until("the last good plan acts", () -> shop.zone().weights().equals(Map.of(EAST, 0L, WEST, 100L)));
            assertThat(Shop.isTrue(shop.status(), "Stalled")).isTrue();
        }
    }

    @Overlapping
    void aProbeToADeniedAddressIsNeverSent() {
        // The first stands for the addresses that nobody may try; the second is denied just so, and can be watched.
        for (String denied : List.of("169.254.169.254", "127.0.0.99")) {
            try (Shop shop = world.shop();
                    ScriptedHttpEndpoint watched = ScriptedHttpEndpoint.start("127.0.0.99", 0)) {
                shop.apply(shop.policy()
                        .with(
                                "checks",
                                "[%s, {name: metadata, interval: 1s, timeout: 1s, http: {url: \"http://%s:%d/\"}}]"
                                        .formatted(shop.frontend(), denied, watched.port())));
                var status = shop.await(
                        "the check is Unknown and says why",
                        seen -> seen.regions().size() == 2
                                && seen.regions().stream()
                                        .allMatch(region -> region.checks().stream()
                                                .anyMatch(
                                                        check -> check.result().equals("Unknown")
                                                                && Objects.requireNonNullElse(check.message(), "")
                                                                        .contains(denied + " is denied"))));
                assertThat(status.unhealthy()).isNullOrEmpty();
                Shop.awaitProbes(shop.east(), 3);
                assertThat(watched.connections()).isZero();
            }
        }
    }

    private static void assertRefused(FailoverPolicyStatus status, String reason, String... mentioned) {
        Condition stalled = Shop.condition(status, "Stalled").orElseThrow();
        assertThat(stalled.reason()).isEqualTo(reason);
        assertThat(stalled.message()).contains(mentioned).hasSizeLessThanOrEqualTo(256);
        assertThat(Shop.condition(status, "Ready"))
                .hasValueSatisfying(ready -> assertThat(ready.status()).isEqualTo("False"));
    }
}
