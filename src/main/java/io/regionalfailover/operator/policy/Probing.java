package io.regionalfailover.operator.policy;

import io.regionalfailover.decision.CheckKey;
import io.regionalfailover.decision.Observation;
import io.regionalfailover.health.Prober;
import io.regionalfailover.health.Subscription;
import io.regionalfailover.operator.translation.ScopedProbe;
import java.util.HashMap;
import java.util.Map;

/** The probes that a policy follows and what they saw last. Touched by one turn at a time. */
final class Probing {
    /** Is told of every attempt, on any thread. */
    interface Listener {
        /**
         * @param probe the one that saw it: a spec may have changed since
         * @param free whether the calling thread has nothing else to do
         */
        void saw(CheckKey check, ScopedProbe probe, Observation seen, boolean free);
    }

    private record Followed(ScopedProbe probe, Subscription subscription) {}

    private final Prober prober;
    private final Listener listener;
    private final Map<CheckKey, Followed> followed = new HashMap<>();
    private final Map<CheckKey, Observation> observations = new HashMap<>();

    /** @param listener is told of every attempt, on any thread */
    Probing(Prober prober, Listener listener) {
        this.prober = prober;
        this.listener = listener;
    }

    /**
     * Follows these and no others. One that did not change goes on undisturbed, and so does what is probed where only the
     * rules for it changed: the new interest begins before the old one ends.
     */
    void follow(Map<CheckKey, ScopedProbe> wanted) {
        Map<CheckKey, Followed> before = new HashMap<>(followed);
        followed.keySet().retainAll(wanted.keySet());
        observations.keySet().retainAll(wanted.keySet());
        wanted.forEach((key, probe) -> {
            Followed old = before.get(key);
            if (old == null || !old.probe().equals(probe)) {
                if (old != null
                        && !old.probe().probe().target().equals(probe.probe().target())) {
                    observations.remove(key);
                }
                followed.put(key, new Followed(probe, subscribe(key, probe)));
            }
        });
        before.forEach((key, old) -> {
            if (!old.equals(followed.get(key))) {
                old.subscription().close();
            }
        });
    }

    private Subscription subscribe(CheckKey key, ScopedProbe probe) {
        return prober.subscribe(probe.scope(), probe.probe(), (seen, free) -> listener.saw(key, probe, seen, free));
    }

    /** Takes note of an attempt; one at a target that is not followed any more is dropped. */
    void note(CheckKey key, ScopedProbe probe, Observation observation) {
        Followed now = followed.get(key);
        if (now != null && now.probe().probe().target().equals(probe.probe().target())) {
            observations.put(key, observation);
        }
    }

    /** What was seen last. */
    Map<CheckKey, Observation> observations() {
        return observations;
    }

    /** What was seen is not held any more: the windows begin afresh. */
    void forget() {
        observations.clear();
    }

    void stop() {
        follow(Map.of());
    }
}
