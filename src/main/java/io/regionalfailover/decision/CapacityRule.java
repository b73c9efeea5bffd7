package io.regionalfailover.decision;

import java.time.Duration;

/**
 * A workload that must have room in a region before traffic comes there.
 *
 * @param name unique in the policy
 * @param total replicas that the whole of the traffic needs, 1 or more
 * @param minPerRegion replicas that a region has whatever its share is, 0 or more
 * @param minPercent of the replicas that a region needs, how many must be ready, 1-100
 * @param timeout how long a shift waits for them
 * @param holdsOnTimeout true: then it goes on waiting; false: then traffic moves all the same
 * @param lowers true: replicas are taken back where traffic has left
 */
public record CapacityRule(
        String name,
        int total,
        int minPerRegion,
        int minPercent,
        Duration timeout,
        boolean holdsOnTimeout,
        boolean lowers) {

    /** The replicas that a share of the traffic needs. */
    int needed(Fraction share) {
        return Math.max(minPerRegion, share.times(total).ceiling());
    }

    /** How many of the replicas needed must be ready. */
    int mustBeReady(int needed) {
        return Fraction.of(needed, 1).percent(minPercent).ceiling();
    }
}
