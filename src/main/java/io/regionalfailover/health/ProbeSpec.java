package io.regionalfailover.health;

import java.time.Duration;

/**
 * What is probed, and how often.
 *
 * @param target what is probed
 * @param interval from one attempt's start to the next
 * @param timeout of a whole attempt, every phase of it; above 0, at most the interval
 * @param eagerAttempts the first attempts, which come every min(interval, 5 s), so that a first verdict is not far
 */
public record ProbeSpec(ProbeTarget target, Duration interval, Duration timeout, int eagerAttempts) {

    /** @throws IllegalArgumentException when a duration or count is out of range */
    public ProbeSpec {
        if (!timeout.isPositive() || timeout.compareTo(interval) > 0) {
            throw new IllegalArgumentException(
                    "timeout " + timeout + " is not above 0 and at most the interval " + interval);
        }
        if (eagerAttempts < 0) {
            throw new IllegalArgumentException("eagerAttempts " + eagerAttempts + " is below 0");
        }
    }
}
