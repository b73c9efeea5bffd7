package io.regionalfailover.operator.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.regionalfailover.api.v1alpha1.FailoverDrill;
import io.regionalfailover.api.v1alpha1.FailoverPolicy;
import io.regionalfailover.api.v1alpha1.OrderPolicyStatus;
import io.regionalfailover.api.v1alpha1.OrderStatus;
import io.regionalfailover.api.v1alpha1.RegionDrain;
import io.regionalfailover.api.v1alpha1.RegionDrainSpec;
import io.regionalfailover.api.v1alpha1.TrafficShift;
import io.regionalfailover.operator.policy.GivenOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What becomes of an order, without an API server. */
class OrderKeepingTest {
    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    private Instant now = Instant.parse("2026-11-23T04:00:00Z");
    private final OrderBook book = new OrderBook();
    private final List<FailoverPolicy> policies = new ArrayList<>();
    private final List<String> toldPolicies = new ArrayList<>();
    private final List<String> toldOrders = new ArrayList<>();
    private final AtomicReference<Runnable> whileAsked = new AtomicReference<>(() -> {});
    private final OrderKeeping keeping = keeping();

    private OrderKeeping keeping() {
        book.tell(toldPolicies::add, toldOrders::add);
        book.complete();
        return new OrderKeeping(
                book,
                new Remaining(book, () -> {
                    whileAsked.getAndSet(() -> {}).run();
                    return policies;
                }),
                () -> now);
    }

    private void policy(String name, String... regions) {
        StringBuilder text = new StringBuilder("metadata: {name: " + name + ", namespace: shop, labels: {app: " + name
                + "}}\nspec:\n  dns: {zone: z, records: [{name: a.example.com, type: A}]}\n  regions:\n");
        for (String region : regions) {
            text.append("  - {name: ").append(region).append(", weight: 1}\n");
        }
        FailoverPolicy policy = YAML.unmarshal(text.toString(), FailoverPolicy.class);
        policies.add(policy);
        book.follow("shop/" + name, policy.getMetadata().getLabels());
    }

    private Asked drain(String name, String region, Duration lasts) {
        RegionDrain drain = new RegionDrain();
        drain.setMetadata(new ObjectMetaBuilder()
                .withName(name)
                .withCreationTimestamp(now.toString())
                .build());
        drain.setSpec(new RegionDrainSpec(region, "kernel", now.plus(lasts), "jane"));
        return Asked.of(drain);
    }

    private Asked shift(String name, String what) {
        TrafficShift shift =
                YAML.unmarshal("""
                metadata: {name: %s, namespace: shop, creationTimestamp: "%s"}
                spec: {%s, reason: vendor, until: "%s"}
                """.formatted(name, now, what, now.plus(Duration.ofHours(1))), TrafficShift.class);
        return Asked.of(shift);
    }

    private static String condition(OrderStatus status, String type) {
        return status.conditions().stream()
                .filter(condition -> condition.type().equals(type))
                .map(condition -> condition.status() + " " + condition.reason())
                .findFirst()
                .orElse("absent");
    }

    @Test
    void aDrainIsActiveForEveryPolicyUntilItExpires() {
        policy("checkout", "east", "west");
        policy("search", "west", "north");
        Asked asked = drain("kernel", "east", Duration.ofHours(1));

        OrderStatus first = keeping.keep(asked, null, 1);
        assertThat(first.phase()).isEqualTo("Active");
        assertThat(first.expiresAt()).isEqualTo(now.plus(Duration.ofHours(1)));
        assertThat(condition(first, "Ready")).isEqualTo("False OrderActive");
        assertThat(condition(first, "Reconciling")).isEqualTo("True OrderActive");
        assertThat(toldPolicies).containsExactly("shop/checkout", "shop/search");
        assertThat(book.of("shop/checkout"))
                .extracting(GivenOrder::text)
                .containsExactly("RegionDrain kernel of jane: kernel");
        assertThat(keeping.expiresIn(first)).contains(Duration.ofHours(1));

        now = now.plus(Duration.ofHours(1));
        OrderStatus last = keeping.keep(asked, first, 1);
        assertThat(last.phase()).isEqualTo("Expired");
        assertThat(condition(last, "Ready")).isEqualTo("True OrderExpired");
        assertThat(book.of("shop/checkout")).isEmpty();
        assertThat(keeping.keep(asked, last, 1)).as("for good").isEqualTo(last);
        assertThat(keeping.expiresIn(last)).isEmpty();
    }

    @Test
    void threeDaysAreCountedFromWhenItWasFirstSeen() {
        Asked asked = drain("long", "east", Duration.ofDays(30));
        OrderStatus first = keeping.keep(asked, null, 1);
        assertThat(first.expiresAt()).isEqualTo(now.plus(OrderKeeping.LONGEST));
        now = now.plus(Duration.ofHours(1));
        assertThat(keeping.keep(asked, first, 1).expiresAt()).isEqualTo(first.expiresAt());
    }

    @Test
    void oneThatWouldLeaveNobodyIsRefusedForGood() {
        policy("checkout", "east", "west");
        OrderStatus first = keeping.keep(drain("first", "east", Duration.ofHours(1)), null, 1);
        Asked second = drain("second", "west", Duration.ofHours(2));
        OrderStatus refused = keeping.keep(second, null, 1);

        assertThat(refused.phase()).isEqualTo("Refused");
        assertThat(condition(refused, "Stalled")).isEqualTo("True OrderRefused");
        assertThat(refused.message())
                .contains(
                        "FailoverPolicy shop/checkout serves from east, west",
                        "RegionDrain first keeps it from the rest");
        assertThat(book.of("shop/checkout")).hasSize(1);

        book.remove("RegionDrain first");
        assertThat(keeping.keep(second, refused, 1).phase()).isEqualTo("Refused");
        assertThat(first.phase()).isEqualTo("Active");
    }

