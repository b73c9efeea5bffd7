package io.regionalfailover.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.api.v1alpha1.Condition;
import io.regionalfailover.health.ProbeResult;
import io.regionalfailover.placement.Workload;
import io.regionalfailover.simulation.engine.VirtualCluster;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** When the scale-ups of a failover are tried, and what is said of it. */
class RehearsingTest {
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
              placement:
              - name: web
                workload: {apiVersion: apps/v1, kind: Deployment, name: checkout}
                replicas: {total: 20, minPerRegion: 2}
            """;
    private static final Workload WEB = new Workload("apps/v1", "Deployment", "shop", "checkout");

    private static LoopWorld world(long seed) {
        LoopWorld world = new LoopWorld(seed, POLICY);
        for (String region : List.of("east", "west")) {
            VirtualCluster cluster = new VirtualCluster(world.time);
            cluster.has(WEB, region.equals("east") ? 20 : 2);
            world.clusters.put(region, cluster);
        }
        return world;
    }

    private static VirtualCluster west(LoopWorld world) {
        return Objects.requireNonNull(world.clusters.get("west"));
    }

    private static Condition ready(LoopWorld world) {
        return world.status().conditions().stream()
                .filter(condition -> condition.type().equals("FailoverReady"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatFitsIsTriedEveryFifthResyncAndNothingIsChanged() {
        LoopWorld world = world(1);
        world.start();
        world.advance(Duration.ofSeconds(20));
        assertThat(ready(world).status()).as(ready(world).message()).isEqualTo("True");
        assertThat(west(world).rehearsals()).containsExactly("checkout to 20");
        world.advance(Duration.ofSeconds(240));
        assertThat(west(world).rehearsals()).hasSize(1);
        world.advance(Duration.ofMinutes(8));
        assertThat(west(world).rehearsals()).hasSizeBetween(2, 3);
        assertThat(west(world).writes()).isEmpty();
        assertThat(west(world).desired(WEB)).isEqualTo(2);
        assertThat(Objects.requireNonNull(world.clusters.get("east")).rehearsals())
                .as("nobody would come there")
                .isEmpty();
    }

    @Test
    void whatIsRefusedIsTriedAgainWithEachResync() {
        LoopWorld world = world(2);
        west(world).admits(8);
        world.start();
        world.advance(Duration.ofSeconds(20));
        assertThat(ready(world).status()).isEqualTo("False");
        assertThat(ready(world).reason()).isEqualTo("ScaleRefused");
        assertThat(ready(world).message()).isEqualTo("west/web cannot be scaled to 20: at most 8 are allowed");
        west(world).admits(20);
        world.advance(Duration.ofSeconds(70));
        assertThat(ready(world).status()).isEqualTo("True");
    }

    @Test
    void aChangedSpecIsTriedAtOnce() {
        LoopWorld world = world(3);
        world.start();
        world.advance(Duration.ofSeconds(20));
        world.apply(POLICY.replace("total: 20", "total: 30").replace("generation: 1", "generation: 2"));
        world.advance(Duration.ofSeconds(1));
        assertThat(west(world).rehearsals()).containsExactly("checkout to 20", "checkout to 30");
        world.apply(POLICY.replace("total: 20", "total: 30").replace("generation: 1", "generation: 2"));
        world.advance(Duration.ofSeconds(1));
        assertThat(west(world).rehearsals()).as("the same spec again").hasSize(2);
    }

    @Test
    void whileTrafficMovesNothingIsTried() {
        LoopWorld world = world(4);
        // What is refused would be tried again every minute.
        west(world).admits(8);
        world.start();
        world.advance(Duration.ofSeconds(20));
        west(world).readyAfter(Duration.ofMinutes(4));
        world.broken.put("192.0.2.1:443", ProbeResult.failing("connection refused"));
        world.advance(Duration.ofSeconds(200));
        assertThat(world.status().phase()).isEqualTo("FailingOver");
        assertThat(west(world).rehearsals()).hasSize(1);
    }

    @Test
    void aClusterThatIsSilentIsNotAskedAndIsNamed() {
        LoopWorld world = world(5);
        west(world).reachable(false);
        world.start();
        world.advance(Duration.ofMinutes(5));
        assertThat(west(world).rehearsals()).isEmpty();
        assertThat(ready(world).reason()).isEqualTo("ClusterUnreachable");
        west(world).reachable(true);
        world.advance(Duration.ofSeconds(10));
        assertThat(ready(world).status()).as(ready(world).message()).isEqualTo("True");
    }
}
