package io.regionalfailover.health;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The one moment by which every phase of an attempt ends.
 *
 * @param clock steady
 * @param at the moment
 * @param timeout of the whole attempt, for messages
 */
record Deadline(InstantSource clock, Instant at, Duration timeout) {

    static Deadline in(InstantSource clock, Duration timeout) {
        return new Deadline(clock, clock.instant().plus(timeout), timeout);
    }

    /** What is left, negative when it has passed. */
    Duration remaining() {
        return Duration.between(clock.instant(), at);
    }

    boolean passed() {
        return !remaining().isPositive();
    }

    /** What is left in whole milliseconds, at least 1: 0 would mean for ever to a socket. */
    int millis() {
        return Math.clamp(remaining().plusNanos(999_999).toMillis(), 1, Integer.MAX_VALUE);
    }

    /** A nearer deadline: an equal share of what is left, for the first of several tries. */
    Deadline share(int tries) {
        return new Deadline(clock, clock.instant().plus(remaining().dividedBy(tries)), timeout);
    }

    /** The timeout as people write it: {@code 500 ms}, {@code 2 s}. */
    String text() {
        long millis = timeout.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }
}
