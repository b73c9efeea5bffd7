package io.regionalfailover.operator.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The one moment at which a loop takes a turn by time alone. Set by one turn at a time, looked at by several threads. */
final class NextTurn {
    private static final Duration SOONEST = Duration.ofMillis(1);

    private final ScheduledExecutorService timers;
    private final Runnable turn;
    private volatile @Nullable ScheduledFuture<?> set;

    NextTurn(ScheduledExecutorService timers, Runnable turn) {
        this.timers = timers;
        this.turn = turn;
    }

    boolean isSet() {
        return set != null;
    }

    /** In the place of the moment before. */
    void setTo(Instant moment, Instant now) {
        drop();
        Duration wait = Duration.between(now, moment);
        set = timers.schedule(turn, (wait.compareTo(SOONEST) > 0 ? wait : SOONEST).toNanos(), TimeUnit.NANOSECONDS);
    }

    void drop() {
        ScheduledFuture<?> before = set;
        if (before != null) {
            before.cancel(false);
            set = null;
        }
    }
}