    @Test
    void ofTwoAtTheSameMomentOneIsRefused() throws InterruptedException {
        policy("checkout", "east", "west");
        List<OrderStatus> other = new CopyOnWriteArrayList<>();
        Thread second =
                new Thread(() -> other.add(keeping.keep(drain("second", "west", Duration.ofHours(1)), null, 1)));
        whileAsked.set(() -> {
            second.start();
            Awaitility.await()
                    .until(() -> EnumSet.of(Thread.State.BLOCKED, Thread.State.TERMINATED)
                            .contains(second.getState()));
        });
        OrderStatus first = keeping.keep(drain("first", "east", Duration.ofHours(1)), null, 1);
        second.join();

        assertThat(List.of(first.phase(), other.getFirst().phase())).containsExactly("Active", "Refused");
    }

    @Test
    void anOrderIsNotRefusedForPoliciesThatItDoesNotConcern() {
        policy("checkout", "east", "west");
        policy("other", "north", "south");
        keeping.keep(shift("away", "policies: [other], awayFrom: [north]"), null, 1);
        assertThat(keeping.keep(drain("kernel", "east", Duration.ofHours(1)), null, 1)
                        .phase())
                .isEqualTo("Active");
        assertThat(keeping.keep(shift("both", "policies: [checkout], awayFrom: [west]"), null, 1)
                        .message())
                .contains("RegionDrain kernel");
        assertThat(keeping.keep(shift("all", "policies: [checkout], awayFrom: [east, west]"), null, 1)
                        .phase())
                .isEqualTo("Refused");
        assertThat(keeping.keep(shift("back", "policies: [checkout], returnTo: [east, west]"), null, 1)
                        .phase())
                .isEqualTo("Active");
    }

    @Test
    void aShiftIsForThePoliciesThatItNamesOrLabels() {
        policy("checkout", "east", "west");
        policy("search", "east", "west");
        book.follow("bank/checkout", Map.of("app", "checkout"));
        keeping.keep(shift("named", "policies: [search], awayFrom: [east]"), null, 1);
        keeping.keep(shift("labelled", "policySelector: {matchLabels: {app: checkout}}, awayFrom: [east]"), null, 1);

        assertThat(book.of("shop/search")).extracting(GivenOrder::name).containsExactly("TrafficShift shop/named");
        assertThat(book.of("shop/checkout")).extracting(GivenOrder::name).containsExactly("TrafficShift shop/labelled");
        assertThat(book.of("bank/checkout")).isEmpty();
    }

    @Test
    void whatEndedForAPolicyStaysSoInTheNextProcess() {
        policy("checkout", "east", "west");
        Asked asked = drain("kernel", "east", Duration.ofHours(1));
        OrderStatus first = keeping.keep(asked, null, 1);
        GivenOrder given = book.of("shop/checkout").getFirst();
        book.ended("shop/checkout", given, Set.of("east"), "a returnTo ended it");
        OrderStatus second = keeping.keep(asked, first, 1);
        assertThat(second.policies())
                .containsExactly(new OrderPolicyStatus("shop", "checkout", "Ended", "a returnTo ended it"));
        assertThat(condition(second, "Ready")).isEqualTo("True OrderActive");

        OrderBook next = new OrderBook();
        next.follow("shop/checkout", Map.of());
        new OrderKeeping(next, new Remaining(next, () -> policies), () -> now).resume(asked, second);
        assertThat(next.of("shop/checkout")).isEmpty();
        assertThat(next.isComplete()).isFalse();
    }

    @Test
    void nothingNewIsResumed() {
        policy("checkout", "east", "west");
        Asked asked = drain("kernel", "east", Duration.ofHours(1));
        keeping.resume(asked, null);
        assertThat(book.of("shop/checkout")).isEmpty();
        OrderStatus status = keeping.keep(asked, null, 1);
        book.remove(asked.name());
        now = now.plus(Duration.ofHours(2));
        keeping.resume(asked, status);
        assertThat(book.of("shop/checkout")).as("it expired meanwhile").isEmpty();
    }

    @Test
    void aStatusBoundsTheListOfPolicies() {
        for (int i = 0; i < 150; i++) {
            policy("p" + i, "east", "west");
        }
        OrderStatus status = keeping.keep(drain("kernel", "east", Duration.ofHours(1)), null, 1);
        assertThat(status.policies()).hasSize(100);
        assertThat(status.message()).contains("0 of 150 policies that leave east");
    }

    @Test
    void aRehearsalKeepsNobodyFromDrainingTheOtherRegion() {
        policy("cart", "east", "west");
        FailoverDrill drill = YAML.unmarshal(
                "metadata: {name: weekly, namespace: shop}\nspec: {policy: cart, region: east, duration: 1h}",
                FailoverDrill.class);
        assertThat(keeping.admit(Asked.of(drill, now, now.plusSeconds(3_600)), now.plusSeconds(3_600)))
                .isEmpty();
        assertThat(keeping.keep(drain("real", "west", Duration.ofHours(1)), null, 1)
                        .phase())
                .isEqualTo("Active");

        FailoverDrill other = YAML.unmarshal(
                "metadata: {name: other, namespace: shop}\nspec: {policy: cart, region: east, duration: 1h}",
                FailoverDrill.class);
        assertThat(keeping.admit(Asked.of(other, now, now.plusSeconds(3_600)), now.plusSeconds(3_600)))
                .as("a drain stands in a rehearsal's way")
                .isPresent();
    }
}
