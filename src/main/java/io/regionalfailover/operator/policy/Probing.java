package io.regionalfailover.operator.policy;

import io.regionalfailover.decision.CheckKey;
import io.regionalfailover.decision.Observation;
import io.regionalfailover.health.Prober;
import io.regionalfailover.health.Subscription;
import io.regionalfailover.operator.translation.ScopedProbe;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** The probes that a policy follows and what they saw last. Touched by one turn at a time. */
final class Probing {
    private record Followed(ScopedProbe probe, Subscription subscription) {}

    private final Prober prober;
    private final BiConsumer<CheckKey, Observation> listener;
    private final Map<CheckKey, Followed> followed = new HashMap<>();
    private final Map<CheckKey, Observation> observations = new HashMap<>();

    /** @param listener is told of every attempt, on any thread */
    Probing(Prober prober, BiConsumer<CheckKey, Observation> listener) {
        this.prober = prober;
        this.listener = listener;
    }

    /** Follows these and no others; one that did not change goes on undisturbed. */
    void follow(Map<CheckKey, ScopedProbe> wanted) {
        followed.entrySet().removeIf(entry -> {
            boolean gone = !entry.getValue().probe().equals(wanted.get(entry.getKey()));
            if (gone) {
                entry.getValue().subscription().close();
                observations.remove(entry.getKey());
            }
            return gone;
        });
        wanted.forEach((key, probe) -> followed.computeIfAbsent(
                key,
                missing -> new Followed(
                        probe,
                        prober.subscribe(
                                probe.scope(), probe.probe(), observation -> listener.accept(key, observation)))));
    }

    /** Takes note of an attempt; one of a probe that is not followed any more is dropped. */
    void note(CheckKey key, Observation observation) {
        if (followed.containsKey(key)) {
            observations.put(key, observation);
        }
    }

    /** What was seen last. */
    Map<CheckKey, Observation> observations() {
        return observations;
    }

    void stop() {
        follow(Map.of());
    }
}
