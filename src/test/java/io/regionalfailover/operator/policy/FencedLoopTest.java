package io.regionalfailover.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.dns.RecordSet;
import io.regionalfailover.health.ProbeResult;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** A write that is refused because somebody else was there first is judged again on what stands there now, and at once. */
class FencedLoopTest {
    private static final String POLICY = """
            metadata: {name: checkout, namespace: shop, generation: 1}
            spec:
              dns: {zone: example-com, records: [{name: checkout.example.com, type: A}]}
              regions:
              - {name: east, weight: 100, endpoints: [{addresses: ["192.0.2.1"]}]}
              - {name: west, weight: 0, endpoints: [{addresses: ["192.0.2.2"]}]}
              checks:
              - {name: frontend, interval: 1s, timeout: 500ms, tcp: {address: "{target}:443"}}
            """;

    @Test
    void theShiftFollowsWithinASecondAndNotAtTheNextResync() {
        LoopWorld world = new LoopWorld(1, POLICY);
        world.start();
        world.advance(Duration.ofSeconds(65));
        assertThat(world.weights()).isEqualTo(Map.of("east", 100, "west", 0));
        int before = world.zone.applied().size();

        world.broken.put("192.0.2.1:443", ProbeResult.failing("connection refused"));
        RecordSet east = world.sets().getFirst();
        world.zone.put(new RecordSet(
                east.name(),
                east.type(),
                east.setIdentifier(),
                OptionalInt.of(7),
                east.ttlSeconds(),
                east.values(),
                east.foreignRouting()));
        world.advance(Duration.ofSeconds(5));

        assertThat(world.weights()).isEqualTo(Map.of("east", 0, "west", 100));
        assertThat(world.zone.applied()).hasSize(before + 1);
    }
}
