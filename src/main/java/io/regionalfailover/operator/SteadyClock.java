package io.regionalfailover.operator;

import java.time.Instant;
import java.time.InstantSource;

/**
 * A clock that no wall-clock jump moves: the wall clock's reading at the start of the process, carried on by the monotonic
 * clock. Times that stand in a status are comparable with it across restarts as well as wall clocks are.
 */
public final class SteadyClock implements InstantSource {
    private final Instant start;
    private final long startNanos;

    /** A clock that begins now. */
    public SteadyClock() {
        start = Instant.now();
        startNanos = System.nanoTime();
    }

    @Override
    public Instant instant() {
        return start.plusNanos(System.nanoTime() - startNanos);
    }
}
