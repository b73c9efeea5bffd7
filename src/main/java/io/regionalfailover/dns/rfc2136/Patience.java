package io.regionalfailover.dns.rfc2136;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;

/**
 * How long a server may take.
 *
 * @param answer for a connection, and for each answer
 * @param exchange for all answers to a thousand questions or fewer, and for it to take these; a longer list has as much for each thousand
 * @param timer ends an exchange that takes longer
 */
public record Patience(Duration answer, Duration exchange, ScheduledExecutorService timer) {
    /** The time of an exchange runs from now. */
    Deadline begin() {
        return new Deadline(this);
    }
}
