package io.regionalfailover.health;

import io.regionalfailover.decision.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One running probe: its grid of slots, its attempts one after another, its observation. */
final class SharedProbe {

    private static final Duration LONGEST_EAGER_STEP = Duration.ofSeconds(5);
    private static final Duration LONGEST_FIRST_WAIT = Duration.ofSeconds(1);

    private final ProbeSpec spec;
    private final Prober.Surroundings surroundings;
    private final ProbeAttempt attempt;
    private final SignsOfLife life;
    private final Ticks ticks;
    private final SplittableRandom random;

    // All below are guarded by this.
    private final List<Listening> listeners = new ArrayList<>();
    private Observation current = Observation.NONE;
    private @Nullable ScheduledFuture<?> next;
    private Optional<Instant> missed = Optional.empty();
    private boolean running;
    private boolean brief = true;
    private boolean ended;

    /** The caller makes one probe at a time: the surroundings' random need not be safe for threads. */
    SharedProbe(ProbeSpec spec, Prober.Surroundings surroundings, ProbeAttempt attempt, SignsOfLife life, Ticks ticks) {
        this.random = new SplittableRandom(surroundings.random().nextLong());
        this.spec = spec;
        this.surroundings = surroundings;
        this.attempt = attempt;
        this.life = life;
        this.ticks = ticks;
    }

    synchronized Observation current() {
        return current;
    }

    /** Adds a listener, who is given the current observation if it is of now. The first one starts the probe. */
    synchronized void add(Listening listening) {
        listeners.add(listening);
        Instant now = surroundings.clock().instant();
        if (current.attempts() > 0 && !isStop(life.longestSilence(current.lastEndedAt(), now))) {
            listening.enqueue(current);
        }
        if (next == null) {
            // At no tick: all that are subscribed together begin within this second.
            schedule(now.plus(randomUpTo(shorter(spec.interval(), LONGEST_FIRST_WAIT))));
        }
    }

    /** Removes a listener; returns whether nobody is left. */
    synchronized boolean remove(Listening listening) {
        listeners.remove(listening);
        return listeners.isEmpty();
    }

    synchronized void end() {
        ended = true;
        listeners.clear();
        if (next != null) {
            next.cancel(false);
        }
    }

    private synchronized void due(Instant slot) {
        if (ended) {
            return;
        }
        Instant now = surroundings.clock().instant();
        life.sign(now);
        schedule(slotAfter(slot, now, !running));
        if (running) {
            missed.ifPresent(
                    earlier -> surroundings.metrics().skipped(spec.target().kind()));
            missed = Optional.of(slot);
        } else {
            begin(slot);
        }
    }

    private void schedule(Instant slot) {
        Duration wait = Duration.between(surroundings.clock().instant(), slot);
        try {
            next = surroundings.timer().schedule(() -> due(slot), Math.max(0, wait.toNanos()), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // The process is going down.
            ended = true;
        }
    }

    private void begin(Instant slot) {
        running = true;
        try {
            surroundings.workers().execute(() -> attemptAt(slot));
        } catch (RejectedExecutionException e) {
            running = false;
        }
    }

    private void attemptAt(Instant slot) {
        Instant beganAt = surroundings.clock().instant();
        Duration lag = Duration.between(slot, beganAt);
        Observation before = current();
        if (before.attempts() > 0 && (isStop(lag) || isStop(life.longestSilence(before.lastEndedAt(), beganAt)))) {
            note(Observation.NONE).forEach(listening -> listening.deliver(false));
        }
        life.sign(beganAt);
        ProbeResult result = ProbeResult.unknown("the attempt broke off inside the operator");
        try {
            result = attempt.run(spec.target(), spec.timeout());
        } catch (RuntimeException e) {
            // Only the class: a message might quote a header or a body.
            result = ProbeResult.unknown(
                    "the attempt broke off inside the operator: " + e.getClass().getSimpleName());
        } finally {
            finish(result, beganAt, lag);
        }
    }

    private void finish(ProbeResult result, Instant beganAt, Duration lag) {
        Instant endedAt = surroundings.clock().instant();
        life.sign(endedAt);
        Duration took = Duration.between(beganAt, endedAt);
        boolean stopped = isStop(took);
        List<Listening> told = List.of();
        try {
            told = note(
                    stopped ? Observation.NONE : current().then(result.outcome(), beganAt, endedAt, result.message()));
            if (!stopped) {
                surroundings.metrics().attempted(spec.target().kind(), result.outcome(), took, notNegative(lag));
            }
        } finally {
            // Before it is handed over: whatever a listener does with it, the next attempt does not wait for that.
            makeUpOrSkip(endedAt);
        }
        boolean free = told.size() == 1;
        told.forEach(listening -> listening.deliver(free));
    }

    /**
     * A timeout as long as the interval ends a moment after the next slot: that slot is late then, not lost. While steps are
     * brief, a timeout may be many steps long: the next attempt follows at once.
     */
    private synchronized void makeUpOrSkip(Instant now) {
        running = false;
        Optional<Instant> slot = missed;
        missed = Optional.empty();
        if (ended || slot.isEmpty()) {
            return;
        }
        if (brief) {
            begin(now);
        } else if (Duration.between(slot.get(), now).compareTo(spec.interval().dividedBy(2)) < 0) {
            begin(slot.get());
        } else {
            surroundings.metrics().skipped(spec.target().kind());
        }
    }

    /** Puts it in line for each listener, and says who is to have it handed over. */
    private synchronized List<Listening> note(Observation observation) {
        current = observation;
        listeners.forEach(listening -> listening.enqueue(observation));
        return List.copyOf(listeners);
    }

    /**
     * Attempts take at most the timeout, thus at most one interval, and the timer gives a sign in each: two can only pass
     * while this process stood still.
     */
    private boolean isStop(Duration passed) {
        return passed.minus(spec.interval()).compareTo(spec.interval()) > 0;
    }

    /** The first point of the grid after both the slot and now. The grid widens only at a slot in which an attempt begins. */
    private Instant slotAfter(Instant slot, Instant now, boolean begins) {
        if (isEager()) {
            brief = true;
        } else if (brief && begins) {
            brief = false;
            return spreadOut(slot, now);
        }
        Duration step = brief ? shorter(spec.interval(), LONGEST_EAGER_STEP) : spec.interval();
        // A division of durations makes a dozen numbers without bounds on its way.
        long passed = Math.max(0, Duration.between(slot, now).toNanos() / step.toNanos());
        return slot.plus(step.multipliedBy(passed + 1));
    }

    /**
     * Probes that were subscribed together began within one second. One gap of random length, once, spreads them over their
     * intervals; it is never longer than the interval, nor so short that the attempt before it still runs.
     */
    private Instant spreadOut(Instant slot, Instant now) {
        Duration gap = spec.timeout().plus(randomUpTo(spec.interval().minus(spec.timeout())));
        Instant soonest = (now.isAfter(slot) ? now : slot).plus(spec.timeout());
        Instant moment = slot.plus(gap);
        return ticks.before(moment.isBefore(soonest) ? now.plus(gap) : moment, soonest);
    }

    /** Whether the attempt after the one that begins or runs now still is among the first ones. */
    private boolean isEager() {
        int wanted = listeners.stream().mapToInt(Listening::eagerAttempts).max().orElse(0);
        return current.attempts() + 1 < wanted;
    }

    private Duration randomUpTo(Duration longest) {
        return longest.isPositive() ? Duration.ofNanos(random.nextLong(longest.toNanos())) : Duration.ZERO;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private static Duration notNegative(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
