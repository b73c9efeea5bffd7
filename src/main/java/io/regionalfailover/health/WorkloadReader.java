package io.regionalfailover.health;

/** Looks at workloads in the clusters of regions. */
@FunctionalInterface
public interface WorkloadReader {

    /** What a look came to. */
    sealed interface Look {}

    /**
     * Seen.
     *
     * @param desired how many pods there should be
     * @param available how many are available
     */
    record Seen(int desired, int available) implements Look {}

    /** The cluster answers, and there is no such workload. */
    record Missing(String message) implements Look {}

    /** Nobody can tell: there is no way into the cluster, it does not answer, or it says no. */
    record Unknown(String message) implements Look {}

    /** Looks once, on the calling thread; may block it for a few seconds. Never throws. */
    Look look(WorkloadProbe workload);
}
