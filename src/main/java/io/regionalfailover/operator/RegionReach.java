package io.regionalfailover.operator;

import io.regionalfailover.decision.Reason;
import io.regionalfailover.operator.report.Conditions;
import io.regionalfailover.placement.KubernetesCluster;
import io.regionalfailover.placement.Reach;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Whether the Regions' clusters answer: each is asked in the background from time to time, so that a silent one holds up
 * nobody.
 */
public final class RegionReach {
    /** The condition that tells it. Absent where a Region names no cluster. */
    static final String CONDITION = "ClusterReachable";

    private record Asked(KubernetesCluster cluster, Instant at, Optional<Reach> answer) {}

    private final RegionClusters clusters;
    private final InstantSource clock;
    private final Executor workers;
    private final Duration every;
    private final Map<String, Asked> asked = new ConcurrentHashMap<>();

    /**
     * @param clusters whose reach is asked for
     * @param clock steady
     * @param workers may be blocked for some seconds
     * @param every how often a cluster is asked
     */
    public RegionReach(RegionClusters clusters, InstantSource clock, Executor workers, Duration every) {
        this.clusters = clusters;
        this.clock = clock;
        this.workers = workers;
        this.every = every;
    }

    /**
     * Adds the condition, from what the cluster answered last, and has it asked again when that is due.
     *
     * @param changed is told, on another thread, when the answer is another one than before
     */
    Conditions add(Conditions conditions, String region, Consumer<String> changed) {
        return switch (clusters.standing(region)) {
            case RegionClusters.Standing.None() -> {
                asked.remove(region);
                yield conditions;
            }
            case RegionClusters.Standing.Closed(boolean lasting, String message) -> {
                asked.remove(region);
                yield lasting
                        ? conditions.state(CONDITION, false, Reason.INVALID_REFERENCE, message)
                        : conditions.unknown(CONDITION, Reason.INVALID_REFERENCE, message);
            }
            case RegionClusters.Standing.Open(KubernetesCluster cluster, var ignored) ->
                told(conditions, answer(region, cluster, changed));
        };
    }

    private Optional<Reach> answer(String region, KubernetesCluster cluster, Consumer<String> changed) {
        Instant now = clock.instant();
        Optional<Asked> before = Optional.ofNullable(asked.get(region)).filter(known -> known.cluster() == cluster);
        Optional<Reach> last = before.flatMap(Asked::answer);
        if (before.filter(known -> now.isBefore(known.at().plus(every))).isPresent()) {
            return last;
        }
        asked.put(region, new Asked(cluster, now, last));
        workers.execute(() -> {
            Optional<Reach> answer = Optional.of(cluster.reach());
            asked.computeIfPresent(
                    region,
                    (name, latest) -> latest.cluster() == cluster ? new Asked(cluster, latest.at(), answer) : latest);
            if (!answer.equals(last)) {
                changed.accept(region);
            }
        });
        return last;
    }

    private static Conditions told(Conditions conditions, Optional<Reach> answer) {
        if (answer.isEmpty()) {
            return conditions.unknown(CONDITION, Reason.CLUSTER_UNREACHABLE, "the cluster has not answered yet");
        }
        return switch (answer.get()) {
            case Reach.Reached(String version) ->
                conditions.state(
                        CONDITION,
                        true,
                        Reason.CLUSTER_ANSWERS,
                        "the API server answers, version " + version
                                + "; whether the rights suffice shows when a workload is" + " looked at");
            case Reach.Refused(String message) ->
                conditions.state(
                        CONDITION,
                        false,
                        Reason.CLUSTER_REFUSED,
                        message + "; workloads there are neither seen nor scaled");
            case Reach.Unreachable(String message) ->
                conditions.state(
                        CONDITION,
                        false,
                        Reason.CLUSTER_UNREACHABLE,
                        message + "; workloads there are neither seen nor scaled");
        };
    }
}
