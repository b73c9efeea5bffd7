package io.regionalfailover.decision;

/** How far a plan is on the way to the weights that are wanted. */
public sealed interface Stage {
    /** Nothing more is on its way. */
    record Settled() implements Stage {}

    /**
     * Traffic is leaving in steps.
     *
     * @param percent taken away so far, 1-99
     * @param base the weights published before the shift began
     */
    record Evacuating(int percent, Weights base) implements Stage {}

    /**
     * Traffic is returning in steps.
     *
     * @param percent of the steady share given so far, 1-99
     */
    record Returning(int percent) implements Stage {}
}
