package io.regionalfailover.dns;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When something is to be looked at again. It also tells that the process stood still: then it is long overdue, whatever wakes the
 * process up first. Not safe for several threads.
 */
final class Alarm {
    /** What is overdue by more was due while the process stood still, and what was decided before is gone. */
    private static final Duration LONG = Duration.ofSeconds(5);

    private final ZoneRuntime runtime;
    private final Runnable rung;
    private Optional<Instant> due = Optional.empty();

    /** @param rung is called on a timer; it may come too early */
    Alarm(ZoneRuntime runtime, Runnable rung) {
        this.runtime = runtime;
        this.rung = rung;
    }

    /** It rings at this moment, or earlier: one that would come too late is not relied on. */
    void setTo(Instant moment) {
        if (due.filter(earlier -> !earlier.isAfter(moment)).isEmpty()) {
            due = Optional.of(moment);
            runtime.at(moment, rung);
        }
    }

    /** What is due now is over; returns whether it is long overdue. */
    boolean rings(Instant now) {
        boolean overdue = due.filter(moment -> isLongOverdue(moment, now)).isPresent();
        due = due.filter(now::isBefore);
        return overdue;
    }

    static boolean isLongOverdue(Instant due, Instant now) {
        return due.plus(LONG).isBefore(now);
    }
}
