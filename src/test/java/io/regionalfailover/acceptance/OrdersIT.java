package io.regionalfailover.acceptance;

import static io.regionalfailover.testing.operator.Shop.EAST;
import static io.regionalfailover.testing.operator.Shop.WEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.regionalfailover.api.v1alpha1.OrderStatus;
import io.regionalfailover.api.v1alpha1.RegionDrain;
import io.regionalfailover.api.v1alpha1.TrafficShift;
import io.regionalfailover.testing.operator.Shop;
import io.regionalfailover.testing.operator.World;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** People order traffic away from a region and back. A drain is everybody's, so nothing else runs beside these. */
class OrdersIT {
    private static final Map<String, Long> EAST_SERVES = Map.of(EAST, 100L, WEST, 0L);
    private static final Map<String, Long> WEST_SERVES = Map.of(EAST, 0L, WEST, 100L);

    private final World world = World.usual();

    @AfterEach
    void nobodyOrdersAnything() {
        world.kube().resources(RegionDrain.class).delete();
    }

    @Test
    void aDrainTakesEveryPolicyOffItsRegionAndExpiresWhileTheOperatorIsDown() {
        try (Shop shop = world.shop()) {
            String second = "second." + shop.domain();
            shop.apply(shop.policy());
            shop.apply(shop.policy().named("second").replacing("dns", shop.name(), second));
            shop.awaitSteady();
            Shop.until("both serve", () -> shop.zone().weights(second).equals(EAST_SERVES));

            Instant until = in(Duration.ofSeconds(30));
            drain("kernel", EAST, until);
            OrderStatus done = awaitDrain("kernel", status -> isTrue(status, "Ready"));
            assertThat(shop.zone().weights()).isEqualTo(WEST_SERVES);
            assertThat(shop.zone().weights(second)).isEqualTo(WEST_SERVES);
            assertThat(done.phase()).isEqualTo("Active");
            assertThat(done.expiresAt()).isEqualTo(until);
            assertThat(done.message()).contains("2 of 2 policies that leave " + EAST);
            assertThat(done.policies())
                    .extracting(policy -> policy.namespace() + "/" + policy.name() + " " + policy.phase())
                    .containsExactlyInAnyOrder(shop.namespace() + "/shop Done", shop.namespace() + "/second Done");
            assertThat(shop.status().reason()).isEqualTo("RegionDrained");
            assertThat(shop.status().message()).contains("RegionDrain kernel of jane: new kernel");

            world.operator().kill();
            Shop.until("it has expired", () -> Instant.now().isAfter(until));
            assertThat(shop.zone().weights()).isEqualTo(WEST_SERVES);
            world.operator().start();
            world.operator().awaitReady();
            shop.awaitSteady();
            Shop.until("the other one, too", () -> shop.zone().weights(second).equals(EAST_SERVES));
            assertThat(shop.zone().history())
                    .as("as failback says, in its steps")
                    .contains(Map.of(EAST, 25L, WEST, 75L), Map.of(EAST, 50L, WEST, 50L));
            awaitDrain("kernel", status -> "Expired".equals(status.phase()));
        }
    }

    @Test
    void aSecondDrainThatWouldLeaveNoRegionIsRefusedWithASentence() {
        try (Shop shop = world.shop()) {
            shop.apply(shop.policy());
            shop.awaitSteady();
            drain("first", EAST, in(Duration.ofHours(1)));
            awaitDrain("first", status -> isTrue(status, "Ready"));

            drain("second", WEST, in(Duration.ofHours(1)));
            OrderStatus refused = awaitDrain("second", status -> isTrue(status, "Stalled"));
            assertThat(refused.phase()).isEqualTo("Refused");
            assertThat(refused.message())
                    .contains(
                            "FailoverPolicy " + shop.namespace() + "/shop",
                            "RegionDrain first",
                            "no region would be left",
                            "Nothing is moved");
            assertThat(shop.zone().weights()).isEqualTo(WEST_SERVES);

            world.kube().resources(RegionDrain.class).withName("first").delete();
            shop.awaitSteady();
            assertThat(shop.zone().weights()).isEqualTo(EAST_SERVES);
            assertThat(world.kube()
                            .resources(RegionDrain.class)
                            .withName("second")
                            .get()
                            .getStatus()
                            .phase())
                    .as("what was refused stays so")
                    .isEqualTo("Refused");
        }
    }

    @Test
    void anOrderIsNotRewrittenAndMayEndEarlier() {
        try (Shop shop = world.shop()) {
            shop.apply(shop.policy());
            shop.awaitSteady();
            Instant until = in(Duration.ofHours(2));
            drain("kernel", EAST, until);
            awaitDrain("kernel", status -> isTrue(status, "Ready"));

            assertThatThrownBy(() -> drain("kernel", WEST, until))
                    .isInstanceOf(KubernetesClientException.class)
                    .hasMessageContaining("region: an order is not rewritten");
            assertThatThrownBy(() -> drain("kernel", EAST, until.plusSeconds(60)))
                    .isInstanceOf(KubernetesClientException.class)
                    .hasMessageContaining("may only be made earlier");

            drain("kernel", EAST, in(Duration.ofSeconds(2)));
            awaitDrain("kernel", status -> "Expired".equals(status.phase()));
            shop.awaitSteady();
        }
    }

