package io.regionalfailover.operator.policy;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Carries messages to one place at a time: whatever is posted runs in order, never two at once, and after all that has come
 * in by then one turn is taken where one of them asks for it. State that only messages and turns touch needs no lock.
 */
final class Mailbox {
    /** What comes in, where it may turn out to change nothing. */
    interface Message {
        /** Takes it in, and returns whether a turn is to follow. One that throws is followed by a turn. */
        boolean take();
    }

    private final ConcurrentLinkedQueue<Message> messages = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Executor executor;
    private final Runnable turn;
    private final Consumer<RuntimeException> fault;
    private final AtomicLong turns = new AtomicLong();

    /**
     * @param executor on which messages and turns run
     * @param turn what follows after messages
     * @param fault is told of what a message or turn threw; the next one runs all the same
     */
    Mailbox(Executor executor, Runnable turn, Consumer<RuntimeException> fault) {
        this.executor = executor;
        this.turn = turn;
        this.fault = fault;
    }

    /** Hands in a message that a turn follows, from any thread; returns at once. */
    void post(Runnable message) {
        hand(() -> {
            message.run();
            return true;
        });
    }

    /** Hands in a message that a turn may follow, from any thread; returns at once. */
    void hand(Message message) {
        messages.add(message);
        if (waiting.getAndIncrement() == 0) {
            executor.execute(this::drain);
        }
    }

    /**
     * The same from a thread that has nothing else to do: where nobody is at it, it is taken in before this returns, with its
     * turn. What has come in meanwhile is another thread's.
     */
    void bring(Message message) {
        messages.add(message);
        if (waiting.getAndIncrement() == 0 && round(1) > 0) {
            executor.execute(this::drain);
        }
    }

    /** How many turns were taken so far. */
    long turns() {
        return turns.get();
    }

    /** Whether nothing that was posted waits for its turn. */
    boolean isIdle() {
        return waiting.get() == 0;
    }

    private void drain() {
        int left = waiting.get();
        while (left > 0) {
            left = round(left);
        }
    }

    /** Takes so many messages, and a turn where one of them asks for it; returns how many have come in meanwhile. */
    private int round(int taken) {
        boolean changed = false;
        for (int i = 0; i < taken; i++) {
            changed |= take(messages.remove());
        }
        if (changed) {
            takeTurn();
        }
        return waiting.addAndGet(-taken);
    }

    private void takeTurn() {
        try {
            turn.run();
        } catch (RuntimeException e) {
            fault.accept(e);
        }
        turns.incrementAndGet();
    }

    private boolean take(Message message) {
        try {
            return message.take();
        } catch (RuntimeException e) {
            fault.accept(e);
            return true;
        }
    }
}
