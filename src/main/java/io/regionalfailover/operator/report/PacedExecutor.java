package io.regionalfailover.operator.report;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Lets tasks through to another executor in the order in which they came, only so many at a time: those that come after a pause 50 ms
 * later, as many as a quarter of a second has, and then so many a second. Where a region dies each of its policies has something to tell, in
 * the minute in which the API server is needed the most, and this process has to take traffic away.
 */
public final class PacedExecutor implements Executor {
    /** A process that starts has each status to write, and at the same time each policy to judge. */
    private static final Duration BURST = Duration.ofMillis(250);

    /**
     * What there is to tell mostly comes of a move, whose request to the DNS provider is put together at this very moment: until it has left, the
     * cores are its own. Nobody sees a status or an event this much later.
     */
    private static final Duration LEAD = Duration.ofMillis(50);

    private final NarrowExecutor narrow;
    private final ScheduledExecutorService timers;
    private final InstantSource clock;
    private final Duration each;
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private Instant wholeAt = Instant.MIN;
    private boolean timed;

    /**
     * @param wide runs the tasks
     * @param width how many at a time, at least 1
     * @param perSecond how many a second, at least 4
     * @param clock steady
     */
    public PacedExecutor(
            Executor wide, int width, int perSecond, ScheduledExecutorService timers, InstantSource clock) {
        this.narrow = new NarrowExecutor(wide, width);
        this.timers = timers;
        this.clock = clock;
        this.each = Duration.ofSeconds(1).dividedBy(perSecond);
    }

    /** Lets nothing through until this is done, and then all that waits at its pace. To be called before the first task. */
    public PacedExecutor after(CompletableFuture<?> moment) {
        synchronized (tasks) {
            timed = true;
        }
        var unused = moment.whenComplete((done, broken) -> timeCame());
        return this;
    }

    @Override
    public void execute(Runnable task) {
        boolean first;
        synchronized (tasks) {
            tasks.add(task);
            first = !timed;
            timed = true;
        }
        if (first) {
            again(LEAD);
        }
    }

    /** How many have not begun. */
    public int waiting() {
        synchronized (tasks) {
            return tasks.size() + narrow.waiting();
        }
    }

    /**
     * Under the lock, for which the timers wait: nothing in it may block. Nobody waits for a moment then.
     *
     * @return how long until the next one may go
     */
    private Optional<Duration> handOn(Instant now) {
        while (!tasks.isEmpty()) {
            Instant whole = (wholeAt.isBefore(now) ? now : wholeAt).plus(each);
            Duration early = Duration.between(now.plus(BURST), whole);
            if (early.isPositive()) {
                timed = true;
                return Optional.of(early);
            }
            wholeAt = whole;
            narrow.execute(tasks.remove());
        }
        return Optional.empty();
    }

    private void again(Duration wait) {
        timers.schedule(this::timeCame, wait.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void timeCame() {
        Instant now = clock.instant();
        Optional<Duration> wait;
        synchronized (tasks) {
            timed = false;
            wait = handOn(now);
        }
        wait.ifPresent(this::again);
    }
}
