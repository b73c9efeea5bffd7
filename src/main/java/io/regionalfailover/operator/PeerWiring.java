package io.regionalfailover.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.regionalfailover.peers.Author;
import io.regionalfailover.peers.Exchange;
import io.regionalfailover.peers.PeerDesk;
import io.regionalfailover.peers.http.PeerHttp;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Puts the parts together that speak with the other instances. */
@ApplicationScoped
public class PeerWiring {
    @Produces
    @Singleton
    Optional<PeerHttp> peerHttp(Settings settings, MeterRegistry registry, SteadyClock clock, Threads threads) {
        return PeerRoutes.options(settings)
                .map(options -> new PeerHttp(options, clock, threads.workers(), new PeerHttpMeters(registry)));
    }

    @Produces
    @Singleton
    @Typed(Exchange.class)
    Exchange exchange(
            Settings settings,
            Identity identity,
            KubernetesClient client,
            Optional<PeerHttp> http,
            Instance<Policies> policies,
            SteadyClock clock,
            Threads threads) {
        Author author = new Author(
                settings.installationId(),
                identity.vantagePoint(),
                HexFormat.of().toHexDigits(new SecureRandom().nextLong()));
        if (http.isEmpty()) {
            return Exchange.alone(author, clock, threads.timers());
        }
        return new Exchange(
                author,
                settings.peers().orElse(List.of()),
                http.get().line(),
                new PolicyHoldings(client, policy -> policies.get().carriesOut(policy)),
                clock,
                threads.timers());
    }

    @Produces
    @Singleton
    PeerDesk desk(Lifecycle lifecycle, Exchange exchange) {
        return new ActiveDesk(lifecycle, exchange.desk());
    }
}
