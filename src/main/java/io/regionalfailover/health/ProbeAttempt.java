package io.regionalfailover.health;

import java.time.Duration;

/** Tries a target once. */
@FunctionalInterface
public interface ProbeAttempt {

    /**
     * Tries once, on the calling thread, and is back soon after the timeout whatever the target does.
     *
     * @param target what is tried
     * @param timeout for every phase together
     */
    ProbeResult run(ProbeTarget target, Duration timeout);
}
