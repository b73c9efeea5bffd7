package io.regionalfailover.decision;

import java.time.Instant;
import java.util.Set;

/**
 * An order as it travels with a plan: these regions must not serve.
 *
 * @param id hash of the order's identity, 1-8 lower-case letters and digits
 * @param author hash of the vantage point in whose cluster it was given, likewise
 * @param regions which the policy leaves
 * @param force true: as {@link Order#force()}
 * @param expiresAt absolute wall-clock expiry, whole seconds
 */
public record OrderMark(String id, String author, Set<String> regions, boolean force, Instant expiresAt) {
    /** What the ids of rehearsals begin with, and those of no other order. */
    public static final char DRILL = 'd';

    public OrderMark {
        regions = Set.copyOf(regions);
    }

    /** Whether it is a rehearsal's. */
    public boolean isDrill() {
        return id.charAt(0) == DRILL;
    }
}
