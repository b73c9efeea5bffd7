package io.regionalfailover.operator.report;

import io.regionalfailover.api.v1alpha1.Condition;
import io.regionalfailover.decision.Decision;
import io.regionalfailover.decision.Hold;
import io.regionalfailover.decision.Mode;
import io.regionalfailover.decision.Outcome;
import io.regionalfailover.decision.Phase;
import io.regionalfailover.decision.PolicyRules;
import io.regionalfailover.decision.Reason;
import io.regionalfailover.decision.RegionHealth;
import io.regionalfailover.decision.RegionJudgement;
import io.regionalfailover.decision.Severity;
import io.regionalfailover.dns.Reading;
import io.regionalfailover.operator.policy.PolicySnapshot;
import io.regionalfailover.operator.policy.Refusal;
import io.regionalfailover.operator.policy.Trouble;
import io.regionalfailover.operator.translation.PolicyModel;
import io.regionalfailover.peers.Company;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The conditions of a policy, as kstatus reads them and as people do. */
final class PolicyConditions {
    private static final long LONG_TTL_SECONDS = 60;

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
        failoverReady(decision, model);
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

    private void failoverReady(Decision decision, PolicyModel model) {
        List<String> obstacles = new ArrayList<>();
        Reason reason = Reason.ALL_REGIONS_HEALTHY;
        long healthy = decision.regions().stream()
                .filter(region -> region.health() == RegionHealth.HEALTHY)
                .count();
        if (decision.coldStart()) {
            conditions.unknown("FailoverReady", Reason.COLD_START, "first attempts are outstanding");
            return;
        }
        if (healthy < 2) {
            reason = Reason.NO_HEALTHY_REGION;
            obstacles.add("no other region is Healthy");
        }
        if (refusal().isPresent()) {
            reason = refusal().get().reason();
            obstacles.add("the spec is not carried out");
        }
        if (snapshot.trouble().isPresent()) {
            reason = snapshot.trouble().get().reason();
            obstacles.add("DNS: " + snapshot.trouble().get().message());
        }
        if (model.rules().suspended() || model.rules().mode() != Mode.AUTOMATIC) {
            reason = model.rules().suspended()
                    ? Reason.SUSPENDED
                    : modeReason(model.rules().mode());
            obstacles.add("health may not move traffic (suspend or mode)");
        }
        if (model.publication().largestTtlSeconds() > LONG_TTL_SECONDS) {
            obstacles.add("the largest TTL is " + model.publication().largestTtlSeconds() + " s, above 60 s");
            reason = reason == Reason.ALL_REGIONS_HEALTHY ? Reason.LONG_TTL : reason;
        }
        Optional<String> noQuorum = noQuorum(model);
        if (noQuorum.isPresent()) {
            obstacles.add(noQuorum.get());
            reason = reason == Reason.ALL_REGIONS_HEALTHY ? Reason.NO_QUORUM : reason;
        }
        Optional<PlacementReport.Trouble> unreachable = PlacementReport.unreachable(decision);
        if (unreachable.isPresent()) {
            obstacles.add("room cannot be made: " + unreachable.get().message());
            reason = reason == Reason.ALL_REGIONS_HEALTHY ? unreachable.get().reason() : reason;
        }
        String message = obstacles.isEmpty()
                ? healthy + " regions are Healthy and DNS can be written"
                : String.join("; ", obstacles);
        conditions.state("FailoverReady", obstacles.isEmpty(), reason, message);
    }

    private Optional<String> noQuorum(PolicyModel model) {
        Company company = snapshot.company();
        int answering = 1 + company.views(model.fingerprints()).size();
        int needed = model.rules().failover().quorum().needed(company.denominator());
        return answering >= needed
                ? Optional.empty()
                : Optional.of(answering + " of " + company.denominator() + " vantage points vote, " + needed
                        + " are needed: " + String.join("; ", company.missing()));
    }

    private static Reason modeReason(Mode mode) {
        return mode == Mode.MANUAL ? Reason.AWAITING_APPROVAL : Reason.DRY_RUN;
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
