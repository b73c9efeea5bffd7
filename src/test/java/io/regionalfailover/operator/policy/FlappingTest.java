package io.regionalfailover.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.regionalfailover.api.v1alpha1.Condition;
import io.regionalfailover.health.ProbeResult;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A policy whose checks flap for a day: what is kept of it, in the API server and in the zone, does not grow. */
class FlappingTest {
    private static final String POLICY = """
            metadata: {name: checkout, namespace: shop, generation: 1}
            spec:
              dns: {zone: example-com, records: [{name: checkout.example.com, type: A}]}
              regions:
              - {name: east, weight: 100, endpoints: [{addresses: ["192.0.2.1"]}]}
              - {name: west, weight: 0, endpoints: [{addresses: ["192.0.2.2"]}]}
              checks:
              - {name: frontend, interval: 5m, timeout: 1s, failureThreshold: 1, successThreshold: 1, tcp: {address: "{target}:443"}}
              - {name: shared, interval: 5m, timeout: 1s, failureThreshold: 1, successThreshold: 1, tcp: {address: "db.internal:5432"}}
              failover: {cooldown: 10s}
              failback: {stableFor: 30s, stepInterval: 10s}
            """;

    /** Short enough for more moves in a day than a history holds. */
    private static final Duration STRETCH = Duration.ofMinutes(20);

    private static final int LARGEST_STATUS = 16 * 1024;

    @Test
    void aDayOfFlappingLeavesNoMoreThanAnHourOfIt() {
        LoopWorld world = new LoopWorld(1, POLICY);
        world.start();
        world.advance(Duration.ofMinutes(1));
        Random random = new Random(2);
        int largest = 0;
        for (Duration passed = Duration.ZERO; passed.toDays() < 1; passed = passed.plus(STRETCH)) {
            world.broken.clear();
            for (String target : new String[] {"192.0.2.1:443", "192.0.2.2:443", "db.internal:5432"}) {
                if (random.nextInt(3) == 0) {
                    world.broken.put(target, ProbeResult.failing("no answer, \\u00fc".repeat(1 + random.nextInt(40))));
                }
            }
            world.advance(STRETCH);
            largest = Math.max(largest, Serialization.asJson(world.status()).length());
        }

        assertThat(world.log).as("it did flap").hasSizeGreaterThan(20);
        assertThat(largest).as("the status, in characters").isLessThan(LARGEST_STATUS);
        assertThat(world.status().history()).hasSize(20);
        assertThat(world.status().conditions()).extracting(Condition::type).doesNotHaveDuplicates();
        assertThat(world.status().conditions())
                .hasSizeLessThanOrEqualTo(8)
                .allMatch(condition -> condition.message().length() <= 256);
        assertThat(world.sets()).hasSize(2);
    }
}
