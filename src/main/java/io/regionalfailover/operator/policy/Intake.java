package io.regionalfailover.operator.policy;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The policies that there were when a process began, until the loop of each has asked for its first reading. Their first readings
 * wait for each other, so that one reading of a zone serves all of its policies: a zone of a thousand takes a dozen requests to read,
 * for one of them as for all.
 * Safe for several threads.
 */
public final class Intake {
    /** The readings begin then, whoever is missing. */
    static final Duration LONGEST = Duration.ofSeconds(5);

    private final ScheduledExecutorService timers;
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private @Nullable Set<String> missing;

    /** @param timers bound the wait */
    public Intake(ScheduledExecutorService timers) {
        this.timers = timers;
    }

    /** Of a process to which policies come one by one: nobody waits. */
    public static Intake none(ScheduledExecutorService timers) {
        Intake none = new Intake(timers);
        none.over.complete(null);
        return none;
    }

    /**
     * Says which policies there are before the first of them is handed to its loop; later calls change nothing.
     *
     * @param policies {@code namespace/name}
     */
    public void expect(Supplier<Set<String>> policies) {
        if (begin(policies)) {
            var unused = timers.schedule(() -> over.complete(null), LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Whoever comes second waits until it is known who is missing. */
    private synchronized boolean begin(Supplier<Set<String>> policies) {
        if (missing != null) {
            return false;
        }
        missing = new HashSet<>(policies.get());
        return true;
    }

    /** A policy's loop has asked for its first reading or asks for none, or there cannot be a loop now. */
    public void took(String policy) {
        if (isLast(policy)) {
            over.complete(null);
        }
    }

    private synchronized boolean isLast(String policy) {
        return missing != null && missing.remove(policy) && missing.isEmpty();
    }

    /** Done once none is missing, or it has taken too long. */
    CompletableFuture<Void> over() {
        return over;
    }
}
