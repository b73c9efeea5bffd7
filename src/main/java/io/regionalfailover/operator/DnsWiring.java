package io.regionalfailover.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.regionalfailover.api.v1alpha1.DnsZone;
import io.regionalfailover.dns.ZoneRuntime;
import io.regionalfailover.dns.embedded.EmbeddedDns;
import io.regionalfailover.operator.secrets.Secrets;
import io.regionalfailover.peers.Exchange;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;

/** Puts the parts together that publish: zones at their providers, and the DNS server of our own. */
@ApplicationScoped
public class DnsWiring {
    @Produces
    @Singleton
    EmbeddedDns embeddedDns(Settings settings, Identity identity, MeterRegistry registry) {
        EmbeddedDns dns = EarlyDns.take()
                .orElseGet(() -> EmbeddedMaker.server(settings.dns().embedded(), identity.vantagePoint()));
        EmbeddedMeters.register(registry, dns.counts());
        return dns;
    }

    @Produces
    @Singleton
    GateDesk gateDesk(Settings settings, SteadyClock clock, MeterRegistry registry) {
        return new GateDesk(settings, clock, registry);
    }

    /** Before anything asks the API server: what was said of regions is said again, whether it is there or not. */
    void openGate(
            @Observes @Priority(1) StartupEvent event,
            GateDesk gates,
            Settings settings,
            Instance<Lifecycle> lifecycle) {
        boolean alone = !settings.leaderElection().enabled();
        gates.listen(() -> alone || lifecycle.get().phase() == Lifecycle.Phase.STARTED);
    }

    /** Before anything asks the API server; where the process has begun with it this looks whether it could. */
    void start(@Observes @Priority(1) StartupEvent event, EmbeddedDns dns) {
        dns.start();
    }

    @Produces
    @Singleton
    Zones zones(
            Settings settings,
            Identity identity,
            KubernetesClient client,
            MeterRegistry registry,
            Secrets secrets,
            EmbeddedDns dns,
            RegionClusters clusters,
            GateDesk gates,
            Exchange exchange,
            SteadyClock clock,
            Threads threads) {
        boolean alone = settings.peers().isEmpty();
        ZoneExchange.connect(dns, exchange, threads.workers(), threads.timers(), clock);
        ZoneRuntime runtime = new ZoneRuntime(clock, threads.timers(), threads.workers(), new SecureRandom());
        return new Zones(
                new Zones.Makers(
                        new Route53Maker(
                                settings.dns().route53(),
                                runtime,
                                registry,
                                new AwsSecrets(secrets, identity.namespace()),
                                gates),
                        new Rfc2136Maker(runtime, registry, new TsigSecrets(secrets, identity.namespace())),
                        new EmbeddedMaker(dns, runtime, registry),
                        new ExternalDnsMaker(
                                runtime, registry, region -> Handover.of(region, clusters, client, alone))),
                name -> client.resources(DnsZone.class).withName(name).get() != null);
    }
}
