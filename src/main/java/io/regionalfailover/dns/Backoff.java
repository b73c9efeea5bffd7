package io.regionalfailover.dns;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Waits that double from half a second up to {@value #MOST_SECONDS} s, each shortened by up to a half at random. */
final class Backoff {
    private static final int MOST_SECONDS = 30;
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration MOST = Duration.ofSeconds(MOST_SECONDS);

    private final RandomGenerator random;
    private Duration next = FIRST;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** The next wait, longer than the last on average. */
    Duration next() {
        long nanos = next.toNanos();
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(MOST) < 0 ? doubled : MOST;
        return Duration.ofNanos(nanos - random.nextLong(nanos / 2));
    }

    /** All is well again. */
    void reset() {
        next = FIRST;
    }
}
