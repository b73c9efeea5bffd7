package io.regionalfailover.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.regionalfailover.api.v1alpha1.DnsZone;
import io.regionalfailover.api.v1alpha1.FailoverPolicy;
import io.regionalfailover.api.v1alpha1.Region;
import io.regionalfailover.decision.Reason;
import io.regionalfailover.dns.DrainLedger;
import io.regionalfailover.dns.Reading;
import io.regionalfailover.dns.Zone;
import io.regionalfailover.dns.ZoneGate;
import io.regionalfailover.health.ProbeMetrics;
import io.regionalfailover.health.ProbeResult;
import io.regionalfailover.health.Prober;
import io.regionalfailover.operator.translation.PolicyModel;
import io.regionalfailover.operator.translation.PolicyTranslator;
import io.regionalfailover.operator.translation.References;
import io.regionalfailover.operator.translation.Translation;
import io.regionalfailover.peers.Author;
import io.regionalfailover.peers.Exchange;
import io.regionalfailover.simulation.engine.VirtualTime;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a loop says of its turns, while its zone answers nothing. */
class SilentZoneTest {
    private static final KubernetesSerialization YAML = new KubernetesSerialization();
    private static final Duration RESYNC = Duration.ofSeconds(60);

    private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-23T04:00:00Z"));
    private final PolicyLoop loop = new PolicyLoop(parts(), "shop/checkout", Remembered.NOTHING, new Nobody());
    private int reads;

    private LoopParts parts() {
        return new LoopParts(
                new Prober(
                        new Prober.Surroundings(time, time, time, new Random(1), ProbeMetrics.NONE),
                        (target, timeout) -> ProbeResult.PASSING),
                region -> new WorkloadAccess.Access.Elsewhere(),
                time,
                time,
                time,
                time,
                time,
                new VelocityLedger(1),
                new SelfDoubt(time.instant()),
                () -> "0123456789abcdef",
                new Random(1),
                "test",
                "test",
                GivenOrders.NONE,
                Exchange.alone(new Author("test", "test", "0123456789abcdef"), time, time),
                RESYNC,
                fault -> {
                    throw fault;
                });
    }

    private Zone silent() {
        return (Zone) Proxy.newProxyInstance(
                Zone.class.getClassLoader(), new Class<?>[] {Zone.class}, (zone, method, given) -> {
                    if (method.getName().equals("read")) {
                        reads++;
                        return new CompletableFuture<Reading>();
                    }
                    if (method.getName().equals("ledger")) {
                        return DrainLedger.NONE;
                    }
                    if (method.getName().equals("gate")) {
                        return ZoneGate.NONE;
                    }
                    return method.getName().equals("equals") ? zone == given[0] : null;
                });
    }

    private static PolicyModel model() {
        Translation translation = new PolicyTranslator("test", "shop", Optional.empty())
                .translate(
                        YAML.unmarshal("""
                                metadata: {name: checkout, namespace: shop, generation: 1}
                                spec:
                                  dns: {zone: example-com, records: [{name: checkout.example.com, type: A}]}
                                  regions:
                                  - {name: east, weight: 100, endpoints: [{addresses: ["192.0.2.1"]}]}
                                  - {name: west, weight: 0, endpoints: [{addresses: ["192.0.2.2"]}]}
                                  checks:
                                  - {name: frontend, interval: 5m, timeout: 1s, tcp: {address: "{target}:443"}}
                                """, FailoverPolicy.class),
                        new References(
                                Optional.of(YAML.unmarshal("""
                                        metadata: {name: example-com}
                                        spec: {domainName: example.com, provider: {route53: {hostedZoneId: Z1}}}
                                        """, DnsZone.class)),
                                Map.of("east", new Region(), "west", new Region()),
                                Map.of(),
                                Map.of()));
        return ((Translation.Accepted) translation).model();
    }

    @Test
    void aLoopTakesItsTurnsAndNotMany() {
        loop.accept(model(), silent(), "");
        time.advance(Duration.ofMinutes(2));
        long before = loop.turns().orElseThrow();

        time.advance(Duration.ofMinutes(10));

        assertThat(loop.turns().orElseThrow() - before).isBetween(10L, 40L);
        assertThat(reads).as("one at a time").isEqualTo(1);
    }

    @Test
    void noTurnIsDueOfALoopThatHasNothingToCarryOutOrHasEnded() {
        assertThat(loop.turns()).isEmpty();

        loop.accept(model(), silent(), "");
        assertThat(loop.turns()).as("what waits is a turn that is due").isEqualTo(OptionalLong.of(0));
        time.advance(Duration.ofMinutes(2));
        assertThat(loop.turns()).isPresent();

        loop.close();
        time.settle();
        assertThat(loop.turns()).isEmpty();
    }

    private record Nobody() implements Reporter {
        @Override
        public void report(PolicySnapshot snapshot) {}

        @Override
        public void written(PastPlan plan, Reason reason, Shifted shifted) {}

        @Override
        public void fenced(String message) {}
    }
}
