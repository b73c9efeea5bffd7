package io.regionalfailover.simulation.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * A process's threads and timers. What belongs to a process that died is not run any more; what falls due while it stands
 * still is run when it wakes up, in order.
 */
public final class Life extends AbstractExecutorService implements ScheduledExecutorService {
    private final VirtualTime time;
    private final Deque<Ticket> asleep = new ArrayDeque<>();
    private boolean alive = true;
    private boolean paused;

    /** @param time what its timers go by */
    public Life(VirtualTime time) {
        this.time = time;
    }

    /** Whether the process has not died yet. */
    public boolean isAlive() {
        return alive;
    }

    /** Whether it stands still. */
    public boolean isPaused() {
        return paused;
    }

    /** It dies: nothing that it had in hand is run any more. */
    public void end() {
        alive = false;
        asleep.clear();
    }

    /** It stands still until it is woken. */
    public void pause() {
        paused = true;
    }

    /** It goes on, with what fell due meanwhile. */
    public void wake() {
        paused = false;
        while (!asleep.isEmpty()) {
            time.after(0, asleep.remove());
        }
    }

    /** Runs a task so many nanoseconds later. */
    public Ticket after(long nanos, Runnable task) {
        Ticket ticket = new Ticket(task, time.nanos() + Math.max(0, nanos));
        time.after(nanos, ticket);
        return ticket;
    }

    @Override
    public void execute(Runnable command) {
        after(0, command);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        return after(unit.toNanos(delay), command);
    }

    /** A task, and its time. */
    public final class Ticket implements ScheduledFuture<Object>, Runnable {
        private final Runnable task;
        private final long atNanos;
        private boolean over;
        private boolean cancelled;

        private Ticket(Runnable task, long atNanos) {
            this.task = task;
            this.atNanos = atNanos;
        }

        @Override
        public void run() {
            if (!alive || over) {
                return;
            }
            if (paused) {
                asleep.add(this);
                return;
            }
            over = true;
            task.run();
        }

        @Override
        public boolean cancel(boolean interrupt) {
            boolean possible = !over;
            over = true;
            cancelled |= possible;
            return possible;
        }

        @Override
        public boolean isCancelled() {
            return cancelled;
        }

        @Override
        public boolean isDone() {
            return over;
        }

        @Override
        public Object get() {
            throw unsupported();
        }

        @Override
        public Object get(long timeout, TimeUnit unit) {
            throw unsupported();
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(atNanos - time.nanos(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }

    private static UnsupportedOperationException unsupported() {
        return new UnsupportedOperationException("nobody waits on virtual time");
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        throw unsupported();
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long initialDelay, long period, TimeUnit unit) {
        throw unsupported();
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long initialDelay, long delay, TimeUnit unit) {
        throw unsupported();
    }

    @Override
    public void shutdown() {
        end();
    }

    @Override
    public List<Runnable> shutdownNow() {
        end();
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return !alive;
    }

    @Override
    public boolean isTerminated() {
        return !alive;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return true;
    }
}
