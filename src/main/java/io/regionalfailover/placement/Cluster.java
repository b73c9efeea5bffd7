package io.regionalfailover.placement;

import io.regionalfailover.decision.RoomTrial;
import java.util.Map;

/**
 * A region's cluster, as far as workloads in it are scaled. Calls block their (virtual) thread for about five seconds at
 * most, and never throw: what stood in the way is part of the result.
 */
public interface Cluster {
    /** How many copies are wanted and how many are ready. */
    Sighting look(Workload workload);

    /**
     * Leaves the stamp and sees to it that at least so many copies are wanted; never lowers. The stamp is written first, and
     * also when there are enough copies: whoever wants to scale down has to see it.
     *
     * @param atLeast 0 or more
     * @return {@link Scaled.Outdated} and nothing changed when the workload carries a newer stamp of this owner
     */
    Scaled raise(Workload workload, int atLeast, Stamp stamp);

    /**
     * Lowers the count to this one, if the workload still is what was read; never raises. Nothing is read anew: what
     * {@code asRead} says is what the caller has judged.
     *
     * @param to 0 or more; a HorizontalPodAutoscaler keeps at least 1
     * @param asRead what {@link #look} returned before the caller made sure that the count is too large
     * @return {@link Scaled.Outdated} and nothing changed when {@code asRead} carries a newer stamp of this owner or any of
     *     another one, or when the workload has changed since
     */
    Scaled lower(Workload workload, int to, Stamp stamp, Sighting.Seen asRead);

    /**
     * Tries what scale-ups would come to, and changes nothing. Asks the cluster a few questions for each workload, so it may
     * block for about five seconds times their number; a cluster that is silent is asked once.
     *
     * @param wanted how many copies of each workload would be needed at least; all in one namespace
     * @param stamp as a scale-up would leave it
     * @return what was found for each workload
     */
    Map<Workload, RoomTrial> rehearse(Map<Workload, Integer> wanted, Stamp stamp);
}
