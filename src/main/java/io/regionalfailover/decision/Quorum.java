package io.regionalfailover.decision;

/** How many of the configured vantage points have to agree before a check's verdict changes. */
public enum Quorum {
    MAJORITY,
    ANY,
    ALL;

    /**
     * The number of agreeing votes needed.
     *
     * @param denominator the vantage points that count, at least 1
     */
    public int needed(int denominator) {
        return switch (this) {
            case MAJORITY -> denominator / 2 + 1;
            case ANY -> 1;
            case ALL -> denominator;
        };
    }
}
