package io.regionalfailover.placement;

/** What a scale-up or a scale-down came to. */
public sealed interface Scaled {
    /**
     * As asked, or so already.
     *
     * @param desired how many copies are wanted now
     */
    record Done(int desired) implements Scaled {}

    /**
     * Not scaled: a newer plan or another policy counts on the workload, or it has changed since it was read. Look and judge
     * again.
     */
    record Outdated(String message) implements Scaled {}

    /** There is no such object or no such kind, or nothing that could be scaled. */
    record Missing(String message) implements Scaled {}

    /** The cluster said no, to this identity or this count; waiting does not help. */
    record Refused(String message) implements Scaled {}

    /** The cluster did not answer in time, or not sensibly. The write may have happened; both writes may be repeated. */
    record Unreachable(String message) implements Scaled {}
}
