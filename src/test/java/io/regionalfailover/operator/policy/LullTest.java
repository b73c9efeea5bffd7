package io.regionalfailover.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.health.ProbeResult;
import io.regionalfailover.peers.PeerLine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** While all is well most attempts have no turn of their own; whatever else comes in still has one at once. */
class LullTest {
    private static final String POLICY = """
            metadata: {name: checkout, namespace: shop, generation: 1}
            spec:
              dns: {zone: example-com, records: [{name: checkout.example.com, type: A}]}
              regions:
              - {name: east, weight: 100, endpoints: [{addresses: ["192.0.2.1"]}]}
              - {name: west, weight: 0, endpoints: [{addresses: ["192.0.2.2"]}]}
              checks:
              - {name: frontend, interval: 5s, tcp: {address: "{target}:443"}}
              - {name: database, interval: 5s, tcp: {address: "{target}:5432"}}
              - {name: queue, interval: 20s, tcp: {address: "{target}:5672"}}
            """;

    private final LoopWorld world = new LoopWorld(1, POLICY);

    private int turnsIn(Duration time) {
        int before = world.turns;
        world.advance(time);
        return world.turns - before;
    }

    private void settle() {
        world.start();
        world.advance(Duration.ofMinutes(10));
    }

    @Test
    void aTurnIsTakenInEachResync() {
        settle();
        for (int i = 0; i < 20; i++) {
            // The next attempt after a resync comes within an interval.
            assertThat(turnsIn(Duration.ofSeconds(65))).as("turns in 65 s").isBetween(1, 8);
        }
    }

    @Test
    void eachAttemptHasATurnWhileThereArePeers() {
        LoopWorld one = new LoopWorld(
                1, POLICY, "east", world.time, world.zone, PeerLine.NOBODY, List.of("https://peer.example.net"));
        one.start();
        one.advance(Duration.ofMinutes(10));
        int before = one.turns;
        one.advance(Duration.ofMinutes(1));
        assertThat(one.turns - before)
                .as("peers are told, and may fall silent: 2 x 2 x 12 + 2 x 3 attempts")
                .isGreaterThanOrEqualTo(50);
    }

    @Test
    void eachAttemptHasATurnWhereAGateGoesItsOwnWay() {
        LoopWorld gated = new LoopWorld(1, POLICY.replace("zone: example-com,", "zone: example-com, gate: true,"));
        gated.start();
        gated.advance(Duration.ofMinutes(10));
        int before = gated.turns;
        gated.advance(Duration.ofMinutes(1));
        assertThat(gated.turns - before).isGreaterThanOrEqualTo(50);
    }

    @Test
    void eachFailureHasATurn() {
        settle();
        world.broken.put("192.0.2.2:5672", ProbeResult.failing("connection refused"));
        world.advance(Duration.ofSeconds(20));
        assertThat(turnsIn(Duration.ofMinutes(1)))
                .as("nothing is left out while anything fails: 2 x 2 x 12 + 2 x 3 attempts")
                .isGreaterThanOrEqualTo(50);
        world.broken.clear();
        world.advance(Duration.ofMinutes(5));
        assertThat(turnsIn(Duration.ofMinutes(1))).as("all is well again").isLessThan(10);
    }

    @Test
    void trafficLeavesAsSoonAsIfEachAttemptHadATurn() {
        settle();
        world.broken.put("192.0.2.1:443", ProbeResult.failing("connection refused"));
        // Three failures, the last of which begins two intervals after the first, and the region that takes over
        // passes.
        world.advance(Duration.ofSeconds(16));
        assertThat(world.weights()).isEqualTo(Map.of("east", 0, "west", 100));
    }
}
