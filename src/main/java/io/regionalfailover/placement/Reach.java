package io.regionalfailover.placement;

/** Whether a cluster answers. */
public sealed interface Reach {
    /**
     * It does, and accepts our credentials. What they allow shows only when it is tried.
     *
     * @param version of its API server, such as {@code v1.35.4}
     */
    record Reached(String version) implements Reach {}

    /** It answers, and does not accept our credentials. */
    record Refused(String message) implements Reach {}

    /** It did not answer in time, or not sensibly. */
    record Unreachable(String message) implements Reach {}
}
