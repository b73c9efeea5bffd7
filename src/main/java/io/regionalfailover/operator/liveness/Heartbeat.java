package io.regionalfailover.operator.liveness;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** A task that goes through an executor again and again; one at a time, so that a stuck executor gathers none. */
public final class Heartbeat {
    private final Executor executor;
    private final AtomicBoolean under = new AtomicBoolean();
    private final AtomicLong beats = new AtomicLong();

    /** @param executor the one to watch */
    public Heartbeat(Executor executor) {
        this.executor = executor;
    }

    /** Returns how many tasks came through so far, and sends the next one unless one is on its way. */
    public long beat() {
        if (under.compareAndSet(false, true)) {
            try {
                executor.execute(() -> {
                    beats.incrementAndGet();
                    under.set(false);
                });
            } catch (RejectedExecutionException e) {
                // It is going down, and with it the process: its beats stand still from here on.
            }
        }
        return beats.get();
    }
}
