package io.regionalfailover.operator.policy;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The policies that there were when a process began, until the loop of each has asked for its first reading, and then until each was
 * judged. Their first readings wait for each other, so that one reading of a zone serves all of its policies: a zone of a thousand
 * takes a dozen requests to read, for one of them as for all. Statuses wait until something was said of each, if only that it is too early
 * to say more: that needs the machine for itself.
 * Safe for several threads.
 */
public final class Intake {
    /** The readings begin then, whoever is missing. */
    static final Duration LONGEST = Duration.ofSeconds(5);

    /** Statuses are written from then on, whoever was not judged. */
    static final Duration LONGEST_JUDGING = Duration.ofSeconds(10);

    private final ScheduledExecutorService timers;
    private final RollCall readings = new RollCall();
    private final RollCall judgements = new RollCall();
    private boolean begun;

    /** @param timers bound the wait */
    public Intake(ScheduledExecutorService timers) {
        this.timers = timers;
    }

    /** Of a process to which policies come one by one: nobody waits. */
    public static Intake none(ScheduledExecutorService timers) {
        Intake none = new Intake(timers);
        none.readings.over.complete(null);
        none.judgements.over.complete(null);
        return none;
    }

    /** Waits for each of some. */
    private static final class RollCall {
        private final CompletableFuture<Void> over = new CompletableFuture<>();
        private final Set<String> missing = new HashSet<>();

        synchronized void expect(Set<String> all) {
            missing.addAll(all);
        }

        void here(String one) {
            if (isLast(one)) {
                over.complete(null);
            }
        }

        private synchronized boolean isLast(String one) {
            return missing.remove(one) && missing.isEmpty();
        }
    }

    /**
     * Says which policies there are before the first of them is handed to its loop; later calls change nothing. Whoever comes second
     * waits until it is known who is missing.
     *
     * @param policies {@code namespace/name}
     */
    public synchronized void expect(Supplier<Set<String>> policies) {
        if (begun) {
            return;
        }
        Set<String> all = policies.get();
        begun = true;
        readings.expect(all);
        judgements.expect(all);
        bound(readings, LONGEST);
        bound(judgements, LONGEST_JUDGING);
    }

    private void bound(RollCall call, Duration longest) {
        var unused = timers.schedule(() -> call.over.complete(null), longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** There cannot be a loop of this policy now: nobody is to wait for it. */
    public void excuse(String policy) {
        took(policy);
        judged(policy);
    }

    /** A policy's loop has asked for its first reading or asks for none. */
    public void took(String policy) {
        readings.here(policy);
    }

    /** A policy was judged for the first time. */
    public void judged(String policy) {
        judgements.here(policy);
    }

    /** Done once none is missing, or it has taken too long. */
    CompletableFuture<Void> over() {
        return readings.over;
    }

    /** Done once none is still to be judged, or it has taken too long. */
    public CompletableFuture<Void> allJudged() {
        return judgements.over;
    }
}
