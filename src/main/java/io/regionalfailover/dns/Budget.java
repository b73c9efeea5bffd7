package io.regionalfailover.dns;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * The request budget of one provider account, shared by all its zones. Changes may use all of it; reads, and questions for a
 * change, at most a fifth; a quarter of the burst is for evacuations alone. Only once, when it begins, reads may take all the rest
 * of the burst: a process that starts has to read its zones before it can judge anything. Where the account turns out to have less,
 * since others use it too, the budget halves at every throttled request and grows back by a twentieth at every one that is not.
 */
public final class Budget implements RequestGate {
    private static final double READ_PART = 0.2;
    private static final double LEAST_PART = 0.05;
    private static final double URGENT_PART = 0.25;
    private static final double GROWTH_PART = 0.05;

    private final ZoneRuntime runtime;
    private final double most;
    private final double keptForUrgent;
    private final Object lock = new Object();
    private final TokenBucket all;
    private final TokenBucket reads;
    private double perSecond;

    /**
     * A budget that is full.
     *
     * @param requestsPerSecond above 0
     * @param burst at least 1
     */
    public Budget(ZoneRuntime runtime, double requestsPerSecond, int burst) {
        if (requestsPerSecond <= 0 || burst < 1) {
            throw new IllegalArgumentException("a budget of " + requestsPerSecond + " requests per second, burst "
                    + burst + ", lets nothing pass: more than 0 and at least 1 are allowed");
        }
        this.runtime = runtime;
        this.most = requestsPerSecond;
        this.perSecond = requestsPerSecond;
        this.keptForUrgent = Math.floor(burst * URGENT_PART);
        this.all = new TokenBucket(requestsPerSecond, burst, runtime.now());
        this.reads = new TokenBucket(
                requestsPerSecond * READ_PART, Math.max(1, burst * READ_PART), burst - keptForUrgent, runtime.now());
    }

    @Override
    public void pass(Kind kind) throws InterruptedException {
        if (kind == Kind.READ) {
            await(take(reads));
        }
        await(take(all));
    }

    /** How long a request of this kind would have to wait now. */
    public Duration untilReady(Kind kind) {
        synchronized (lock) {
            Duration any = all.untilReady(runtime.now());
            Duration read = kind == Kind.READ ? reads.untilReady(runtime.now()) : Duration.ZERO;
            return any.compareTo(read) > 0 ? any : read;
        }
    }

    /**
     * How long a change would have to wait now that leaves what is kept for evacuations: a zone that brings traffic back is not to
     * take the last requests of the account from one that a region dies in.
     */
    Duration untilSpare() {
        synchronized (lock) {
            return all.untilReady(runtime.now(), keptForUrgent);
        }
    }

    /** The provider asked for fewer requests. */
    public void throttled() {
        synchronized (lock) {
            all.drain(runtime.now());
            adjust(Math.max(most * LEAST_PART, perSecond / 2));
        }
    }

    /** The provider answered. */
    public void answered() {
        synchronized (lock) {
            if (perSecond < most) {
                adjust(Math.min(most, perSecond + most * GROWTH_PART));
            }
        }
    }

    /** Requests per second that the budget allows now. */
    public double requestsPerSecond() {
        synchronized (lock) {
            return perSecond;
        }
    }

    private void adjust(double newPerSecond) {
        perSecond = newPerSecond;
        all.rate(newPerSecond, runtime.now());
        reads.rate(newPerSecond * READ_PART, runtime.now());
    }

    private Duration take(TokenBucket bucket) {
        synchronized (lock) {
            return bucket.take(runtime.now());
        }
    }

    private void await(Duration wait) throws InterruptedException {
        if (wait.isZero()) {
            return;
        }
        CompletableFuture<Boolean> over = new CompletableFuture<>();
        runtime.after(wait, () -> over.complete(true));
        try {
            over.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a timer's task cannot fail", e);
        }
    }
}
