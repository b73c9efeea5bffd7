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
     * @param failingQueries names of those that would break the run off
     * @param now wall clock
     */
    static Optional<String> of(
            DrillModel model, @Nullable FailoverPolicy policy, String name, List<String> failingQueries, Instant now) {
        if (policy == null) {
            return Optional.of("there is no FailoverPolicy " + name + " in this namespace");
        }
        for (WindowSchedule window : model.blocked()) {
            Optional<Instant> open = window.openUntil(now);
            if (open.isPresent()) {
                return Optional.of("a blocked window (" + window.reason() + ") is open until " + open.get());
            }
        }
        if (policy.getStatus() == null) {
            return Optional.of("FailoverPolicy " + name + " was not judged yet");
        }
        return new Obstacles(model, policy, policy.getStatus())
                .first()
                .or(() -> failingQueries.isEmpty()
                        ? Optional.empty()
                        : Optional.of("query " + failingQueries.getFirst() + " fails"));
    }

    private Optional<String> first() {
        Long generation = policy.getMetadata().getGeneration();
        if (!generation.equals(status.observedGeneration())) {
            return Optional.of("the policy's newest spec was not judged yet");
        }
        if (!STEADY.equals(status.phase())) {
            return Optional.of("the policy is " + status.phase() + ", not Steady: " + status.message());
        }
        Optional<PolicyRegionStatus> region = status.regions().stream()
                .filter(each -> each.name().equals(model.region()))
                .findFirst();
        if (region.isEmpty()) {
            return Optional.of("the policy has no region " + model.region());
        }
        if (region.get().weight() == null || region.get().weight() == 0) {
            return Optional.of(model.region() + " has no traffic that could leave it");
        }
        return notReady().or(this::failingCheck);
    }

    private Optional<String> notReady() {
        Optional<Condition> ready = status.conditions().stream()
                .filter(condition -> condition.type().equals("FailoverReady"))
                .findFirst();
        if (ready.isEmpty()) {
            return Optional.of("the policy does not say whether it is FailoverReady");
        }
        return ready.filter(condition -> !condition.status().equals("True"))
                .map(condition -> "FailoverReady is " + condition.status() + " (" + condition.reason() + "): "
                        + condition.message());
    }

    /** What would break the run off at once is no reason to begin it. */
    private Optional<String> failingCheck() {
        if (!model.anyCheck()) {
            return Optional.empty();
        }
        for (PolicyRegionStatus region : status.regions()) {
            for (var check : region.checks()) {
                if (!region.name().equals(model.region()) && FAILING.equals(check.result())) {
                    return Optional.of("check " + check.name() + " fails in " + region.name());
                }
            }
        }
        return Optional.empty();
    }
}
