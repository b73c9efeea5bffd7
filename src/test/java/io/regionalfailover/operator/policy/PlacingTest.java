package io.regionalfailover.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.dns.Failure;
import io.regionalfailover.dns.Owner;
import io.regionalfailover.health.ProbeResult;
import io.regionalfailover.placement.Stamp;
import io.regionalfailover.placement.Workload;
import io.regionalfailover.simulation.engine.VirtualCluster;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlacingTest {
    private static final String POLICY = """
            metadata: {name: checkout, namespace: shop, generation: 1}
            spec:
              dns: {zone: example-com, records: [{name: checkout.example.com, type: A, ttl: 10s}]}
              regions:
              - {name: east, weight: 100, endpoints: [{addresses: ["192.0.2.1"]}]}
              - {name: west, weight: 0, endpoints: [{addresses: ["192.0.2.2"]}]}
              checks:
              - {name: frontend, interval: 1s, timeout: 500ms, tcp: {address: "{target}:443"}}
              failover: {cooldown: 10s}
              failback: {stableFor: 30s, stepInterval: 10s}
              placement:
              - name: web
                workload: {apiVersion: apps/v1, kind: Deployment, name: checkout}
                replicas: {total: 20, minPerRegion: 2}
            """;
    private static final ProbeResult REFUSED = ProbeResult.failing("connection refused");
    private static final Workload WEB = new Workload("apps/v1", "Deployment", "shop", "checkout");
    private static final Map<String, Integer> EAST = Map.of("east", 100, "west", 0);
    private static final Map<String, Integer> WEST = Map.of("east", 0, "west", 100);
    private static final String OWNER = Owner.of("test", "shop", "checkout").hash();

    private static LoopWorld steady(long seed, boolean lowers) {
        LoopWorld world = new LoopWorld(seed, POLICY + (lowers ? "    scaleDown: AfterDrain\n" : ""));
        for (String region : List.of("east", "west")) {
            VirtualCluster cluster = new VirtualCluster(world.time);
            cluster.has(WEB, region.equals("east") ? 20 : 2);
            world.clusters.put(region, cluster);
        }
        world.start();
        world.advance(Duration.ofSeconds(20));
        assertThat(world.weights()).isEqualTo(EAST);
        assertThat(cluster(world, "west").writes()).isEmpty();
        return world;
    }

    private static VirtualCluster cluster(LoopWorld world, String region) {
        return Objects.requireNonNull(world.clusters.get(region));
    }

    @Test
    void dnsChangesOnlyOnceTheStandbyIsReady() {
        LoopWorld world = steady(1, false);
        cluster(world, "west").readyAfter(Duration.ofSeconds(30));
        world.broken.put("192.0.2.1:443", REFUSED);
        world.advance(Duration.ofSeconds(20));

        assertThat(cluster(world, "west").writes()).containsExactly("raise checkout to 20 by epoch 2");
        assertThat(world.weights()).isEqualTo(EAST);
        assertThat(world.status().phase()).isEqualTo("FailingOver");
        assertThat(world.status().reason()).isEqualTo("AwaitingCapacity");

        world.advance(Duration.ofSeconds(15));
        assertThat(world.weights()).isEqualTo(WEST);
        assertThat(world.status().lastFailover()).satisfies(last -> {
            assertThat(last.capacityReadyAt()).isNotNull();
            assertThat(Duration.between(last.decidedAt(), last.capacityReadyAt()))
                    .isGreaterThan(Duration.ofSeconds(29));
        });
    }

    @Test
    void replicasThatAreReadyAtOnceCostNoSecond() {
        LoopWorld world = steady(2, false);
        world.broken.put("192.0.2.1:443", REFUSED);
        world.advance(Duration.ofMillis(4_200));
        assertThat(world.weights()).isEqualTo(WEST);
    }

    @Test
    void theTimeOutSaysSoAndTrafficMoves() {
        LoopWorld world = steady(3, false);
        cluster(world, "west").readyAfter(Duration.ofHours(1));
        world.broken.put("192.0.2.1:443", REFUSED);
        world.advance(Duration.ofSeconds(295));
        assertThat(world.weights()).isEqualTo(EAST);
        world.advance(Duration.ofSeconds(15));
        assertThat(world.weights()).isEqualTo(WEST);
        assertThat(Objects.requireNonNull(world.status().lastFailover()).capacityReadyAt())
                .isNull();
        assertThat(world.status().conditions())
                .filteredOn(condition -> condition.type().equals("Degraded"))
                .singleElement()
                .satisfies(condition -> assertThat(condition.message()).contains("west/web has 2 of 20 ready"));
    }

    @Test
    void aDeadApiServerOfTheFailingRegionDelaysNothing() {
        LoopWorld world = steady(4, true);
        cluster(world, "east").reachable(false);
        world.broken.put("192.0.2.1:443", REFUSED);
        world.advance(Duration.ofMillis(4_200));
        assertThat(world.weights()).isEqualTo(WEST);
    }

    @Test
    void replicasAreTakenBackAfterTheTtlAndNotBefore() {
        LoopWorld world = steady(5, true);
        world.broken.put("192.0.2.1:443", REFUSED);
        world.advance(Duration.ofSeconds(12));
        assertThat(world.weights()).isEqualTo(WEST);
        assertThat(cluster(world, "east").desired(WEB)).isEqualTo(20);
        world.advance(Duration.ofSeconds(10));
        assertThat(cluster(world, "east").desired(WEB)).isEqualTo(2);

        world.broken.clear();
        world.advance(Duration.ofMinutes(3));
        assertThat(world.weights()).isEqualTo(EAST);
        assertThat(cluster(world, "east").desired(WEB)).isEqualTo(20);
        assertThat(cluster(world, "west").desired(WEB)).isEqualTo(2);
    }

    @Test
    void withoutAfterDrainNothingIsTakenBack() {
        LoopWorld world = steady(6, false);
        world.broken.put("192.0.2.1:443", REFUSED);
        world.advance(Duration.ofMinutes(2));
        world.broken.clear();
        world.advance(Duration.ofMinutes(3));
        assertThat(world.weights()).isEqualTo(EAST);
        assertThat(cluster(world, "west").desired(WEB)).isEqualTo(20);
    }

    @Test
    void aNewerPlansStampKeepsTheRoom() {
        LoopWorld world = steady(7, true);
        world.broken.put("192.0.2.1:443", REFUSED);
        world.advance(Duration.ofSeconds(8));
        assertThat(world.weights()).isEqualTo(WEST);
        cluster(world, "east").stamp(WEB, new Stamp(OWNER, 99));
        world.advance(Duration.ofMinutes(5));
        assertThat(cluster(world, "east").desired(WEB)).isEqualTo(20);
    }

    @Test
    void anotherPolicysStampKeepsTheRoom() {
        LoopWorld world = steady(8, true);
        world.broken.put("192.0.2.1:443", REFUSED);
        world.advance(Duration.ofSeconds(8));
        cluster(world, "east").stamp(WEB, new Stamp("ffffffffffffffff", 1));
        world.advance(Duration.ofMinutes(5));
        assertThat(cluster(world, "east").desired(WEB)).isEqualTo(20);
    }

    @Test
    void aFenceThatCannotBeReadAgainKeepsTheRoom() {
        LoopWorld world = steady(9, true);
        world.broken.put("192.0.2.1:443", REFUSED);
        world.advance(Duration.ofSeconds(8));
        assertThat(world.weights()).isEqualTo(WEST);
        world.zone.failReads(Collections.nCopies(1_000, Failure.UNREACHABLE).toArray(Failure[]::new));
        world.advance(Duration.ofMinutes(2));
        assertThat(cluster(world, "east").writes()).isEmpty();
    }

    /** Whatever the moment of the death: traffic comes only where there is room, and room goes only where no traffic is. */
    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30})
    void theSequenceSurvivesADeathAtAnyStage(long seed) {
        LoopWorld world = steady(seed, true);
        Random random = new Random(seed);
        cluster(world, "west").readyAfter(Duration.ofSeconds(3));
        cluster(world, "east").readyAfter(Duration.ofSeconds(3));
        world.broken.put("192.0.2.1:443", REFUSED);
        for (int i = 0; i < 10; i++) {
            world.advance(Duration.ofMillis(500 + random.nextInt(6_000)));
            check(world);
            world.kill();
            world.advance(Duration.ofMillis(random.nextInt(1_000)));
            world.start();
        }
        run(world, Duration.ofMinutes(2));
        assertThat(world.weights()).isEqualTo(WEST);
        assertThat(cluster(world, "east").desired(WEB)).isEqualTo(2);

        world.broken.clear();
        for (int i = 0; i < 10; i++) {
            world.advance(Duration.ofMillis(500 + random.nextInt(15_000)));
            check(world);
            world.kill();
            world.start();
        }
        run(world, Duration.ofMinutes(5));
        assertThat(world.weights()).isEqualTo(EAST);
        assertThat(cluster(world, "east").desired(WEB)).isEqualTo(20);
        assertThat(cluster(world, "west").desired(WEB)).isEqualTo(2);
    }

    private static void run(LoopWorld world, Duration time) {
        for (long passed = 0; passed < time.toMillis(); passed += 200) {
            world.advance(Duration.ofMillis(200));
            check(world);
        }
    }

    private static void check(LoopWorld world) {
        Map<String, Integer> weights = world.weights();
        int sum = weights.values().stream().mapToInt(Integer::intValue).sum();
        weights.forEach((region, weight) -> assertThat(cluster(world, region).desired(WEB))
                .as(region + " at " + weight + " of " + sum)
                .isGreaterThanOrEqualTo(Math.max(2, (20 * weight + sum - 1) / sum)));
    }
}
