package io.regionalfailover.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.dns.DnsName;
import io.regionalfailover.health.ProbeResult;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Answers that are to be kept for a shorter time while a check fails. */
class RestlessnessTest {
    private static final String POLICY = """
            metadata: {name: checkout, namespace: shop, generation: 1}
            spec:
              dns: {zone: example-com, minTtl: 2s, records: [{name: checkout.example.com, type: A, ttl: 30s}]}
              regions:
              - {name: east, weight: 100, endpoints: [{addresses: ["192.0.2.1"]}]}
              - {name: west, weight: 0, endpoints: [{addresses: ["192.0.2.2"]}]}
              checks:
              - {name: frontend, interval: 1s, timeout: 500ms, failureThreshold: 3, tcp: {address: "{target}:443"}}
            """;
    private static final ProbeResult REFUSED = ProbeResult.failing("connection refused");
    private static final DnsName OTHER = DnsName.of("other.example.com");

    private final LoopWorld world = new LoopWorld(1, POLICY);

    private void restless() {
        world.dnsZone = """
                metadata: {name: example-com}
                spec: {domainName: example.com, provider: {embedded: {}}}
                """;
        world.start();
        world.advance(Duration.ofSeconds(20));
        assertThat(world.zone.shortened()).isEmpty();
        world.broken.put("192.0.2.2:443", REFUSED);
        world.advance(Duration.ofSeconds(2));
        assertThat(world.zone.shortened()).isEqualTo(Map.of(LoopWorld.NAME, 2L));
    }

    @Test
    void endsWithTheLastFailure() {
        restless();
        world.broken.clear();
        world.advance(Duration.ofSeconds(10));
        assertThat(world.zone.shortened()).isEmpty();
    }

    @Test
    void theSameSpecHandedInAgainChangesNothing() {
        restless();
        world.apply(POLICY);
        world.advance(Duration.ofSeconds(2));
        assertThat(world.zone.shortened()).isEqualTo(Map.of(LoopWorld.NAME, 2L));
        assertThat(world.zone.grownAgain()).isZero();
    }

    @Test
    void endsWithThePolicy() {
        restless();
        world.depart();
        world.advance(Duration.ofSeconds(2));
        assertThat(world.zone.shortened()).isEmpty();
    }

    @Test
    void endsAtNamesThatThePolicyGivesUp() {
        restless();
        world.apply(POLICY.replace("name: checkout.example.com", "name: " + OTHER)
                .replace("generation: 1", "generation: 2"));
        world.advance(Duration.ofSeconds(2));
        assertThat(world.zone.shortened()).isEqualTo(Map.of(OTHER, 2L));
    }

    @Test
    void endsWhereNobodyAsksForItAnyMore() {
        restless();
        world.apply(POLICY.replace("minTtl: 2s, ", "").replace("generation: 1", "generation: 2"));
        world.advance(Duration.ofSeconds(2));
        assertThat(world.zone.shortened()).isEmpty();
    }
}
