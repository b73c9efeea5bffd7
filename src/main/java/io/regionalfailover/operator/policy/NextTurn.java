package io.regionalfailover.operator.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one moment at which a loop takes a turn by time alone. Set by one turn at a time, looked at by several threads. After most
 * turns it is the same moment as before, and then nothing is done.
 */
final class NextTurn {
    private static final Duration SOONEST = Duration.ofMillis(1);

    private final ScheduledExecutorService timers;
    private final Runnable turn;
    private volatile @Nullable Waiting set;

    NextTurn(ScheduledExecutorService timers, Runnable turn) {
        this.timers = timers;
        this.turn = turn;
    }

    /** A moment to come, until it has come. */
    private static final class Waiting {
        private final Instant moment;
        private volatile boolean hasCome;
        private @Nullable Future<?> timer;

        Waiting(Instant moment) {
            this.moment = moment;
        }
    }

    boolean isSet() {
        return set != null;
    }

    /** Set to the first of these moments, in the place of the one before. */
    void setToFirst(Instant latest, List<Optional<Instant>> others, Instant now) {
        Instant first = latest;
        for (Optional<Instant> other : others) {
            if (other.isPresent() && other.get().isBefore(first)) {
                first = other.get();
            }
        }
        setTo(first, now);
    }

    private void setTo(Instant moment, Instant now) {
        Waiting before = set;
        if (before != null && !before.hasCome && before.moment.equals(moment)) {
            return;
        }
        drop();
        Duration wait = Duration.between(now, moment);
        Waiting next = new Waiting(moment);
        next.timer = timers.schedule(
                () -> {
                    // First: the turn that follows sets the moment anew, even to the same one.
                    next.hasCome = true;
                    turn.run();
                },
                (wait.compareTo(SOONEST) > 0 ? wait : SOONEST).toNanos(),
                TimeUnit.NANOSECONDS);
        set = next;
    }

    void drop() {
        Waiting before = set;
        if (before != null) {
            if (before.timer != null) {
                before.timer.cancel(false);
            }
            set = null;
        }
    }
}
