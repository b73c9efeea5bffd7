package io.regionalfailover.operator.drills;

import io.regionalfailover.api.v1alpha1.Condition;
import io.regionalfailover.api.v1alpha1.FailoverPolicy;
import io.regionalfailover.api.v1alpha1.FailoverPolicyStatus;
import io.regionalfailover.api.v1alpha1.PolicyRegionStatus;
import io.regionalfailover.operator.translation.DrillModel;
import io.regionalfailover.operator.translation.WindowSchedule;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What stands in the way of a run that is to begin: a function of what the policy says of itself. */
final class Obstacles {
    /**
     * One of them.
     *
     * @param what a sentence
     * @param passing true when nobody could tell yet, so that a scheduled run waits for it, too
     */
    record Obstacle(String what, boolean passing) {}

    private static final String STEADY = "Steady";
    private static final String FAILING = "Failing";

    private final DrillModel model;
    private final FailoverPolicy policy;
    private final FailoverPolicyStatus status;

    private Obstacles(DrillModel model, FailoverPolicy policy, FailoverPolicyStatus status) {
        this.model = model;
        this.policy = policy;
        this.status = status;
    }

    /**
     * The first one, in a sentence; empty when there is none.
     *
     * @param policy as it stands at the API server; null when there is none
     * @param name of the policy
     * @param failingQueries names of those that would break the run off; empty while they were not all answered
     * @param now wall clock
     */
    static Optional<Obstacle> of(
            DrillModel model,
            @Nullable FailoverPolicy policy,
            String name,
            Optional<List<String>> failingQueries,
            Instant now) {
        if (policy == null) {
            return lasting("there is no FailoverPolicy " + name + " in this namespace");
        }
        for (WindowSchedule window : model.blocked()) {
            Optional<Instant> open = window.openUntil(now);
            if (open.isPresent()) {
                return lasting("a blocked window (" + window.reason() + ") is open until " + open.get());
            }
        }
        if (policy.getStatus() == null) {
            return passing("FailoverPolicy " + name + " was not judged yet");
        }
        return new Obstacles(model, policy, policy.getStatus()).first().or(() -> query(failingQueries));
    }

    private static Optional<Obstacle> query(Optional<List<String>> failing) {
        if (failing.isEmpty()) {
            return passing("not every query of abortWhen was answered yet");
        }
        return failing.get().stream().findFirst().flatMap(name -> lasting("query " + name + " fails"));
    }

    private static Optional<Obstacle> lasting(String what) {
        return Optional.of(new Obstacle(what, false));
    }

    private static Optional<Obstacle> passing(String what) {
        return Optional.of(new Obstacle(what, true));
    }

    private Optional<Obstacle> first() {
        Long generation = policy.getMetadata().getGeneration();
        if (!generation.equals(status.observedGeneration())) {
            return passing("the policy's newest spec was not judged yet");
        }
        if (!STEADY.equals(status.phase())) {
            return lasting("the policy is " + status.phase() + ", not Steady: " + status.message());
        }
        Optional<PolicyRegionStatus> region = status.regions().stream()
                .filter(each -> each.name().equals(model.region()))
                .findFirst();
        if (region.isEmpty()) {
            return lasting("the policy has no region " + model.region());
        }
        if (region.get().weight() == null || region.get().weight() == 0) {
            return lasting(model.region() + " has no traffic that could leave it");
        }
        return notReady().or(this::failingCheck);
    }

    private Optional<Obstacle> notReady() {
        Optional<Condition> ready = status.conditions().stream()
                .filter(condition -> condition.type().equals("FailoverReady"))
                .findFirst();
        if (ready.isEmpty()) {
            return passing("the policy does not say whether it is FailoverReady");
        }
        return ready.filter(condition -> !condition.status().equals("True"))
                .map(condition -> new Obstacle(
                        "FailoverReady is " + condition.status() + " (" + condition.reason() + "): "
                                + condition.message(),
                        condition.status().equals("Unknown")));
    }

    /** What would break the run off at once is no reason to begin it. */
    private Optional<Obstacle> failingCheck() {
        if (!model.anyCheck()) {
            return Optional.empty();
        }
        for (PolicyRegionStatus region : status.regions()) {
            for (var check : region.checks()) {
                if (!region.name().equals(model.region()) && FAILING.equals(check.result())) {
                    return lasting("check " + check.name() + " fails in " + region.name());
                }
            }
        }
        return Optional.empty();
    }
}
