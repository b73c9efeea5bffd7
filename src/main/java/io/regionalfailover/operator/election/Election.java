package io.regionalfailover.operator.election;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Stands for a Lease, and holds it once it is free or its holder has not renewed it for its whole duration, by this process's
 * own monotonic clock.
 *
 * <p>Who leads stops when somebody else is seen to hold the Lease, not when the Lease cannot be renewed: while the API server
 * is away a region may fail, and two leaders do no harm, since DNS takes no write that was not made from what stands there.
 */
public final class Election {
    private static final Logger LOG = Logger.getLogger(Election.class);

    /** How often a process that waits looks: a Lease that was given up is taken within this time. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    /** Who cannot give the Lease up by then lets it end by itself. */
    private static final Duration GIVEN_UP_WITHIN = Duration.ofMillis(1_200);

    /**
     * The times of a Lease.
     *
     * @param lease how long it holds without being renewed
     * @param deadline after how long without renewal a warning is due; below the lease
     * @param renew how often it is renewed
     */
    public record Times(Duration lease, Duration deadline, Duration renew) {}

    /** Is told of what this process becomes, each at most once, on the election's thread. */
    public interface Listener {
        /** It leads from now on. Returns at once. */
        void elected();

        /** Somebody else leads. */
        void deposed(String holder);
    }

    private record Sighting(LeaseStore.Held lease, Instant since) {}

    private final LeaseStore store;
    private final String identity;
    private final Times times;
    private final InstantSource clock;
    private final ScheduledExecutorService thread;
    private final Listener listener;

    private @Nullable Sighting seen;
    private Instant renewedAt = Instant.MIN;
    private boolean warned;
    private boolean over;
    private volatile boolean leading;
    private volatile long looks;
    private volatile String holder = "";

    /**
     * @param identity names this process; no two have the same
     * @param clock monotonic
     * @param thread one thread, this election's own: the store blocks it
     */
    public Election(
            LeaseStore store,
            String identity,
            Times times,
            InstantSource clock,
            ScheduledExecutorService thread,
            Listener listener) {
        this.store = store;
        this.identity = identity;
        this.times = times;
        this.clock = clock;
        this.thread = thread;
        this.listener = listener;
    }

    /** Begins to stand. Returns at once. */
    public void begin() {
        LOG.infof("Stands for the lease as \"%s\"; policies wait until it is held", identity);
        thread.execute(this::turn);
    }

    /** Whether this process leads. */
    public boolean leading() {
        return leading;
    }

    /** How often it has looked at the Lease so far. */
    public long looks() {
        return looks;
    }

    /** Who was last seen to hold the Lease; empty when nobody was. */
    public Optional<String> holder() {
        return Optional.of(holder).filter(name -> !name.isEmpty());
    }

    /** Gives the Lease up if it is held, so that somebody else need not wait for its end. Blocks for little more than a second. */
    public void resign() {
        try {
            thread.submit(this::giveUp).get(GIVEN_UP_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("the election has ended before", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warnf(
                    "The lease was not given up; it ends by itself within %d s",
                    times.lease().toSeconds());
        }
    }

    void giveUp() {
        over = true;
        if (leading
                && store.read() instanceof LeaseStore.Held held
                && held.holder().equals(identity)) {
            LOG.infof("Gives up the lease: %s", store.write("", held));
        }
        leading = false;
    }

    private void turn() {
        if (over) {
            return;
        }
        looks++;
        switch (store.read()) {
            case LeaseStore.Missing missing -> settle(store.create(identity));
            case LeaseStore.Unreachable(String message) -> unreachable(message);
            case LeaseStore.Held held -> look(held);
        }
        if (!over) {
            Duration pause = leading ? times.renew() : LOOK_EVERY;
            thread.schedule(this::turn, pause.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void look(LeaseStore.Held held) {
        holder = held.holder();
        if (held.holder().equals(identity) || held.holder().isEmpty() || expired(held)) {
            settle(store.write(identity, held));
        } else if (leading) {
            over = true;
            leading = false;
            listener.deposed(held.holder());
        }
    }

    /** Whether it stood still for its whole duration under our eyes; the holder's own clock is not asked. */
    private boolean expired(LeaseStore.Held held) {
        Instant now = clock.instant();
        if (seen == null
                || !seen.lease().holder().equals(held.holder())
                || !seen.lease().renewal().equals(held.renewal())) {
            seen = new Sighting(held, now);
        }
        return !now.isBefore(seen.since().plus(times.lease()));
    }

    private void settle(LeaseStore.Write write) {
        switch (write) {
            case DONE -> {
                renewedAt = clock.instant();
                warned = false;
                holder = identity;
                if (!leading) {
                    leading = true;
                    LOG.infof("Holds the lease as \"%s\": policies are carried out from here", identity);
                    listener.elected();
                }
            }
            case OUTDATED -> {}
            case UNKNOWN -> unreachable("a write was not answered");
        }
    }

    private void unreachable(String message) {
        if (leading && !warned && clock.instant().isAfter(renewedAt.plus(times.deadline()))) {
            warned = true;
            LOG.warnf(
                    "The lease could not be renewed for %d s (%s). Policies go on: their writes are fenced by DNS; another"
                            + " replica may take over, and once it is seen to, this one ends",
                    times.deadline().toSeconds(), message);
        }
    }
}
