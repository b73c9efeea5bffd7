package io.regionalfailover.placement;

/**
 * The mark that a scale-up leaves on a workload: which policy's plan it was made for. It stands in an annotation of the
 * workload, one for each owner, so that an instance that was paused and wakes with an old plan can see that a newer one
 * counts on what it would take away.
 *
 * @param owner the hash of the policy's identity, 16 hexadecimal characters
 * @param epoch the plan's number, 1 or more; a larger one is newer
 */
public record Stamp(String owner, long epoch) {

    /** What the annotation's key begins with; the owner follows. */
    public static final String ANNOTATION_PREFIX = "regionalfailover.io/epoch.";

    /** The key of the annotation that holds the epoch in decimal digits. */
    public String annotation() {
        return ANNOTATION_PREFIX + owner;
    }
}
