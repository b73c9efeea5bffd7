package io.regionalfailover.kubectl.explain;

import io.regionalfailover.api.v1alpha1.CheckStatus;
import io.regionalfailover.api.v1alpha1.Condition;
import io.regionalfailover.api.v1alpha1.PlanStatus;
import io.regionalfailover.api.v1alpha1.PolicyRegionSpec;
import io.regionalfailover.api.v1alpha1.PolicyRegionStatus;
import io.regionalfailover.decision.Order;
import io.regionalfailover.decision.Phase;
import io.regionalfailover.decision.Reason;
import io.regionalfailover.kubectl.explain.RuleSaid.Outcome;
import io.regionalfailover.kubectl.view.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules of the decision in their order, and what each said, as spec, status and orders tell. */
final class Pipeline {
    private static final Set<Reason> VETOES = EnumSet.of(
            Reason.SUSPENDED,
            Reason.DRY_RUN,
            Reason.AWAITING_APPROVAL,
            Reason.COLD_START,
            Reason.OBSERVER_ISOLATED,
            Reason.NO_QUORUM,
            Reason.SPEC_SKEW,
            Reason.DNS_UNAVAILABLE,
            Reason.DNS_THROTTLED,
            Reason.DNS_FENCED,
            Reason.RECORD_CONFLICT,
            Reason.NAME_NOT_GRANTED,
            Reason.INVALID_REFERENCE,
            Reason.INVALID_SPEC);

    private static final Set<Reason> LIMITS = EnumSet.of(
            Reason.TOO_FEW_REGIONS,
            Reason.VELOCITY_LIMITED,
            Reason.COOLING_DOWN,
            Reason.STABILIZING,
            Reason.BLOCKED_WINDOW,
            Reason.FAILOVER_STEP,
            Reason.FAILBACK_STEP);

    private static final Set<Reason> PROGRESS = EnumSet.of(Reason.AWAITING_CAPACITY, Reason.AWAITING_PROPAGATION);

    private final Story story;
    private final Optional<Condition> held;

    private Pipeline(Story story) {
        this.story = story;
        this.held = Words.isTrue(story.status(), "Held");
    }

    /** Seven rules. */
    static List<RuleSaid> of(Story story) {
        Pipeline rules = new Pipeline(story);
        return List.of(
                rules.verdicts(),
                rules.commonCause(),
                rules.excluded(),
                rules.targetShares(),
                rules.gate(5, "Vetoes", VETOES, rules.noVeto()),
                rules.gate(6, "Limits", LIMITS, "no limit holds anything"),
                rules.progress());
    }

    private RuleSaid verdicts() {
        List<String> said = new ArrayList<>();
        boolean anyFails = false;
        boolean allKnown = !story.status().regions().isEmpty();
        for (PolicyRegionStatus region : story.status().regions()) {
            String health = Words.orEmpty(region.health());
            anyFails |= health.equals("Unhealthy");
            allKnown &= !health.equals("Unknown");
            said.add(region.name() + " is " + (health.isEmpty() ? "Unknown" : health) + failing(region));
        }
        Outcome outcome = anyFails ? Outcome.ACTS : allKnown ? Outcome.PASSES : Outcome.UNKNOWN;
        return new RuleSaid(
                1, "Verdicts", outcome, said.isEmpty() ? "no region was judged yet" : String.join("; ", said));
    }

    private static String failing(PolicyRegionStatus region) {
        List<String> names = region.checks().stream()
                .filter(check -> check.result().equals("Failing") && !"Warning".equals(check.severity()))
                .map(CheckStatus::name)
                .toList();
        return names.isEmpty() ? "" : ", " + Story.list(names) + (names.size() == 1 ? " fails" : " fail");
    }

    private RuleSaid commonCause() {
        List<String> shared = story.status().regions().stream()
                .filter(region -> Reason.COMMON_CAUSE.text().equals(region.reason()))
                .map(PolicyRegionStatus::name)
                .toList();
        boolean holds = !shared.isEmpty() || isHeldFor(Reason.COMMON_CAUSE);
        String said = holds
                ? "what fails in " + (shared.isEmpty() ? "the failing region" : Story.list(shared))
                        + " was seen well nowhere else since, so it says nothing about one region and moves nobody"
                : "nothing fails in every region, so what fails counts";
        return new RuleSaid(2, "Common cause", holds ? Outcome.HOLDS : Outcome.PASSES, said);
    }

