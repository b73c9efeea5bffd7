package io.regionalfailover.health;

import io.regionalfailover.decision.Observation;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;

/**
 * Runs probes and pushes what they see. Equal probes of one scope run once, however many listen.
 *
 * <p>Each probe has a grid of slots, one interval apart, with a random phase that it shares with a few others. An attempt that
 * still runs at the next slot takes that slot's place: attempts of one probe never overlap and never queue up. When an attempt
 * begins or ends more than two intervals late, or nothing gave a {@link #signOfLife} for longer than that, this process itself had
 * been stopped: what was seen before says nothing about now, so the observation starts again from {@link Observation#NONE}.
 */
public final class Prober implements AutoCloseable {

    /**
     * What the probes run on.
     *
     * @param clock steady: it is not set, and it advances while this process is stopped
     * @param timer starts attempts; its tasks are short. Best one that forgets cancelled tasks at once
     * @param workers runs attempts, one thread each for up to the timeout: virtual threads
     * @param random the phases of the grids
     * @param metrics hears of every attempt
     */
    public record Surroundings(
            InstantSource clock,
            ScheduledExecutorService timer,
            Executor workers,
            RandomGenerator random,
            ProbeMetrics metrics) {}

    private record Key(String scope, ProbeTarget target, Duration interval, Duration timeout) {}

    private final Surroundings surroundings;
    private final ProbeAttempt attempt;
    private final SignsOfLife life = new SignsOfLife();
    private final Ticks ticks;
    private final Map<Key, SharedProbe> probes = new HashMap<>();
    private boolean closed;

    /**
     * @param surroundings clock and threads; the caller ends the threads, after closing this
     * @param attempt tries a target, e.g. {@link NetworkAttempt}
     */
    public Prober(Surroundings surroundings, ProbeAttempt attempt) {
        this.surroundings = surroundings;
        this.attempt = attempt;
        ticks = new Ticks(surroundings.random());
    }

    /**
     * Listens to a probe, and starts it if nobody listens yet. The first attempt comes within min(interval, 1 s). If some
     * attempt has ended already, the listener gets the current observation before this returns.
     *
     * @param scope probes are shared within it only: a namespace
     * @param spec what is probed; the greatest {@code eagerAttempts} of all who listen counts
     * @param listener gets an observation after each attempt, in order, one at a time
     * @throws IllegalStateException when this prober is closed
     */
    public Subscription subscribe(String scope, ProbeSpec spec, ProbeListener listener) {
        Key key = new Key(scope, spec.target(), spec.interval(), spec.timeout());
        Listening listening;
        synchronized (probes) {
            if (closed) {
                throw new IllegalStateException("the prober is closed");
            }
            SharedProbe probe = probes.computeIfAbsent(key, absent -> {
                ticks.joined(key.interval());
                return new SharedProbe(spec, surroundings, attempt, life, ticks);
            });
            listening = new Listening(probe, spec.eagerAttempts(), listener, ended -> unsubscribe(key, ended));
            probe.add(listening);
        }
        listening.deliver(false);
        return listening;
    }

    private void unsubscribe(Key key, Listening listening) {
        synchronized (probes) {
            if (listening.probe().remove(listening)) {
                listening.probe().end();
                if (probes.remove(key, listening.probe())) {
                    ticks.left(key.interval());
                }
            }
        }
    }

    /**
     * This process runs now. Each probe's own slots and attempts are signs of life; the more often somebody gives one, the
     * less often a stop shorter than two intervals is taken for a longer one.
     */
    public void signOfLife() {
        life.sign(surroundings.clock().instant());
    }

    /** Returns how many probes run now. */
    public int running() {
        synchronized (probes) {
            return probes.size();
        }
    }

    /** Ends every probe; attempts under way are not waited for and push nothing. */
    @Override
    public void close() {
        synchronized (probes) {
            closed = true;
            probes.values().forEach(SharedProbe::end);
            probes.clear();
        }
    }
}
