package io.regionalfailover.operator;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** What everything runs on: one thread of timers, which only hands on, and a virtual thread for each task. */
final class Threads implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Threads.class);
    private static final Duration BREAKS_OFF_WITHIN = Duration.ofSeconds(1);

    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("timers").factory());

    Threads() {
        timers.setRemoveOnCancelPolicy(true);
    }

    ExecutorService workers() {
        return workers;
    }

    ScheduledExecutorService timers() {
        return timers;
    }

    /** Ends all of it. Whoever takes the Lease next is not to meet a write of ours: what is under way breaks off first. */
    @Override
    public void close() {
        timers.shutdownNow();
        workers.shutdownNow();
        try {
            if (!workers.awaitTermination(BREAKS_OFF_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warnf("Work is still under way %d ms after it was told to end", BREAKS_OFF_WITHIN.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
