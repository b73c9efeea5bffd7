package io.regionalfailover.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.api.v1alpha1.LastFailoverStatus;
import io.regionalfailover.dns.NameserverAsker;
import io.regionalfailover.dns.NameserverAsker.Answer;
import io.regionalfailover.health.ProbeResult;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Recursive resolvers are watched after a shift, and the status says what they showed. */
class ResolversTurnTest {
    private static final InetSocketAddress RESOLVER = InetSocketAddress.createUnresolved("192.0.2.53", 53);
    private static final String POLICY = """
            metadata: {name: checkout, namespace: shop, generation: 1}
            spec:
              dns: {zone: example-com, records: [{name: checkout.example.com, type: A, ttl: 30s}]}
              regions:
              - {name: east, weight: 100, endpoints: [{addresses: ["192.0.2.1"]}]}
              - {name: west, weight: 0, endpoints: [{addresses: ["192.0.2.2"]}]}
              checks:
              - {name: frontend, interval: 1s, timeout: 500ms, tcp: {address: "{target}:443"}}
              failback: {stableFor: 30s, stepInterval: 10s}
            """;

    private final LoopWorld world = new LoopWorld(1, POLICY);
    private Instant forgets = Instant.MAX;

    @BeforeEach
    void shift() {
        NameserverAsker resolver = (server, name, type) ->
                new Answer.Authoritative(List.of(world.time.instant().isBefore(forgets) ? "192.0.2.1" : "192.0.2.2"));
        world.resolvers = Map.of(RESOLVER, resolver);
        world.start();
        world.advance(Duration.ofSeconds(20));
        world.broken.put("192.0.2.1:443", ProbeResult.failing("connection refused"));
    }

    @Test
    void theSlowestSaysWhenUsersLeft() {
        forgets = world.time.instant().plusSeconds(25);

        world.advance(Duration.ofSeconds(60));

        assertThat(last().resolversTurnedAt()).isBetween(forgets, forgets.plusSeconds(1));
        assertThat(last().resolversLate()).isEmpty();
        assertThat(last().resolversTurnedAt()).isAfter(last().observedAt());
    }

    @Test
    void oneThatDoesNotForgetIsNamed() {
        world.advance(Duration.ofMinutes(7));

        assertThat(last().resolversTurnedAt()).isNull();
        assertThat(last().resolversLate())
                .containsExactly("192.0.2.53:53 still answers A of checkout.example.com with 192.0.2.1 of east");
    }

    @Test
    void aRestartBreaksItOff() {
        forgets = world.time.instant().plusSeconds(25);
        world.advance(Duration.ofSeconds(10));
        world.kill();
        world.start();
        world.advance(Duration.ofSeconds(60));

        assertThat(last().resolversTurnedAt())
                .as("what was not watched from the beginning is not said")
                .isNull();
    }

    private LastFailoverStatus last() {
        return Objects.requireNonNull(world.status().lastFailover());
    }
}
