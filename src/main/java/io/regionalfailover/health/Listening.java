package io.regionalfailover.health;

import io.regionalfailover.decision.Observation;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * One listener of a shared probe. Observations are queued under the probe's lock, which settles their order, and handed
 * over outside of it by whoever comes first, so that a listener may wait for locks of its own without a deadlock.
 */
final class Listening implements Subscription {

    private final SharedProbe probe;
    private final int eagerAttempts;
    private final ProbeListener listener;
    private final Consumer<Listening> onClose;
    private final Queue<Observation> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger undelivered = new AtomicInteger();
    private volatile boolean closed;

    Listening(SharedProbe probe, int eagerAttempts, ProbeListener listener, Consumer<Listening> onClose) {
        this.probe = probe;
        this.eagerAttempts = eagerAttempts;
        this.listener = listener;
        this.onClose = onClose;
    }

    SharedProbe probe() {
        return probe;
    }

    int eagerAttempts() {
        return eagerAttempts;
    }

    /** Puts an observation in line. The caller holds the probe's lock. */
    void enqueue(Observation observation) {
        queue.add(observation);
    }

    /**
     * Hands over what is in line, unless another thread is at it. The caller holds no lock.
     *
     * @param free whether this thread has nothing else to do
     */
    void deliver(boolean free) {
        if (undelivered.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            handOverAll(free);
            seen = undelivered.addAndGet(-seen);
        } while (seen != 0);
    }

    private void handOverAll(boolean free) {
        for (Observation next = queue.poll(); next != null; next = queue.poll()) {
            if (closed) {
                continue;
            }
            try {
                listener.saw(next, free);
            } catch (RuntimeException e) {
                // A listener that throws must not end the probe for itself or for others. It is told to its thread's
                // handler.
                Thread thread = Thread.currentThread();
                thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
            }
        }
    }

    @Override
    public Observation current() {
        return probe.current();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            onClose.accept(this);
        }
    }
}
