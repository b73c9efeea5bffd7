package io.regionalfailover.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.health.ProbeResult;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** While nothing happens there is nothing to tell, however many probes and turns there are. */
class QuietLoopTest {
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
            """;

    @Test
    void anHourOfProbesThatPassSaysNothingNew() {
        LoopWorld world = new LoopWorld(1, POLICY);
        assertThat(turnsOfAQuietHour(world))
                .as("turns: each minute for a reading and its answer, and seldom another, of 48 attempts")
                .isBetween(100, 240);
        assertThatAFailureIsNews(world);
    }

    /** On a gate each attempt has a turn. */
    @Test
    void neitherDoesAnHourOfTurns() {
        LoopWorld world = new LoopWorld(1, POLICY.replace("zone: example-com,", "zone: example-com, gate: true,"));
        assertThat(turnsOfAQuietHour(world)).as("turns").isGreaterThan(2_000);
        assertThatAFailureIsNews(world);
    }

    private static int turnsOfAQuietHour(LoopWorld world) {
        world.start();
        world.advance(Duration.ofMinutes(10));
        int turns = world.turns;
        int news = world.news;
        world.advance(Duration.ofHours(1));
        assertThat(world.news - news)
                .as("turns with something new: a reading that finds what the one before found is none")
                .isZero();
        return world.turns - turns;
    }

    private static void assertThatAFailureIsNews(LoopWorld world) {
        int news = world.news;
        world.broken.put("192.0.2.1:443", ProbeResult.failing("connection refused"));
        world.advance(Duration.ofSeconds(6));
        assertThat(world.news - news).as("news of the first failure").isPositive();
    }
}
