package io.regionalfailover.operator.report;

import io.regionalfailover.api.v1alpha1.Condition;
import io.regionalfailover.decision.Decision;
import io.regionalfailover.decision.Hold;
import io.regionalfailover.decision.Mode;
import io.regionalfailover.decision.Outcome;
import io.regionalfailover.decision.Phase;
import io.regionalfailover.decision.PolicyRules;
import io.regionalfailover.decision.Readiness;
import io.regionalfailover.decision.ReadinessFacts;
import io.regionalfailover.decision.Reason;
import io.regionalfailover.decision.RegionJudgement;
import io.regionalfailover.decision.Severity;
import io.regionalfailover.dns.Reading;
import io.regionalfailover.operator.policy.PolicySnapshot;
import io.regionalfailover.operator.policy.Refusal;
import io.regionalfailover.operator.policy.Trouble;
import io.regionalfailover.operator.translation.PolicyModel;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The conditions of a policy, as kstatus reads them and as people do. */
final class PolicyConditions {
    private final PolicySnapshot snapshot;
    private final Conditions conditions;

    private PolicyConditions(PolicySnapshot snapshot, List<Condition> before) {
        this.snapshot = snapshot;
        conditions =
                new Conditions(before, snapshot.generation(), snapshot.now().truncatedTo(ChronoUnit.SECONDS));
    }

    static List<Condition> of(PolicySnapshot snapshot, List<Condition> before) {
        PolicyConditions made = new PolicyConditions(snapshot, before);
        made.acceptance();
        snapshot.decision()
                .ifPresent(
                        decision -> made.ofDecision(decision, snapshot.model().orElseThrow()));
        return made.conditions.list();
    }

    private void acceptance() {
        Optional<Refusal> refusal = refusal();
        if (refusal.isPresent()) {
            Refusal why = refusal.get();
            conditions.state("Ready", false, why.reason(), why.message());
            conditions.onlyWhile("Stalled", true, why.reason(), why.message());
            return;
        }
        Decision decision = snapshot.decision().orElse(null);
        boolean published = snapshot.reading().orElse(null) instanceof Reading.Owned owned && carries(owned);
        boolean writes = snapshot.model()
                .map(PolicyModel::rules)
                .filter(rules -> !rules.suspended() && rules.mode() != Mode.DRY_RUN)
                .isPresent();
        if (published || !writes) {
            conditions.state(
                    "Ready",
                    true,
                    decision == null ? Reason.COLD_START : decision.reason(),
                    published
                            ? "the spec is accepted and DNS carries the plan"
                            : "the spec is accepted; nothing is written");
            return;
        }
        Trouble trouble = snapshot.trouble().orElse(null);
        Reason reason = trouble != null ? trouble.reason() : decision == null ? Reason.COLD_START : decision.reason();
        String message = trouble != null
                ? trouble.message()
                : decision == null ? "the policy was not judged yet" : decision.message();
        conditions.state("Ready", false, reason, message);
        conditions.onlyWhile("Reconciling", true, reason, message);
    }

    /** True when the newest spec's plan stands in the zone and is in force there. */
    private boolean carries(Reading.Owned owned) {
        return snapshot.model()
                .filter(model -> model.rules().specHash().equals(owned.plan().specHash()))
                .isPresent();
    }

    /** Why the newest spec is not carried out: it is wrong in itself, or something that is not ours is in its way. */
    private Optional<Refusal> refusal() {
        if (snapshot.refusal().isPresent()) {
            return snapshot.refusal();
        }
        return snapshot.reading().orElse(null) instanceof Reading.Conflict conflict
                ? Optional.of(new Refusal(Reason.RECORD_CONFLICT, conflict.message()))
                : Optional.empty();
    }

    private void ofDecision(Decision decision, PolicyModel model) {
        PolicyRules rules = model.rules();
        boolean away = switch (decision.phase()) {
            case PENDING, STEADY -> false;
            case FAILING_OVER, FAILED_OVER, FAILING_BACK, FAILED_OPEN -> true;
        };
        conditions.state("FailoverActive", away, decision.reason(), decision.message());
        snapshot.readiness().ifPresent(this::failoverReady);
        if (decision.holds().isEmpty()) {
            conditions.state("Held", false, decision.reason(), "nothing is withheld");
        } else {
            Hold hold = decision.holds().getFirst();
            conditions.state("Held", true, hold.reason(), hold.message());
        }
        conditions.onlyWhile(
                "Suspended", rules.suspended(), Reason.SUSPENDED, "spec.suspend is true: observed and reported only");
        degraded(decision);
    }

    private void failoverReady(ReadinessFacts facts) {
        Readiness readiness = Readiness.of(facts);
        switch (readiness.state()) {
            case READY -> conditions.state("FailoverReady", true, readiness.reason(), readiness.message());
            case NOT_READY -> conditions.state("FailoverReady", false, readiness.reason(), readiness.message());
            case UNKNOWN -> conditions.unknown("FailoverReady", readiness.reason(), readiness.message());
        }
    }

    private void degraded(Decision decision) {
        List<String> causes = new ArrayList<>();
        Reason reason = Reason.CHECK_FAILING;
        for (RegionJudgement region : decision.regions()) {
            for (RegionJudgement.CheckJudgement check : region.checks()) {
                if (check.severity() == Severity.WARNING && check.outcome() == Outcome.FAILING) {
                    causes.add(region.name() + ": " + check.name() + ": " + check.message());
                }
            }
        }
        Optional<PlacementReport.Trouble> shortage = PlacementReport.shortage(decision);
        if (shortage.isPresent()) {
            reason = causes.isEmpty() ? shortage.get().reason() : reason;
            causes.add(shortage.get().message());
        }
        List<String> missing = snapshot.company().missing();
        if (!missing.isEmpty()) {
            reason = causes.isEmpty() ? Reason.NO_QUORUM : reason;
            causes.add("vantage points that do not vote: " + String.join("; ", missing));
        }
        if (!snapshot.unseenAt().isEmpty()) {
            reason = causes.isEmpty() ? Reason.AWAITING_PROPAGATION : reason;
            causes.add("not seen with the plan: " + String.join(", ", snapshot.unseenAt()));
        }
        if (snapshot.trouble().isPresent() && decision.phase() != Phase.PENDING) {
            reason = causes.isEmpty() ? snapshot.trouble().get().reason() : reason;
            causes.add("DNS: " + snapshot.trouble().get().message());
        }
        conditions.state(
                "Degraded",
                !causes.isEmpty(),
                causes.isEmpty() ? Reason.ALL_REGIONS_HEALTHY : reason,
                causes.isEmpty() ? "nothing is amiss" : String.join("; ", causes));
    }
}
