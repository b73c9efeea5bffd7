package io.regionalfailover.operator.policy;

import java.time.Duration;
import java.time.Instant;

/** When a loop reads its zone back next, and whether it does so now. Touched by one turn at a time. */
final class NextReading {
    private Instant dueAt;
    private boolean underWay;

    NextReading(Instant firstAt) {
        dueAt = firstAt;
    }

    /** Returns false when one is under way already. */
    boolean begin() {
        boolean begins = !underWay;
        underWay = true;
        return begins;
    }

    void end() {
        underWay = false;
    }

    /** Counted from the end of the one before: a zone that takes long is not read without a pause. */
    void isDueAt(Instant moment) {
        dueAt = moment;
    }

    boolean isDue(Instant now) {
        return !underWay && !now.isBefore(dueAt);
    }

    /**
     * When a turn is to look again. While a reading is under way none is due: its end is a message, and takes a turn of its own.
     *
     * @param every a turn is taken so often all the same
     */
    Instant nextAt(Instant now, Duration every) {
        return underWay ? now.plus(every) : dueAt;
    }
}
