package io.regionalfailover.operator;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.regionalfailover.operator.liveness.Watchdog;
import io.regionalfailover.operator.liveness.Watchdog.Finding;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;
import org.jboss.logging.Logger;

/**
 * Alive is who does what has to be done again and again. One that is stuck is ended by its kubelet: nothing else frees a
 * thread, and a process that starts changes no weight.
 */
@Liveness
@ApplicationScoped
public class OperatorLiveness implements HealthCheck {
    private static final Logger LOG = Logger.getLogger(OperatorLiveness.class);

    /** How often the watchdog looks. */
    static final Duration LOOKS_EVERY = Duration.ofSeconds(5);

    /** How often a kubelet asks, by the chart; as much as two of these count between two answers. */
    private static final Duration ASKED_EVERY = Duration.ofSeconds(10);

    private static final int MOST_NAMED = 5;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("watchdog").factory());
    private final Watchdog watchdog;
    private final Watchdog onTheWatchdog;
    private final SteadyClock clock;

    /** @param watchdog looks while the process runs */
    public OperatorLiveness(Watchdog watchdog, SteadyClock clock) {
        this.watchdog = watchdog;
        this.clock = clock;
        onTheWatchdog = new Watchdog(
                List.of(new Watchdog.Watched(
                        "thread",
                        "has not looked",
                        () -> Map.of("watchdog", watchdog.looks()),
                        WatchdogMaker.THREADS_PATIENCE,
                        name -> false)),
                ASKED_EVERY,
                OperatorLiveness::tell);
    }

    /** A line in the log when something stands still, and when all goes on again. */
    static void tell(List<Finding> findings) {
        if (findings.isEmpty()) {
            LOG.info("Nothing stands still any more; this process is alive again");
        } else {
            LOG.errorf(
                    "%s%s. This process says that it is not alive, to be started anew",
                    findings.getFirst(),
                    findings.size() > 1 ? "; so it is with " + (findings.size() - 1) + " more" : "");
        }
    }

    void start(@Observes StartupEvent event) {
        var unused = thread.scheduleWithFixedDelay(
                this::look, LOOKS_EVERY.toMillis(), LOOKS_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            watchdog.look(clock.instant());
        } catch (RuntimeException e) {
            LOG.warn("A look of the watchdog failed", e);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        thread.shutdownNow();
    }

    @Override
    public synchronized HealthCheckResponse call() {
        onTheWatchdog.look(clock.instant());
        List<Finding> findings = onTheWatchdog.findings().isEmpty() ? watchdog.findings() : onTheWatchdog.findings();
        HealthCheckResponseBuilder answer =
                HealthCheckResponse.named("operator").status(findings.isEmpty());
        findings.stream().limit(MOST_NAMED).forEach(finding -> answer.withData(finding.object(), finding.sentence()));
        if (findings.size() > MOST_NAMED) {
            answer.withData("more", findings.size() - MOST_NAMED);
        }
        return answer.build();
    }
}
