package io.regionalfailover.kubectl.preview;

import static io.regionalfailover.testing.kubectl.PolicyFixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.CustomResource;
import io.regionalfailover.api.v1alpha1.FailoverDrill;
import io.regionalfailover.api.v1alpha1.FailoverPolicy;
import io.regionalfailover.api.v1alpha1.OrderPolicyStatus;
import io.regionalfailover.api.v1alpha1.OrderStatus;
import io.regionalfailover.api.v1alpha1.TrafficShift;
import io.regionalfailover.decision.Order;
import io.regionalfailover.decision.Reason;
import io.regionalfailover.kubectl.preview.Preview.ReplicaChange;
import io.regionalfailover.kubectl.preview.Preview.Step;
import io.regionalfailover.kubectl.preview.Preview.WeightChange;
import io.regionalfailover.kubectl.view.Paint;
import io.regionalfailover.testing.kubectl.PolicyFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The numbers are the decision's own; what is tried here is that it is asked the right question. */
class PreviewTest {
    private static final PolicyFixture STEADY = PolicyFixture.steady("shop", "checkout");

    @Test
    void aDrainMovesWeightsAndReplicas() {
        Preview preview = withDrain(STEADY.placing());
        assertThat(preview.steps()).hasSize(1);
        assertThat(preview.steps().getFirst().changes())
                .containsExactlyInAnyOrder(
                        new WeightChange("checkout.example.com", "A", "us-east-1", 100, 0),
                        new WeightChange("checkout.example.com", "A", "us-west-2", 0, 100));
        assertThat(preview.before()).containsExactly(new ReplicaChange("web", "us-west-2", 2, 20));
        assertThat(preview.after()).containsExactly(new ReplicaChange("web", "us-east-1", 20, 2));
        assertThat(preview.held()).isEmpty();
    }

    @Test
    void whatIsNeverTakenBackIsNotShownAsIfItWere() {
        PolicyFixture keeps = STEADY.spec(
                "placement",
                "[{name: web, workload: {apiVersion: apps/v1, kind: Deployment, name: checkout}, replicas: {total: 7}}]");
        Preview preview = withDrain(keeps);
        assertThat(preview.before()).containsExactly(new ReplicaChange("web", "us-west-2", 0, 7));
        assertThat(preview.after()).isEmpty();
    }

    @Test
    void sharesAreRoundedUpToReplicas() {
        PolicyFixture three = STEADY.spec(
                        "regions",
                        "[{name: us-east-1, weight: 2}, {name: us-west-2, weight: 1}, {name: eu-west-1, weight: 1}]")
                .placing()
                .status(
                        "regions",
                        "[{name: us-east-1, health: Healthy, weight: 2}, {name: us-west-2, health: Healthy, weight: 1},"
                                + " {name: eu-west-1, health: Healthy, weight: 1}]");
        Preview preview = withDrain(three);
        assertThat(preview.steps().getFirst().serving()).isEqualTo("us-west-2=50,eu-west-1=50");
        assertThat(preview.before())
                .containsExactly(
                        new ReplicaChange("web", "us-west-2", 5, 10), new ReplicaChange("web", "eu-west-1", 5, 10));
    }

    @Test
    void stepsComeAtTheirTimes() {
        Preview preview = withDrain(STEADY.spec("failover", "{steps: [20, 60, 100], stepInterval: 10s}"));
        assertThat(preview.steps())
                .extracting(Step::after)
                .containsExactly(Duration.ZERO, Duration.ofSeconds(10), Duration.ofSeconds(20));
        assertThat(preview.steps())
                .extracting(Step::serving)
                .containsExactly("us-east-1=80,us-west-2=20", "us-east-1=40,us-west-2=60", "us-west-2=100");
    }

    @Test
    void whatWouldBeHeldIsSaid() {
        assertThat(withDrain(STEADY.regions(100, "Healthy", 0, "Unhealthy")).held())
                .get()
                .satisfies(hold -> assertThat(hold.reason()).isEqualTo(Reason.NO_HEALTHY_REGION));
        assertThat(withDrain(STEADY.spec("suspend", "true")).held())
                .get()
                .satisfies(hold -> assertThat(hold.reason()).isEqualTo(Reason.SUSPENDED));
        PolicyFixture both = STEADY.spec("failover", "{minHealthyRegions: 2}");
        assertThat(withDrain(both).held())
                .get()
                .satisfies(hold -> assertThat(hold.reason()).isEqualTo(Reason.TOO_FEW_REGIONS));
        Preview forced = with(both, PolicyFixture.shift("shop", "checkout", "awayFrom: [us-east-1], force: true"));
        assertThat(forced.held()).isEmpty();
        assertThat(forced.steps()).hasSize(1);
    }

    @Test
    void aRegionWithoutTrafficIsLeftByNobody() {
        Preview preview = with(STEADY.placing(), PolicyFixture.drain("other", "us-west-2"));
        assertThat(preview.isUnchanged()).isTrue();
        assertThat(PreviewText.lines(List.of(preview), Paint.PLAIN))
                .containsExactly("1 policy stays as it is: shop/checkout");
    }

