package io.regionalfailover.simulation.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A clock, a timer and an executor in one: nothing runs and no time passes but by {@link #advance} and {@link #step}, in the
 * thread that calls them, and tasks run one after another in the order of their moments. Any thread may hand tasks in.
 */
public final class VirtualTime extends AbstractExecutorService implements ScheduledExecutorService, InstantSource {
    /** More than any simulation has at one moment: what goes on without time passing would go on for ever. */
    private static final int MOST_OF_A_MOMENT = 1_000_000;

    private final PriorityQueue<Due> tasks = new PriorityQueue<>();
    private final Instant start;
    private Instant now;
    private long nowInstantNanos;
    private long nowNanos;
    private long number;
    private int tasksOfThisMoment;

    /** @param start what the clock shows at first */
    public VirtualTime(Instant start) {
        this.start = start;
        now = start;
    }

    @Override
    public synchronized Instant instant() {
        if (nowInstantNanos != nowNanos) {
            nowInstantNanos = nowNanos;
            now = start.plusNanos(nowNanos);
        }
        return now;
    }

    /** Nanoseconds since the start. */
    public synchronized long nanos() {
        return nowNanos;
    }

    /** Time passes, and everything due by then is run at its moment. */
    public void advance(Duration by) {
        long end = nanos() + by.toNanos();
        while (step(end)) {
            // Each step runs one task.
        }
    }

    /**
     * Runs the next task that is due by a moment; when there is none, that moment has come.
     *
     * @param endNanos nanoseconds since the start
     * @return whether there was one
     */
    public boolean step(long endNanos) {
        Due next = due(endNanos);
        if (next == null) {
            return false;
        }
        next.task.run();
        return true;
    }

    private synchronized @Nullable Due due(long endNanos) {
        Due next = tasks.peek();
        boolean isDue = next != null && next.atNanos <= endNanos;
        passTo(isDue ? next.atNanos : endNanos);
        if (isDue && ++tasksOfThisMoment > MOST_OF_A_MOMENT) {
            throw new AssertionError("at " + instant() + " there is always one more task: it never comes to rest");
        }
        return isDue ? tasks.poll() : null;
    }

    private void passTo(long nanos) {
        if (nanos > nowNanos) {
            nowNanos = nanos;
            tasksOfThisMoment = 0;
        }
    }

    /** Runs what is due now. */
    public void settle() {
        advance(Duration.ZERO);
    }

    /** Runs a task that is not cancelled so many nanoseconds later. */
    public synchronized void after(long nanos, Runnable task) {
        tasks.add(new Due(nowNanos + Math.max(0, nanos), number++, task));
    }

    @Override
    public void execute(Runnable command) {
        after(0, command);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        return schedule(
                () -> {
                    command.run();
                    return true;
                },
                delay,
                unit);
    }

    @Override
    public synchronized <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        long wait = Math.max(0, unit.toNanos(delay));
        Task<V> task = new Task<>(callable, nowNanos + wait);
        after(wait, task);
        return task;
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long initialDelay, long period, TimeUnit unit) {
        throw new UnsupportedOperationException("tasks schedule themselves again");
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long initialDelay, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException("tasks schedule themselves again");
    }

    @Override
    public synchronized void shutdown() {
        tasks.clear();
    }

    @Override
    public synchronized List<Runnable> shutdownNow() {
        List<Runnable> left = new ArrayList<>();
        tasks.forEach(due -> left.add(due.task));
        tasks.clear();
        return left;
    }

    @Override
    public boolean isShutdown() {
        return false;
    }

    @Override
    public boolean isTerminated() {
        return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return true;
    }

    private record Due(long atNanos, long number, Runnable task) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int byTime = Long.compare(atNanos, other.atNanos);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    private final class Task<V> extends FutureTask<V> implements ScheduledFuture<V> {
        private final long atNanos;

        private Task(Callable<V> callable, long atNanos) {
            super(callable);
            this.atNanos = atNanos;
        }

        /** A task that fails ends what runs, which a future would hide. */
        @Override
        protected void setException(Throwable failure) {
            super.setException(failure);
            throw new AssertionError("a task failed", failure);
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(atNanos - nanos(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }
}
