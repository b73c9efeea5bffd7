package io.regionalfailover.simulation;

/**
 * An invariant that did not hold.
 *
 * @param invariant such as {@code I1}
 * @param sentence what was seen
 * @param at when, since the start
 */
record Broken(String invariant, String sentence, java.time.Duration at) {
    @Override
    public String toString() {
        return String.format(
                "%s at %02d:%02d.%03d: %s", invariant, at.toMinutes(), at.toSecondsPart(), at.toMillisPart(), sentence);
    }
}
