package io.regionalfailover.dns;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Where a zone's work runs and what time it is there. On virtual time the same zone runs in a simulation.
 *
 * @param steady a clock that never jumps
 * @param timer for short tasks at a later moment
 * @param executor for tasks that may block, one virtual thread each
 * @param random for jitter; used by several threads
 */
public record ZoneRuntime(
        InstantSource steady, ScheduledExecutorService timer, Executor executor, RandomGenerator random) {
    Instant now() {
        return steady.instant();
    }

    void at(Instant moment, Runnable task) {
        Duration wait = Duration.between(now(), moment);
        var unused = timer.schedule(task, Math.max(0, wait.toNanos()), TimeUnit.NANOSECONDS);
    }

    void after(Duration wait, Runnable task) {
        at(now().plus(wait), task);
    }

    /** Completes a future on a thread that nobody waits for. */
    <T> void complete(CompletableFuture<T> future, T value) {
        executor.execute(() -> future.complete(value));
    }
}
