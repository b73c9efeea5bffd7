package io.regionalfailover.operator.policy;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.regionalfailover.api.v1alpha1.DnsZone;
import io.regionalfailover.api.v1alpha1.FailoverPolicy;
import io.regionalfailover.api.v1alpha1.Region;
import io.regionalfailover.decision.Reason;
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
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executor;

/** Policies of a process that has no peers and whose probes all pass, on virtual time. */
final class LonePolicies {
    static final Duration RESYNC = Duration.ofSeconds(60);

    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    private LonePolicies() {}

    /** @param executor on which turns run */
    static LoopParts parts(VirtualTime time, Executor executor) {
        return parts(time, executor, Intake.none(time));
    }

    /** Of a process that takes up policies that there were before it. */
    static LoopParts parts(VirtualTime time, Executor executor, Intake intake) {
        Random random = new Random(1);
        return new LoopParts(
                new Prober(
                        new Prober.Surroundings(time, time, time, random, ProbeMetrics.NONE),
                        (target, timeout) -> ProbeResult.PASSING),
                region -> new WorkloadAccess.Access.Elsewhere(),
                executor,
                time,
                time,
                time,
                executor,
                new VelocityLedger(1),
                new SelfDoubt(time.instant()),
                () -> HexFormat.of().toHexDigits(random.nextLong()),
                random,
                "test",
                "test",
                GivenOrders.NONE,
                Exchange.alone(new Author("test", "test", "0123456789abcdef"), time, time),
                intake,
                RESYNC,
                fault -> {
                    throw fault;
                });
    }

    /**
     * A policy with two regions and one check.
     *
     * @param interval of the check
     */
    static PolicyModel model(String name, String apex, String interval) {
        Translation translation = new PolicyTranslator("test", "shop", Optional.empty())
                .translate(
                        YAML.unmarshal("""
                                metadata: {name: %s, namespace: shop, generation: 1}
                                spec:
                                  dns: {zone: a-zone, records: [{name: %s.%s, type: A}]}
                                  regions:
                                  - {name: east, weight: 100, endpoints: [{addresses: ["192.0.2.1"]}]}
                                  - {name: west, weight: 0, endpoints: [{addresses: ["192.0.2.2"]}]}
                                  checks:
                                  - {name: frontend, interval: %s, timeout: 1s, tcp: {address: "{target}:443"}}
                                """.formatted(name, name, apex, interval), FailoverPolicy.class),
                        new References(
                                Optional.of(YAML.unmarshal("""
                                        metadata: {name: a-zone}
                                        spec: {domainName: %s, provider: {route53: {hostedZoneId: Z1}}}
                                        """.formatted(apex), DnsZone.class)),
                                Map.of("east", new Region(), "west", new Region()),
                                Map.of(),
                                Map.of()));
        return ((Translation.Accepted) translation).model();
    }

    /** Is told much and does nothing. */
    record Nobody() implements Reporter {
        @Override
        public void report(PolicySnapshot snapshot) {}

        @Override
        public void written(PastPlan plan, Reason reason, Shifted shifted) {}

        @Override
        public void fenced(String message) {}
    }
}
