package io.regionalfailover.placement;

import java.util.Map;

/** What a look at a workload came to. */
public sealed interface Sighting {
    /**
     * Seen.
     *
     * @param desired how many copies are wanted: the workload's replicas, the autoscaler's {@code minReplicas}, the nodes a
     *     DaemonSet is meant for
     * @param ready how many are ready, of a generation that the cluster has taken note of; 0 until it has
     * @param available how many have been ready for as long as the workload asks, as the cluster told last, of whatever
     *     generation; as {@code ready} where it does not tell
     * @param stamps the epochs that scale-ups left, by owner
     * @param resourceVersion of the very object that was read
     */
    record Seen(int desired, int ready, int available, Map<String, Long> stamps, String resourceVersion)
            implements Sighting {
        public Seen {
            stamps = Map.copyOf(stamps);
        }
    }

    /** There is no such object or no such kind, or nothing that could be counted. */
    record Missing(String message) implements Sighting {}

    /** The cluster said no, to this identity or this question; waiting does not help. */
    record Refused(String message) implements Sighting {}

    /** The cluster did not answer in time, or not sensibly. Nothing is known. */
    record Unreachable(String message) implements Sighting {}
}
