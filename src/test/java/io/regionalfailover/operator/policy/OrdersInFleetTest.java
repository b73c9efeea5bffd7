package io.regionalfailover.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.decision.Order;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.DnsProvider;
import io.regionalfailover.dns.RecordSet;
import io.regionalfailover.health.ProbeResult;
import io.regionalfailover.simulation.engine.VirtualTime;
import io.regionalfailover.testing.dns.StrictZone;
import io.regionalfailover.testing.peers.VirtualLine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Orders given in one cluster, and what every other one makes of them, on virtual time. */
class OrdersInFleetTest {
    private static final String POLICY = """
            metadata: {name: checkout, namespace: shop, generation: 1}
            spec:
              dns: {zone: example-com, records: [{name: checkout.example.com, type: A}], onDelete: Delete}
              regions:
              - {name: east, weight: 100, endpoints: [{addresses: ["192.0.2.1"]}]}
              - {name: west, weight: 100, endpoints: [{addresses: ["192.0.2.2"]}]}
              - {name: north, weight: 0, endpoints: [{addresses: ["192.0.2.3"]}]}
              checks:
              - {name: frontend, interval: 1s, timeout: 500ms, tcp: {address: "{target}:443"}}
              failover: {cooldown: 10s}
              failback: {stableFor: 30s, stepInterval: 10s, steps: [100]}
            """;
    private static final Map<String, Integer> STEADY = Map.of("east", 100, "west", 100, "north", 0);
    private static final Map<String, Integer> WEST_ALONE = Map.of("east", 0, "west", 200, "north", 0);
    private static final DnsName FENCE = LoopWorld.NAME.fence();

    private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-23T04:00:00Z"));
    private final StrictZone zone = new StrictZone(DnsName.of("example.com"), new DnsProvider.Limits(1_000, 32_000));
    private final VirtualLine line = new VirtualLine(time);
    private final LoopWorld east = instance("east", 1);
    private final LoopWorld west = instance("west", 2);

    private LoopWorld instance(String name, long seed) {
        return new LoopWorld(
                seed, POLICY, name, time, zone, line.from("https://" + name), List.of("https://east", "https://west"));
    }

    @BeforeEach
    void begin() {
        start(east, "east");
        start(west, "west");
        pass(20);
        assertThat(east.weights()).isEqualTo(STEADY);
    }

    private void start(LoopWorld instance, String name) {
        instance.start();
        line.open("https://" + name, instance.desk().orElseThrow());
    }

    private void stop(LoopWorld instance, String name) {
        instance.kill();
        line.shut("https://" + name);
    }

    private void pass(double seconds) {
        time.advance(Duration.ofMillis((long) (seconds * 1_000)));
    }

    private GivenOrder give(LoopWorld to, String name, Order.Kind kind, String region, Duration lasts) {
        GivenOrder order = new GivenOrder(
                GivenOrder.idOf(kind, name),
                name,
                kind,
                Set.of(region),
                false,
                time.instant(),
                time.instant().plus(lasts),
                name + " of jane: kernel");
        to.given.orders.add(order);
        to.obey();
        return order;
    }

    private GivenOrder drain(String region, Duration lasts) {
        return give(east, "RegionDrain " + region, Order.Kind.DRAIN, region, lasts);
    }

    private String fence() {
        return zone.snapshot(Set.of(FENCE)).getOrDefault(FENCE, List.of()).stream()
                .map(RecordSet::values)
                .flatMap(List::stream)
                .findFirst()
                .orElse("");
    }

    @Test
    void aDrainHoldsAfterItsInstanceIsGoneAndEndsByItsExpiry() {
        GivenOrder drain = drain("east", Duration.ofMinutes(10));
        pass(3);
        assertThat(west.weights()).isEqualTo(WEST_ALONE);
        assertThat(fence()).contains(drain.id());
        assertThat(east.status().reason()).isEqualTo("RegionDrained");

        stop(east, "east");
        pass(500);
        assertThat(west.weights()).as("while it holds").isEqualTo(WEST_ALONE);
        pass(150);
        assertThat(west.weights()).as("after it expired").isEqualTo(STEADY);
        assertThat(fence()).doesNotContain(drain.id());
    }