    @Test
    void aLongOrderIsHonouredForThreeDays() {
        drain("long", "nowhere", in(Duration.ofDays(30)));
        OrderStatus status = awaitDrain("long", seen -> seen.expiresAt() != null);
        assertThat(status.expiresAt()).isBetween(in(Duration.ofHours(71)), in(Duration.ofHours(73)));
        assertThat(status.message()).contains("no policy is concerned");
    }

    @Test
    void aShiftMovesThePoliciesThatItNamesAndAReturnEndsIt() {
        try (Shop shop = world.shop()) {
            String second = "second." + shop.domain();
            shop.apply(shop.policy().with("failback", "{mode: Manual, stepInterval: 1s}"));
            shop.apply(shop.policy().named("second").replacing("dns", shop.name(), second));
            shop.awaitSteady();
            Shop.until("both serve", () -> shop.zone().weights(second).equals(EAST_SERVES));

            shift(shop, "away", "policies: [shop], awayFrom: [" + EAST + "]");
            OrderStatus done = awaitShift(shop, "away", status -> isTrue(status, "Ready"));
            assertThat(done.policies()).hasSize(1);
            assertThat(shop.zone().weights()).isEqualTo(WEST_SERVES);
            assertThat(shop.zone().weights(second)).isEqualTo(EAST_SERVES);

            shift(shop, "back", "policySelector: {matchLabels: {}}, returnTo: [" + EAST + "]");
            shop.awaitSteady();
            assertThat(shop.zone().weights()).isEqualTo(EAST_SERVES);
            assertThat(awaitShift(shop, "away", status -> ended(status, "shop"))
                            .policies()
                            .getFirst()
                            .message())
                    .contains("TrafficShift " + shop.namespace() + "/back ended it");
            awaitShift(shop, "back", status -> isTrue(status, "Ready"));
        }
    }

    @Test
    void aReturnApprovesWhatAManualFailbackWaitsFor() {
        try (Shop shop = world.shop()) {
            shop.apply(shop.policy()
                    .with("failback", "{mode: Manual, stableFor: 1s, steps: [50, 100], stepInterval: 1s}"));
            shop.awaitSteady();
            shop.east().stop();
            shop.awaitPhase("FailedOver");
            shop.east().resume();
            shop.await(
                    "it asks for approval",
                    status -> String.valueOf(status.message()).contains("TrafficShift"));
            assertThat(shop.zone().weights()).isEqualTo(WEST_SERVES);

            shift(shop, "approved", "policies: [shop], returnTo: [" + EAST + "]");
            shop.awaitSteady();
            assertThat(shop.zone().history()).contains(Map.of(EAST, 50L, WEST, 50L));
            awaitShift(shop, "approved", status -> isTrue(status, "Ready"));
        }
    }

    private static Instant in(Duration time) {
        return Instant.now().plus(time).truncatedTo(ChronoUnit.SECONDS);
    }

    private void drain(String name, String region, Instant until) {
        world.apply("""
                apiVersion: regionalfailover.io/v1alpha1
                kind: RegionDrain
                metadata: {name: %s}
                spec: {region: %s, reason: new kernel, requestedBy: jane, until: "%s"}
                """.formatted(name, region, until));
    }

    private void shift(Shop shop, String name, String what) {
        world.apply("""
                apiVersion: regionalfailover.io/v1alpha1
                kind: TrafficShift
                metadata: {name: %s, namespace: %s}
                spec: {%s, reason: the vendor asked us to, until: "%s"}
                """.formatted(name, shop.namespace(), what, in(Duration.ofHours(1))));
    }

    private OrderStatus awaitDrain(String name, Predicate<OrderStatus> condition) {
        Shop.until(
                "RegionDrain " + name,
                () -> statusOf(drainNamed(name)).filter(condition).isPresent());
        return statusOf(drainNamed(name)).orElseThrow();
    }

    private Optional<RegionDrain> drainNamed(String name) {
        return Optional.ofNullable(
                world.kube().resources(RegionDrain.class).withName(name).get());
    }

    private OrderStatus awaitShift(Shop shop, String name, Predicate<OrderStatus> condition) {
        Shop.until(
                "TrafficShift " + name,
                () -> statusOf(shiftNamed(shop, name)).filter(condition).isPresent());
        return statusOf(shiftNamed(shop, name)).orElseThrow();
    }

    private Optional<TrafficShift> shiftNamed(Shop shop, String name) {
        return Optional.ofNullable(world.kube()
                .resources(TrafficShift.class)
                .inNamespace(shop.namespace())
                .withName(name)
                .get());
    }

    private static <R extends CustomResource<?, OrderStatus>> Optional<OrderStatus> statusOf(Optional<R> order) {
        return order.map(CustomResource::getStatus);
    }

    private static boolean isTrue(OrderStatus status, String type) {
        return status.conditions().stream()
                .anyMatch(condition ->
                        condition.type().equals(type) && condition.status().equals("True"));
    }

    private static boolean ended(OrderStatus status, String policy) {
        return List.copyOf(status.policies()).stream()
                .anyMatch(each -> each.name().equals(policy) && each.phase().equals("Ended"));
    }
}
