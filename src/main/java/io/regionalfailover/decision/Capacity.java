package io.regionalfailover.decision;

/** What is known of a workload in a region. A workload that was not looked at yet has none. */
public sealed interface Capacity {
    /**
     * It was seen.
     *
     * @param desired replicas that it should have
     * @param ready replicas that are ready
     */
    record Seen(int desired, int ready) implements Capacity {}

    /**
     * It could not be seen, or not be scaled.
     *
     * @param lasting true when waiting does not help: it does not exist, it is not allowed
     * @param message what stands in the way, for a person
     */
    record Unknown(boolean lasting, String message) implements Capacity {}

    /** The region's workloads are in other hands: nothing is to be waited for. */
    record Elsewhere() implements Capacity {}
}