    @Test
    void aReturnComesInTheStepsOfFailbackAndEndsADrain() {
        FailoverPolicy policy = PolicyFixture.failedOver("shop", "checkout")
                .regions(0, "Healthy", 100, "Healthy")
                .placing()
                .policy();
        StandingOrders drained =
                new StandingOrders(List.of(PolicyFixture.drain("kernel", "us-east-1")), List.of(), List.of());
        StandingOrders back = drained.with(PolicyFixture.shift("shop", "checkout", "returnTo: [us-east-1]"));
        Preview preview = Preview.of(policy, drained.of(policy, NOW), back.of(policy, NOW), NOW);
        assertThat(preview.steps())
                .extracting(Step::serving)
                .containsExactly("us-east-1=25,us-west-2=75", "us-east-1=50,us-west-2=50", "us-east-1=100");
        assertThat(preview.steps())
                .extracting(Step::after)
                .containsExactly(Duration.ZERO, Duration.ofMinutes(1), Duration.ofMinutes(2));
        assertThat(preview.held()).isEmpty();
    }

    @Test
    void aReturnToARegionThatFailsIsHeld() {
        Preview preview = with(
                PolicyFixture.failedOver("shop", "checkout"),
                PolicyFixture.shift("shop", "checkout", "returnTo: [us-east-1]"));
        assertThat(preview.steps()).isEmpty();
        assertThat(PreviewText.lines(List.of(preview), Paint.PLAIN)).isNotEmpty();
    }

    @Test
    void ordersThatAreOverDoNotCount() {
        FailoverPolicy policy = STEADY.policy();
        StandingOrders orders =
                new StandingOrders(List.of(PolicyFixture.drain("kernel", "us-east-1")), List.of(), List.of());
        assertThat(orders.of(policy, NOW)).hasSize(1);
        assertThat(orders.of(policy, NOW.plus(Duration.ofHours(2)))).isEmpty();
        StandingOrders others =
                StandingOrders.NONE.with(PolicyFixture.shift("other", "checkout", "awayFrom: [us-east-1]"));
        assertThat(others.of(policy, NOW)).isEmpty();
    }

    @Test
    void aReturnThatIsDoneIsOver() {
        TrafficShift back = PolicyFixture.shift("shop", "checkout", "returnTo: [us-east-1]");
        back.getMetadata().setCreationTimestamp("2026-11-23T04:05:00Z");
        TrafficShift away = PolicyFixture.shift("shop", "checkout", "awayFrom: [us-east-1]");
        StandingOrders both = new StandingOrders(List.of(), List.of(back, away), List.of());
        assertThat(both.of(STEADY.policy(), NOW))
                .extracting(Order::kind)
                .containsExactly(Order.Kind.RETURN_TO, Order.Kind.AWAY_FROM);
        OrderStatus done = new OrderStatus(
                1L, "Active", null, null, List.of(new OrderPolicyStatus("shop", "checkout", "Done", null)), List.of());
        back.setStatus(done);
        away.setStatus(done);
        assertThat(both.of(STEADY.policy(), NOW)).extracting(Order::kind).containsExactly(Order.Kind.AWAY_FROM);
    }

    @Test
    void aDrillThatRunsKeepsItsPolicyAway() {
        String runs = "startedAt: \"2026-11-23T04:05:00Z\", until: \"2026-11-23T04:25:00Z\"";
        FailoverDrill drill = PolicyFixture.drill("shop", "checkout", "{" + runs + "}");
        assertThat(ordersOf(drill, NOW))
                .containsExactly(new Order(
                        Order.Kind.DRILL,
                        "us-east-1",
                        false,
                        Instant.parse("2026-11-23T04:25:00Z"),
                        "FailoverDrill shop/tuesdays"));
        assertThat(ordersOf(drill, NOW.plus(Duration.ofMinutes(15)))).isEmpty();
        drill.getMetadata().setDeletionTimestamp("2026-11-23T04:09:00Z");
        assertThat(ordersOf(drill, NOW)).isEmpty();
        assertThat(Stream.of(
                        PolicyFixture.drill(
                                "shop", "checkout", "{" + runs + ", returningSince: \"2026-11-23T04:08:00Z\"}"),
                        PolicyFixture.drill("shop", "checkout", "{" + runs + ", endedAt: \"2026-11-23T04:08:00Z\"}"),
                        PolicyFixture.drill("shop", "checkout", "{endedAt: \"2026-11-23T04:08:00Z\", result: Blocked}"),
                        PolicyFixture.drill("shop", "cart", "{" + runs + "}"),
                        PolicyFixture.drill("other", "checkout", "{" + runs + "}"),
                        PolicyFixture.drill("shop", "checkout", "null")))
                .allSatisfy(other -> assertThat(ordersOf(other, NOW)).isEmpty());
    }

    private static List<Order> ordersOf(FailoverDrill drill, Instant now) {
        return new StandingOrders(List.of(), List.of(), List.of(drill)).of(STEADY.policy(), now);
    }

    @Test
    void peopleReadWhatChangesWhenAndWhere() {
        assertThat(PreviewText.lines(List.of(withDrain(STEADY.placing())), Paint.PLAIN))
                .containsExactly(
                        "shop/checkout",
                        "  WHEN                                 WHAT                            REGION      FROM   TO",
                        "  first                                web replicas                    us-west-2   2      20",
                        "  then                                 checkout.example.com A weight   us-east-1   100    0",
                        "  then                                 checkout.example.com A weight   us-west-2   0      100",
                        "  when answers with it are forgotten   web replicas                    us-east-1   20     2");
    }

    private static Preview withDrain(PolicyFixture fixture) {
        return with(fixture, PolicyFixture.drain("kernel", "us-east-1"));
    }

    private static Preview with(PolicyFixture fixture, CustomResource<?, OrderStatus> order) {
        FailoverPolicy policy = fixture.policy();
        StandingOrders then = StandingOrders.NONE.with(order);
        return Preview.of(policy, List.of(), then.of(policy, NOW), NOW);
    }
}
