package io.regionalfailover.bench;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;

/** Waits in a run: for what comes, and for time in which something is measured. */
final class Waiting {
    private static final Duration POLL = Duration.ofMillis(50);

    private Waiting() {}

    /**
     * Waits for a condition.
     *
     * @return how long, in seconds
     * @throws IllegalStateException when it does not come in time
     */
    static double until(String what, Duration atMost, BooleanSupplier condition) {
        return until(what, atMost, POLL, condition);
    }

    /** The same, looking less often: to look costs what is measured. */
    static double until(String what, Duration atMost, Duration poll, BooleanSupplier condition) {
        long began = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - began > atMost.toNanos()) {
                throw new IllegalStateException("not within " + atMost + ": " + what);
            }
            window(poll);
        }
        return (System.nanoTime() - began) / 1e9;
    }

    /**
     * Waits until a count has not risen for a time.
     *
     * @throws IllegalStateException when it goes on rising
     */
    static void steady(String what, Duration unchangedFor, Duration atMost, DoubleSupplier count) {
        double[] last = {count.getAsDouble()};
        long[] since = {System.nanoTime()};
        until(what, atMost, Duration.ofSeconds(1), () -> {
            double now = count.getAsDouble();
            if (now != last[0]) {
                last[0] = now;
                since[0] = System.nanoTime();
            }
            return System.nanoTime() - since[0] >= unchangedFor.toNanos();
        });
    }

    /** Lets a window pass over which something is counted, or that sets two events apart: its length is the point, and nothing is waited for. */
    static void window(Duration length) {
        long end = System.nanoTime() + length.toNanos();
        for (long left = length.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
