package io.regionalfailover.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.regionalfailover.operator.liveness.ApiServer;
import io.regionalfailover.operator.liveness.Heartbeat;
import io.regionalfailover.operator.liveness.Reconciles;
import io.regionalfailover.operator.liveness.Watchdog;
import io.regionalfailover.operator.liveness.Watchdog.Watched;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Predicate;

/** What the watchdog looks at: each policy's reconciles, each loop's turns, and the threads that all of them need. */
final class WatchdogMaker {
    /** How long a thread may not come to a task that takes no time. */
    static final Duration THREADS_PATIENCE = Duration.ofMinutes(1);

    /** Longer than a reconcile that failed waits for its next attempt, whatever the resync. */
    private static final Duration LEAST_PATIENCE = Duration.ofMinutes(2);

    private static final Predicate<String> NEVER = name -> false;

    private final Heartbeat timers;
    private final Heartbeat workers;

    /**
     * @param timers the thread of the timers
     * @param workers where turns and attempts run
     */
    WatchdogMaker(Executor timers, Executor workers) {
        this.timers = new Heartbeat(timers);
        this.workers = new Heartbeat(workers);
    }

    /** @param resync how often each policy is reconciled, and takes a turn */
    Watchdog over(
            Duration resync, KubernetesClient client, Lifecycle lifecycle, Policies policies, Reconciles reconciles) {
        Duration thrice = resync.multipliedBy(3);
        Duration patience = thrice.compareTo(LEAST_PATIENCE) > 0 ? thrice : LEAST_PATIENCE;
        ApiServer apiServer = new ApiServer(client.getConfiguration());
        return new Watchdog(
                List.of(
                        new Watched(
                                "FailoverPolicy",
                                "has not been reconciled",
                                () -> carriesOut(lifecycle) ? reconciles.marks() : Map.of(),
                                patience,
                                apiServer::isAway),
                        new Watched(
                                "the loop of FailoverPolicy",
                                "has taken no turn",
                                () -> carriesOut(lifecycle) ? policies.turns() : Map.of(),
                                patience,
                                NEVER),
                        new Watched(
                                "thread",
                                "has run no task",
                                () -> Map.of("timers", timers.beat(), "workers", workers.beat()),
                                THREADS_PATIENCE,
                                NEVER),
                        new Watched(
                                "thread",
                                "has not looked at the Lease",
                                () -> lifecycle
                                        .looks()
                                        .map(looks -> Map.of("lease", looks))
                                        .orElseGet(Map::of),
                                THREADS_PATIENCE,
                                NEVER)),
                OperatorLiveness.LOOKS_EVERY,
                OperatorLiveness::tell);
    }

    /** Who waits or starts has nothing to go on with yet. */
    private static boolean carriesOut(Lifecycle lifecycle) {
        return lifecycle.phase() == Lifecycle.Phase.STARTED;
    }
}