    @Test
    void oneClusterLeadsARehearsalThatEveryClusterHas() {
        GivenOrder here = give(east, "FailoverDrill shop/weekly", Order.Kind.DRILL, "east", Duration.ofMinutes(10));
        GivenOrder there = give(west, "FailoverDrill shop/weekly", Order.Kind.DRILL, "east", Duration.ofMinutes(10));
        assertThat(here.id()).isEqualTo(there.id());
        pass(10);
        assertThat(east.weights()).isEqualTo(WEST_ALONE);
        assertThat(east.given.ended.size() + west.given.ended.size()).isEqualTo(1);
        LoopWorld follower = east.given.ended.isEmpty() ? west : east;
        assertThat(follower.given.ended).containsExactly("FailoverDrill shop/weekly: another cluster runs it");

        LoopWorld leader = follower == east ? west : east;
        leader.given.orders.clear();
        leader.obey();
        pass(60);
        assertThat(east.weights()).isEqualTo(STEADY);
    }

    @Test
    void aRehearsalWhoseLeaderDiesWithTheRegionThatServesMakesWay() {
        GivenOrder drill = give(west, "FailoverDrill shop/weekly", Order.Kind.DRILL, "east", Duration.ofHours(10));
        pass(10);
        assertThat(east.weights()).isEqualTo(WEST_ALONE);

        stop(west, "west");
        for (String address : List.of("192.0.2.2:443", "192.0.2.3:443")) {
            east.broken.put(address, ProbeResult.failing("refused"));
        }
        pass(60);
        assertThat(east.weights().get("east")).as("nobody else is well").isPositive();
        assertThat(east.weights().get("west")).isZero();
        assertThat(fence()).as("and it does not begin anew").doesNotContain(drill.id());
    }

    @Test
    void aRehearsalThatAnEarlierProcessOfAnotherNameBeganGoesOn() {
        GivenOrder drill = give(east, "FailoverDrill shop/weekly", Order.Kind.DRILL, "east", Duration.ofHours(1));
        pass(10);
        assertThat(west.weights()).isEqualTo(WEST_ALONE);
        east.given.orders.clear();
        stop(east, "east");
        west.given.orders.add(new GivenOrder(
                drill.id(),
                drill.name(),
                drill.kind(),
                drill.regions(),
                false,
                drill.givenAt(),
                drill.expiresAt(),
                drill.text(),
                true));
        west.obey();
        pass(30);
        assertThat(west.given.ended).isEmpty();
        assertThat(west.weights()).isEqualTo(WEST_ALONE);
        west.given.orders.clear();
        west.obey();
        pass(60);
        assertThat(west.weights()).as("its end ends it").isEqualTo(STEADY);
    }

    @Test
    void whatARehearsalGivesBackEndsNobodysDrain() {
        GivenOrder drain = drain("east", Duration.ofHours(1));
        pass(3);
        give(east, "FailoverDrill shop/weekly return", Order.Kind.GIVE_BACK, "east", Duration.ofHours(1));
        give(west, "FailoverDrill shop/weekly return", Order.Kind.GIVE_BACK, "east", Duration.ofHours(1));
        pass(60);
        assertThat(fence()).contains(drain.id());
        assertThat(west.weights()).isEqualTo(WEST_ALONE);
    }

    @Test
    void aDrainEndsWhereItsClusterNoLongerHasIt() {
        drain("east", Duration.ofHours(2));
        pass(3);
        assertThat(west.weights()).isEqualTo(WEST_ALONE);
        pass(60);
        east.given.orders.clear();
        east.obey();
        pass(60);
        assertThat(west.weights()).isEqualTo(STEADY);
    }

    @Test
    void aDrainOfARegionWithoutTrafficIsToldAndKeepsItFromServing() {
        GivenOrder drain = drain("north", Duration.ofHours(1));
        pass(3);
        assertThat(fence()).contains(drain.id());
        assertThat(west.weights()).isEqualTo(STEADY);

        for (LoopWorld each : List.of(east, west)) {
            each.broken.put("192.0.2.1:443", ProbeResult.failing("refused"));
            each.broken.put("192.0.2.2:443", ProbeResult.failing("refused"));
        }
        pass(30);
        assertThat(west.weights()).as("nobody else may serve").isIn(STEADY, WEST_ALONE);
        assertThat(west.weights().get("north")).isZero();
    }

