package io.regionalfailover.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.regionalfailover.health.AddressPolicy;
import io.regionalfailover.health.NetworkAttempt;
import io.regionalfailover.health.Prober;
import io.regionalfailover.health.SystemDns;
import io.regionalfailover.health.WorkloadReader;
import io.regionalfailover.operator.drills.DrillDesk;
import io.regionalfailover.operator.liveness.Reconciles;
import io.regionalfailover.operator.liveness.Watchdog;
import io.regionalfailover.operator.orders.OrderBook;
import io.regionalfailover.operator.orders.OrderDesk;
import io.regionalfailover.operator.policy.Intake;
import io.regionalfailover.operator.policy.LoopParts;
import io.regionalfailover.operator.policy.SelfDoubt;
import io.regionalfailover.operator.policy.VelocityLedger;
import io.regionalfailover.operator.report.DecisionLog;
import io.regionalfailover.operator.report.EventRecorder;
import io.regionalfailover.operator.report.NarrowExecutor;
import io.regionalfailover.operator.report.PacedExecutor;
import io.regionalfailover.operator.report.PolicyMetrics;
import io.regionalfailover.operator.report.StatusWriter;
import io.regionalfailover.operator.secrets.Secrets;
import io.regionalfailover.operator.translation.PolicyTranslator;
import io.regionalfailover.peers.Exchange;
import io.regionalfailover.peers.http.PeerHttp;
import io.regionalfailover.placement.Clusters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/** Puts the parts together. */
@ApplicationScoped
public class Wiring {
    private static final Logger LOG = Logger.getLogger(Wiring.class);
    private static final String DEFAULT_NAMESPACE = "regional-failover";
    private static final Duration SIGN_OF_LIFE_EVERY = Duration.ofMillis(250);
    private static final int STATUSES_AT_ONCE = 8;
    private static final int EVENTS_AT_ONCE = 4;
    private static final int STATUSES_PER_SECOND = 100;
    private static final int EVENTS_PER_SECOND = 25;
    private static final int REHEARSALS_AT_ONCE = 4;

    private final Threads threads = new Threads();
    private final ExecutorService workers = threads.workers();
    private final ScheduledExecutorService timers = threads.timers();
    private final SteadyClock clock = new SteadyClock();

    @Produces
    @Singleton
    Threads threads() {
        return threads;
    }

    @Produces
    @Singleton
    SteadyClock clock() {
        return clock;
    }

    @Produces
    @Singleton
    EventRecorder events(KubernetesClient client, Identity identity) {
        PacedExecutor paced = new PacedExecutor(workers, EVENTS_AT_ONCE, EVENTS_PER_SECOND, timers, clock);
        return new EventRecorder(client, paced, InstantSource.system(), identity.writer());
    }

    @Produces
    @Singleton
    Identity identity(Settings settings, KubernetesClient client) {
        String region = settings.region().orElse("");
        String namespace = settings.operatorNamespace()
                .or(() -> Optional.ofNullable(client.getConfiguration().getNamespace())
                        .filter(ignored -> System.getenv("KUBERNETES_SERVICE_HOST") != null))
                .orElse(DEFAULT_NAMESPACE);
        return new Identity(
                Identity.vantagePoint(settings.region()),
                (region.isEmpty() ? "" : region + "/") + Identity.host(),
                namespace,
                settings.region());
    }

    @Produces
    @Singleton
    Secrets secrets(KubernetesClient client) {
        return new Secrets(client, clock);
    }

    @Produces
    @Singleton
    RegionClusters clusters(KubernetesClient client, Secrets secrets, Settings settings, Identity identity) {
        return new RegionClusters(new Clusters(client, clock), secrets, settings.region(), identity.namespace());
    }

    @Produces
    @Singleton
    RegionReach reach(RegionClusters clusters, Settings settings) {
        return new RegionReach(clusters, clock, workers, settings.resync());
    }

    @Produces
    @Singleton
    DetachedPolicies detached(EventRecorder events) {
        return new DetachedPolicies(events);
    }

    @Produces
    @Singleton
    WorkloadReader workloads(RegionClusters clusters) {
        return new RegionWorkloads(clusters);
    }

