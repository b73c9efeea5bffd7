package io.regionalfailover.operator.report;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets only so many tasks through to another executor at a time, in the order in which they came. A thousand statuses that
 * change at once are a thousand requests, and an API server that is sent all of them at once answers none.
 */
public final class NarrowExecutor implements Executor {
    private final Executor wide;
    private final int width;
    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();

    /**
     * @param wide runs the tasks
     * @param width how many at a time, at least 1
     */
    public NarrowExecutor(Executor wide, int width) {
        this.wide = wide;
        this.width = width;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        waiting.incrementAndGet();
        letThrough();
    }

    /** How many have not begun. */
    int waiting() {
        return waiting.get();
    }

    private void letThrough() {
        while (waiting.get() > 0) {
            int now = running.get();
            if (now >= width) {
                return;
            }
            if (running.compareAndSet(now, now + 1)) {
                wide.execute(this::work);
            }
        }
    }

    private void work() {
        Runnable task = tasks.poll();
        try {
            if (task != null) {
                waiting.decrementAndGet();
                task.run();
            }
        } finally {
            running.decrementAndGet();
            letThrough();
        }
    }
}