    @Test
    void aReturnInAnotherClusterEndsADrain() {
        drain("east", Duration.ofHours(2));
        pass(60);
        assertThat(west.weights()).isEqualTo(WEST_ALONE);

        give(west, "TrafficShift shop/back", Order.Kind.RETURN_TO, "east", Duration.ofHours(1));
        pass(30);
        assertThat(west.weights()).isEqualTo(STEADY);
        assertThat(east.given.ended).singleElement().asString().contains("a returnTo in another cluster ended it");
        assertThat(west.given.ended).singleElement().asString().contains("done with plan");

        drain("east", Duration.ofHours(2));
        pass(30);
        assertThat(west.weights()).as("a later drain counts again").isEqualTo(WEST_ALONE);
    }

    @Test
    void aReturnEndsAnEarlierOrderOfItsOwnCluster() {
        drain("east", Duration.ofHours(2));
        pass(60);
        give(east, "TrafficShift shop/back", Order.Kind.RETURN_TO, "east", Duration.ofHours(1));
        pass(30);
        assertThat(west.weights()).isEqualTo(STEADY);
        assertThat(east.given.ended).hasSize(2);
    }

    @Test
    void whatIsOrderedAfterAReturnThatWaitsStands() {
        for (LoopWorld each : List.of(east, west)) {
            each.broken.put("192.0.2.1:443", ProbeResult.failing("refused"));
        }
        pass(30);
        give(east, "TrafficShift shop/back", Order.Kind.RETURN_TO, "east", Duration.ofHours(1));
        pass(30);
        drain("east", Duration.ofHours(2));
        east.broken.clear();
        west.broken.clear();
        pass(120);
        assertThat(west.weights()).isEqualTo(WEST_ALONE);
        assertThat(east.given.ended).isEmpty();
    }

    /** The API server is away, say. */
    @Test
    void aReturnThatHasExpiredEndsNothingThoughItIsStillThere() {
        for (LoopWorld each : List.of(east, west)) {
            each.broken.put("192.0.2.1:443", ProbeResult.failing("refused"));
        }
        pass(30);
        give(east, "TrafficShift shop/back", Order.Kind.RETURN_TO, "east", Duration.ofSeconds(10));
        pass(30);
        GivenOrder drain = give(west, "RegionDrain east", Order.Kind.DRAIN, "east", Duration.ofHours(2));
        east.broken.clear();
        west.broken.clear();
        pass(120);
        assertThat(east.weights()).isEqualTo(WEST_ALONE);
        assertThat(fence()).contains(drain.id());
        assertThat(west.given.ended).isEmpty();
    }

    @Test
    void aNewProcessKeepsWhatThePlanCarriesUntilItKnowsItsOrders() {
        GivenOrder drain = drain("east", Duration.ofHours(2));
        pass(60);
        stop(east, "east");
        east.given.complete = false;
        east.given.orders.clear();
        start(east, "east");
        pass(120);
        assertThat(east.weights()).isEqualTo(WEST_ALONE);
        assertThat(fence()).contains(drain.id());

        east.given.complete = true;
        east.obey();
        pass(60);
        assertThat(east.weights()).as("nobody gave it any more").isEqualTo(STEADY);
    }

    @Test
    void anOrderSurvivesAFenceThatPeopleDelete() {
        GivenOrder drain = drain("east", Duration.ofHours(2));
        pass(60);
        stop(east, "east");
        zone.snapshot(Set.of(FENCE)).getOrDefault(FENCE, List.of()).forEach(zone::remove);
        pass(200);
        assertThat(west.weights()).isEqualTo(WEST_ALONE);
        assertThat(fence()).contains(drain.id());
    }

    @Test
    void moreOrdersThanAFenceHoldsStopNoPlan() {
        for (int i = 0; i < 12; i++) {
            give(
                    east,
                    "RegionDrain " + i,
                    Order.Kind.DRAIN,
                    "east",
                    Duration.ofHours(2).plusMinutes(i));
        }
        pass(30);
        assertThat(west.weights()).isEqualTo(WEST_ALONE);
        assertThat(fence().split(" ")).hasSizeLessThanOrEqualTo(9 + 8 + 2);
        assertThat(east.given.ended).isEmpty();
    }
}
