package io.regionalfailover.operator.report;

import io.regionalfailover.api.v1alpha1.Condition;
import io.regionalfailover.decision.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Conditions in the making: a transition time is kept unless the status changes. */
public final class Conditions {
    private final List<Condition> before;
    private final long generation;
    private final Instant now;
    private final List<Condition> next = new ArrayList<>();

    /**
     * @param before the conditions as they were last written
     * @param generation of the spec that is judged
     * @param now the transition time of what changes
     */
    public Conditions(List<Condition> before, long generation, Instant now) {
        this.before = List.copyOf(before);
        this.generation = generation;
        this.now = now;
    }

    /** A condition that is always present. */
    public Conditions state(String type, boolean holds, Reason reason, String message) {
        return add(type, holds ? "True" : "False", reason, message);
    }

    /** A condition of which nothing can be said yet. */
    public Conditions unknown(String type, Reason reason, String message) {
        return add(type, "Unknown", reason, message);
    }

    /** A condition that is present only while it holds. */
    public Conditions onlyWhile(String type, boolean holds, Reason reason, String message) {
        return holds ? add(type, "True", reason, message) : this;
    }

    private Conditions add(String type, String status, Reason reason, String message) {
        Instant since = before.stream()
                .filter(condition ->
                        condition.type().equals(type) && condition.status().equals(status))
                .map(Condition::lastTransitionTime)
                .findFirst()
                .orElse(now);
        next.add(new Condition(type, status, generation, since, reason.text(), Sentence.bounded(message)));
        return this;
    }

    /** What was added, in that order. */
    public List<Condition> list() {
        return List.copyOf(next);
    }
}
