package io.regionalfailover.simulation;

import java.time.Duration;

/**
 * A fault at its time.
 *
 * @param at since the start
 */
record Timed(Duration at, Fault fault) {
    @Override
    public String toString() {
        return String.format("%02d:%02d.%03d %s", at.toMinutes(), at.toSecondsPart(), at.toMillisPart(), fault);
    }
}
