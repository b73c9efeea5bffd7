package io.regionalfailover.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.api.v1alpha1.FailoverPolicyStatus;
import io.regionalfailover.decision.Reason;
import io.regionalfailover.health.ProbeResult;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A spec that cannot be carried out is said to be so, and the last one that could goes on, failover included. */
class RefusedSpecTest {
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
    private static final String WHY = "spec.checks[0].interval is 0s, at least 1s is allowed";

    @Test
    void theLastGoodPlanStaysAtWork() {
        LoopWorld world = new LoopWorld(1, POLICY);
        world.start();
        world.advance(Duration.ofSeconds(20));
        assertThat(world.weights()).isEqualTo(Map.of("east", 100, "west", 0));

        world.applyRefused(2, new Refusal(Reason.INVALID_SPEC, WHY));
        world.advance(Duration.ofSeconds(2));
        assertThat(stalled(world.status())).isEqualTo("True InvalidSpec: " + WHY);
        assertThat(world.weights()).isEqualTo(Map.of("east", 100, "west", 0));

        world.broken.put("192.0.2.1:443", ProbeResult.failing("connection refused"));
        world.advance(Duration.ofSeconds(20));
        assertThat(world.weights()).as("a failing region is left").isEqualTo(Map.of("east", 0, "west", 100));
        assertThat(stalled(world.status())).isEqualTo("True InvalidSpec: " + WHY);

        world.apply(POLICY);
        world.advance(Duration.ofSeconds(2));
        assertThat(stalled(world.status())).isEmpty();
    }

    private static String stalled(FailoverPolicyStatus status) {
        return status.conditions().stream()
                .filter(condition -> condition.type().equals("Stalled"))
                .map(condition -> condition.status() + " " + condition.reason() + ": " + condition.message())
                .findFirst()
                .orElse("");
    }
}
