package io.regionalfailover.decision;

import java.util.Set;

/** How far a plan is on the way to the weights that are wanted. */
public sealed interface Stage {
    /** Nothing more is on its way. */
    record Settled() implements Stage {}

    /**
     * Traffic is leaving in steps.
     *
     * @param percent taken away so far, 1-99
     * @param base the weights published before the shift began
     * @param from the regions that traffic leaves, each with weight in {@code base}
     */
    record Evacuating(int percent, Weights base, Set<String> from) implements Stage {
        public Evacuating {
            from = Set.copyOf(from);
        }
    }

    /**
     * Traffic is returning in steps.
     *
     * @param percent of the steady share given so far, 1-99
     */
    record Returning(int percent) implements Stage {}
}