    private RuleSaid excluded() {
        Map<String, String> excluded = excludedRegions();
        List<String> said = new ArrayList<>();
        excluded.forEach((region, why) -> said.add(region + " must not serve: " + why));
        return new RuleSaid(
                3,
                "Excluded",
                excluded.isEmpty() ? Outcome.PASSES : Outcome.ACTS,
                said.isEmpty() ? "no region is excluded" : String.join("; ", said));
    }

    private Map<String, String> excludedRegions() {
        Map<String, String> excluded = new LinkedHashMap<>();
        Set<String> inSpec = Set.copyOf(
                story.spec().regions().stream().map(PolicyRegionSpec::name).toList());
        for (PolicyRegionStatus region : story.status().regions()) {
            Optional<Order> order = story.orders().stream()
                    .filter(each ->
                            each.kind() != Order.Kind.RETURN_TO && each.region().equals(region.name()))
                    .findFirst();
            if (order.isPresent()) {
                excluded.put(region.name(), "ordered (" + order.get().text() + ")");
            } else if ("Unhealthy".equals(region.health())) {
                excluded.put(region.name(), "it is unhealthy");
            } else if (!inSpec.contains(region.name())) {
                excluded.put(region.name(), "it is no longer in the spec");
            }
        }
        return excluded;
    }

    private RuleSaid targetShares() {
        String steady = Story.list(story.spec().regions().stream()
                .filter(region -> region.weight() > 0)
                .map(region -> region.name() + "=" + region.weight())
                .toList());
        String published = Words.orEmpty(story.status().serving());
        boolean nobody = isHeldFor(Reason.NO_HEALTHY_REGION) || story.phase() == Phase.FAILED_OPEN;
        String said = "the spec wants " + steady + ", published is " + (published.isEmpty() ? "nothing" : published);
        if (nobody) {
            return new RuleSaid(4, "Target shares", Outcome.HOLDS, said + "; nobody healthy is left, so that stays");
        }
        boolean away = !story.away().isEmpty();
        return new RuleSaid(
                4,
                "Target shares",
                away || story.phase() == Phase.FAILING_OVER ? Outcome.ACTS : Outcome.PASSES,
                away ? said + "; what " + story.awayNames() + " lacks is with others" : said);
    }

    private String noVeto() {
        return switch (story.spec().mode()) {
            case AUTOMATIC ->
                story.spec().suspend() ? "spec.suspend is true: nothing is written" : "health may move traffic";
            case MANUAL -> "spec.mode is Manual: only people move traffic";
            case DRY_RUN -> "spec.mode is DryRun: nothing is written";
        };
    }

    private RuleSaid gate(int number, String rule, Set<Reason> reasons, String otherwise) {
        Optional<Condition> mine = held.filter(condition ->
                Words.reason(condition.reason()).filter(reasons::contains).isPresent());
        return mine.map(condition ->
                        new RuleSaid(number, rule, Outcome.HOLDS, condition.reason() + ": " + condition.message()))
                .orElseGet(() -> new RuleSaid(number, rule, Outcome.PASSES, otherwise));
    }

    private RuleSaid progress() {
        RuleSaid waits = gate(7, "Progress", PROGRESS, "");
        PlanStatus plan = story.status().plan();
        if (plan == null) {
            return waits.outcome() == Outcome.HOLDS
                    ? waits
                    : new RuleSaid(7, "Progress", Outcome.UNKNOWN, "no plan was written yet");
        }
        List<String> stages = new ArrayList<>();
        add(stages, "decided", plan.decidedAt());
        add(stages, "room ready", plan.capacityReadyAt());
        add(stages, "written", plan.writtenAt());
        add(stages, "in force", plan.inSyncAt());
        add(stages, "seen at every name server", plan.observedAt());
        boolean done = plan.inSyncAt() != null || plan.writtenAt() == null;
        String said = "plan " + Words.orEmpty(plan.epoch()) + " (" + Words.orEmpty(plan.reason()) + "): "
                + (stages.isEmpty() ? "found in the zone" : String.join(", ", stages));
        if (waits.outcome() == Outcome.HOLDS) {
            return new RuleSaid(7, "Progress", Outcome.HOLDS, waits.said() + "; " + said);
        }
        return new RuleSaid(7, "Progress", done ? Outcome.PASSES : Outcome.ACTS, said);
    }

    private static void add(List<String> stages, String stage, @Nullable Instant at) {
        if (at != null) {
            stages.add(stage + " " + at.toString());
        }
    }

    private boolean isHeldFor(Reason reason) {
        return held.filter(condition -> condition.reason().equals(reason.text()))
                .isPresent();
    }
}