    @Produces
    @Singleton
    Prober prober(Settings settings, MeterRegistry registry, WorkloadReader workloads) {
        AddressPolicy addresses = AddressPolicy.of(
                settings.probe().deniedCidrs().orElse(AddressPolicy.DEFAULT_DENIED),
                settings.probe().allowedCidrs().orElse(List.of()));
        Prober prober = new Prober(
                new Prober.Surroundings(
                        clock, timers, workers, RandomGenerator.getDefault(), new ProbeMeters(registry)),
                new NetworkAttempt(clock, timers, workers, addresses, SystemDns.DEFAULT, workloads));
        var unused = timers.scheduleWithFixedDelay(
                prober::signOfLife, 0, SIGN_OF_LIFE_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return prober;
    }

    @Produces
    @Singleton
    OrderBook orders() {
        return new OrderBook();
    }

    @Produces
    @Singleton
    OrderDesk orderDesk(KubernetesClient client, Settings settings, OrderBook orders) {
        return new OrderDesk(
                client, settings.namespaces().orElse(List.of()), orders, InstantSource.system(), workers, timers);
    }

    @Produces
    @Singleton
    DrillDesk drills(KubernetesClient client, OrderDesk orders, Policies policies, EventRecorder events) {
        return new DrillDesk(client, orders.drills(), policies::regionLoop, events, InstantSource.system());
    }

    @Produces
    @Singleton
    Intake intake() {
        return new Intake(timers);
    }

    @Produces
    @Singleton
    Policies policies(
            Settings settings,
            Identity identity,
            Prober prober,
            Zones zones,
            RegionClusters clusters,
            KubernetesClient client,
            EventRecorder events,
            Exchange exchange,
            OrderBook orders,
            Intake intake,
            MeterRegistry registry) {
        PacedExecutor paced = new PacedExecutor(workers, STATUSES_AT_ONCE, STATUSES_PER_SECOND, timers, clock)
                .after(intake.allJudged());
        SecureRandom random = new SecureRandom();
        LoopParts parts = new LoopParts(
                prober,
                clusters,
                new NarrowExecutor(workers, REHEARSALS_AT_ONCE),
                clock,
                InstantSource.system(),
                timers,
                workers,
                new VelocityLedger(settings.velocity().maxRegionsDraining()),
                new SelfDoubt(clock.instant()),
                () -> HexFormat.of().toHexDigits(random.nextLong()),
                random,
                identity.writer(),
                identity.vantagePoint(),
                orders,
                exchange,
                intake,
                settings.resync(),
                this::turnFailed);
        return new Policies(
                new PolicyTranslator(settings.installationId(), identity.namespace(), identity.region()),
                parts,
                zones,
                new StatusWriter(client, paced, timers),
                new DecisionLog(events),
                new PolicyMetrics(registry),
                orders);
    }

    @Produces
    @Singleton
    Reconciles reconciles(MeterRegistry registry) {
        Reconciles reconciles = new Reconciles();
        FunctionCounter.builder("regional.failover.reconciles", reconciles, Reconciles::total)
                .description("Reconciles of policies that began")
                .register(registry);
        return reconciles;
    }

    @Produces
    @Singleton
    Watchdog watchdog(
            Settings settings, KubernetesClient client, Lifecycle lifecycle, Policies policies, Reconciles reconciles) {
        return new WatchdogMaker(timers, workers).over(settings.resync(), client, lifecycle, policies, reconciles);
    }

    private void turnFailed(RuntimeException fault) {
        if (timers.isShutdown()) {
            LOG.debug("A turn met the end of the process", fault);
        } else {
            LOG.error("A turn failed; the policy's next turn goes on from the last good state", fault);
        }
    }

    void stop(
            @Observes ShutdownEvent event,
            Zones zones,
            GateDesk gates,
            Prober prober,
            Secrets secrets,
            RegionClusters clusters,
            Exchange exchange,
            Optional<PeerHttp> peers) {
        gates.closePort();
        exchange.close();
        peers.ifPresent(PeerHttp::close);
        prober.close();
        clusters.close();
        secrets.close();
        zones.close();
        threads.close();
        gates.close();
    }
}
