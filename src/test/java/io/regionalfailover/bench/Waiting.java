package io.regionalfailover.bench;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

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
        long began = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - began > atMost.toNanos()) {
                throw new IllegalStateException("not within " + atMost + ": " + what);
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
        return (System.nanoTime() - began) / 1e9;
    }

    /** Lets time pass. */
    static void pause(Duration time) throws InterruptedException {
        Thread.sleep(time);
    }
}
