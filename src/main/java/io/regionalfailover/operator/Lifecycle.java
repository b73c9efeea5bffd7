package io.regionalfailover.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ExecutorServiceManager;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.regionalfailover.operator.election.Election;
import io.regionalfailover.operator.election.KubernetesLease;
import io.regionalfailover.operator.orders.OrderDesk;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * When policies are carried out: at once, or, where replicas stand for a Lease, while this process holds it. A process that
 * waits has loaded nothing; one that was deposed ends, and its supervisor starts it as one that waits.
 */
@ApplicationScoped
public class Lifecycle {
    private static final Logger LOG = Logger.getLogger(Lifecycle.class);
    private static final int BEFORE_THE_REST = 100;
    private static final int AFTER_THE_REST = 10_000;
    private static final int TERMINATED = 143;
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(1);

    /** However stuck it is; the supervisor starts it again. */
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(4);

    /** Where the process stands. */
    public enum Phase {
        /** Somebody else carries out policies, or nobody does yet. */
        WAITING,
        /** It reads what there is. */
        STARTING,
        /** It carries out policies. */
        STARTED
    }

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("lease").factory());
    private final Operator operator;
    private final Policies policies;
    private final OrderDesk orders;
    private final AtomicBoolean halting = new AtomicBoolean();
    private volatile Phase phase = Phase.STARTING;
    private @Nullable Election election;
    private @Nullable KubernetesLease lease;

    /**
     * @param operator made when it is first needed
     * @param policies the loops, which speak with the peers once this process carries out policies
     * @param orders are taken up before any policy is
     */
    public Lifecycle(Operator operator, Policies policies, OrderDesk orders) {
        this.operator = operator;
        this.policies = policies;
        this.orders = orders;
    }

    /** Where the process stands. */
    public Phase phase() {
        return phase;
    }

    /** Who holds the Lease, as far as this process knows. */
    public Optional<String> leader() {
        return Optional.ofNullable(election).flatMap(Election::holder);
    }

    /** How often this process has looked at the Lease; empty where none is asked for. */
    public Optional<Long> looks() {
        return Optional.ofNullable(election).map(Election::looks);
    }

    void start(
            @Observes StartupEvent event,
            Settings settings,
            Identity identity,
            KubernetesClient client,
            SteadyClock clock) {
        // Quarkus says that the process is to end only once it has started, which a silent API server keeps it from.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> haltLater(TERMINATED), "terminated"));
        Settings.LeaderElection wanted = settings.leaderElection();
        if (!wanted.enabled()) {
            startReconcilers();
            return;
        }
        phase = Phase.WAITING;
        KubernetesLease store = new KubernetesLease(
                client.getConfiguration(),
                identity.namespace(),
                wanted.leaseName(),
                wanted.leaseDuration(),
                InstantSource.system());
        lease = store;
        Election begun = new Election(
                store,
                candidate(),
                new Election.Times(wanted.leaseDuration(), wanted.renewDeadline(), wanted.retryPeriod()),
                clock,
                thread,
                new Election.Listener() {
                    @Override
                    public void elected() {
                        Thread.ofPlatform().name("start").start(Lifecycle.this::startElected);
                    }

                    @Override
                    public void deposed(String holder) {
                        end("The lease is held by \"" + holder
                                + "\" now: this process ends, to be started as one that waits");
                    }
                });
        election = begun;
        begun.begin();
    }

    /** In a pod the process has the same number each time its container starts, so it takes its own lease again at once. */
    private static String candidate() {
        return System.getenv().getOrDefault("HOSTNAME", "local") + "_"
                + ProcessHandle.current().pid();
    }

    private void startElected() {
        try {
            startReconcilers();
        } catch (RuntimeException e) {
            LOG.error("Policies cannot be carried out", e);
            end("This process ends, so that another one tries");
        }
    }

    private void startReconcilers() {
        phase = Phase.STARTING;
        LOG.info("Reads the policies that there are");
        orders.tellPolicies(policies::ordersChanged);
        orders.open();
        policies.beginExchange();
        operator.start();
        keepTheTimersThread();
        phase = Phase.STARTED;
    }

    /**
     * The operator SDK's timers have no thread that stays. One that does not gives up waiting after 10 ms, and as long as a timer is set
     * another one takes its place: a hundred times a second.
     */
    private void keepTheTimersThread() {
        ExecutorServiceManager executors = operator.getConfigurationService().getExecutorServiceManager();
        if (executors.scheduledExecutorService() instanceof ScheduledThreadPoolExecutor timers) {
            timers.setCorePoolSize(1);
        }
    }

    private void end(String why) {
        LOG.error(why);
        haltLater(1);
        Quarkus.asyncExit(1);
    }

    private void haltLater(int code) {
        if (halting.compareAndSet(false, true)) {
            // A thread of its own: any other may be what is stuck.
            Executors.newSingleThreadScheduledExecutor(
                            Thread.ofPlatform().daemon().name("end").factory())
                    .schedule(() -> Runtime.getRuntime().halt(code), ENDS_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    void stop(@Observes @Priority(BEFORE_THE_REST) ShutdownEvent event) {
        if (phase != Phase.WAITING) {
            stopReconcilers();
        }
    }

    /** Who is still starting holds the operator for as long as the API server is silent: that is not waited for. */
    private void stopReconcilers() {
        Thread stopping = Thread.ofPlatform().daemon().name("stop").start(operator::stop);
        try {
            if (!stopping.join(STOPS_WITHIN)) {
                LOG.warnf(
                        "Reconcilers have not ended within %d ms; the process ends all the same",
                        STOPS_WITHIN.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Once nothing is written any more, whoever waits may go on. */
    void resign(@Observes @Priority(AFTER_THE_REST) ShutdownEvent event) {
        if (election != null) {
            election.resign();
        }
        thread.shutdownNow();
        if (lease != null) {
            // It waits for answers under way, which nobody needs any more.
            Thread.ofPlatform().daemon().name("close").start(lease::close);
        }
    }
}
