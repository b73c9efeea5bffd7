package io.regionalfailover.testing.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * A clock, a timer and an executor in one: nothing runs and no time passes but by {@link #advance}, in the thread that calls
 * it, and tasks run one after another in the order of their moments. Any thread may hand tasks in.
 */
public final class VirtualTime extends AbstractExecutorService implements ScheduledExecutorService, InstantSource {
    private final PriorityQueue<Task<?>> tasks = new PriorityQueue<>(
            Comparator.<Task<?>, Instant>comparing(task -> task.at).thenComparing(task -> task.number));
    private Instant now;
    private long number;

    public VirtualTime(Instant start) {
        now = start;
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    /** Time passes, and everything due by then is run at its moment. */
    public void advance(Duration by) {
        Instant end = instant().plus(by);
        for (Optional<Task<?>> next = due(end); next.isPresent(); next = due(end)) {
            next.get().run();
        }
        passTo(end);
    }

    private synchronized Optional<Task<?>> due(Instant end) {
        Task<?> next = tasks.peek();
        if (next == null || next.at.isAfter(end)) {
            return Optional.empty();
        }
        tasks.remove(next);
        passTo(next.at);
        return Optional.of(next);
    }

    private synchronized void passTo(Instant moment) {
        now = moment.isAfter(now) ? moment : now;
    }

    /** Runs what is due now. */
    public void settle() {
        advance(Duration.ZERO);
    }

    @Override
    public void execute(Runnable command) {
        var unused = schedule(command, 0, TimeUnit.NANOSECONDS);
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
        Task<V> task = new Task<>(callable, now.plus(delay, unit.toChronoUnit()), number++);
        tasks.add(task);
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
        List<Runnable> left = List.copyOf(tasks);
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

    private final class Task<V> extends FutureTask<V> implements ScheduledFuture<V> {
        private final Instant at;
        private final long number;

        private Task(Callable<V> callable, Instant at, long number) {
            super(callable);
            this.at = at;
            this.number = number;
        }

        /** A task that fails fails the test, which a future would hide. */
        @Override
        protected void setException(Throwable failure) {
            super.setException(failure);
            throw new AssertionError("a task failed", failure);
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(Duration.between(instant(), at));
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }
}
