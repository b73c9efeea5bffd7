package io.regionalfailover.operator.report;

import io.regionalfailover.api.v1alpha1.CheckStatus;
import io.regionalfailover.api.v1alpha1.Condition;
import io.regionalfailover.api.v1alpha1.FailoverPolicyStatus;
import io.regionalfailover.api.v1alpha1.HistoryEntry;
import io.regionalfailover.api.v1alpha1.LastFailoverStatus;
import io.regionalfailover.api.v1alpha1.PlacementStatus;
import io.regionalfailover.api.v1alpha1.PlanStatus;
import io.regionalfailover.api.v1alpha1.PolicyRegionStatus;
import io.regionalfailover.decision.Decision;
import io.regionalfailover.decision.Outcome;
import io.regionalfailover.decision.Phase;
import io.regionalfailover.decision.Reason;
import io.regionalfailover.decision.RegionHealth;
import io.regionalfailover.decision.RegionJudgement;
import io.regionalfailover.decision.Severity;
import io.regionalfailover.decision.Weights;
import io.regionalfailover.dns.Mark;
import io.regionalfailover.dns.Publication;
import io.regionalfailover.dns.Reading;
import io.regionalfailover.dns.RecordSet;
import io.regionalfailover.operator.policy.PastPlan;
import io.regionalfailover.operator.policy.PlanProgress;
import io.regionalfailover.operator.policy.PolicySnapshot;
import io.regionalfailover.operator.policy.Refusal;
import io.regionalfailover.operator.policy.Shift;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a loop knows, in the words of the API. Pure. */
public final class StatusReport {
    private static final int MOST_CHECKS = 10;

    private final PolicySnapshot snapshot;
    private final Optional<Decision> decision;

    private StatusReport(PolicySnapshot snapshot) {
        this.snapshot = snapshot;
        decision = snapshot.decision();
    }

    /**
     * The status of a policy.
     *
     * @param standing the status as it was last written: transition times are kept, and so is what it says of the zone
     *     while this process could not read the zone itself
     */
    public static FailoverPolicyStatus of(PolicySnapshot snapshot, @Nullable FailoverPolicyStatus standing) {
        return new StatusReport(snapshot).status(Optional.ofNullable(standing));
    }

    private FailoverPolicyStatus status(Optional<FailoverPolicyStatus> standing) {
        List<Condition> before = standing.map(FailoverPolicyStatus::conditions).orElse(List.of());
        Optional<FailoverPolicyStatus> unread =
                snapshot.reading().isEmpty() ? standing.filter(last -> last.phase() != null) : Optional.empty();
        Weights weights = unread.map(StatusReport::lastRead)
                .orElseGet(() -> published(snapshot.reading(), snapshot.model().map(model -> model.publication())));
        Optional<Refusal> refusal = snapshot.refusal();
        String unhealthy = decision.map(made -> String.join(
                        ",",
                        made.regions().stream()
                                .filter(region -> region.health() == RegionHealth.UNHEALTHY)
                                .map(RegionJudgement::name)
                                .toList()))
                .orElse("");
        return new FailoverPolicyStatus(
                snapshot.generation(),
                unread.map(FailoverPolicyStatus::phase)
                        .orElseGet(() -> decision.map(Decision::phase)
                                .orElse(Phase.PENDING)
                                .text()),
                decision.map(Decision::reason)
                        .or(() -> refusal.map(Refusal::reason))
                        .orElse(Reason.COLD_START)
                        .text(),
                Sentence.bounded(decision.map(Decision::message)
                        .or(() -> refusal.map(Refusal::message))
                        .orElse("")),
                decision.flatMap(Decision::recheckAt)
                        .map(at -> at.truncatedTo(ChronoUnit.SECONDS))
                        .orElse(null),
                weights.serving(),
                unhealthy,
                decision.map(made -> made.regions().stream()
                                .map(region -> region(region, weights, PlacementReport.of(made, region.name())))
                                .toList())
                        .orElse(List.of()),
                snapshot.progress().map(StatusReport::plan).orElse(null),
                snapshot.lastShift().map(StatusReport::lastFailover).orElse(null),
                snapshot.history().stream().map(StatusReport::history).toList(),
                PolicyConditions.of(snapshot, before));
    }

    private static Weights lastRead(FailoverPolicyStatus status) {
        Map<String, Integer> weights = new LinkedHashMap<>();
        status.regions().forEach(region -> {
            if (region.weight() != null) {
                weights.put(region.name(), region.weight());
            }
        });
        return new Weights(weights);
    }

    /**
     * The weights that stand in the zone, read back from the record sets of the first name and type, not from what was
     * wanted.
     */
    static Weights published(Optional<Reading> reading, Optional<Publication> publication) {
        Map<String, Integer> found = new LinkedHashMap<>();
        if (publication.isPresent() && reading.orElse(null) instanceof Reading.Owned owned) {
            publication.get().regions().forEach(region -> found.put(region, 0));
            Publication.Entry first = publication.get().entries().getFirst();
            for (RecordSet set : owned.sets().at(first.name(), first.type())) {
                Mark.of(set)
                        .filter(mark -> mark.ownerHash()
                                .equals(publication.get().owner().hash()))
                        .ifPresent(mark -> found.put(mark.region(), set.weight().orElse(0)));
            }
        }
        return new Weights(found);
    }

    private static PolicyRegionStatus region(RegionJudgement region, Weights weights, List<PlacementStatus> placement) {
        int sum = weights.sum();
        int weight = weights.of(region.name());
        return new PolicyRegionStatus(
                region.name(),
                region.health().text(),
                shown(region.since()),
                region.reason().text(),
                Sentence.bounded(region.message()),
                weight,
                sum == 0 ? 0 : Math.round(100f * weight / sum),
                region.steadyWeight(),
                count(region, Outcome.PASSING),
                count(region, Outcome.FAILING),
                count(region, Outcome.UNKNOWN),
                notPassing(region),
                placement);
    }

    /** A region's checks that do not pass, at most ten. */
    public static List<CheckStatus> notPassing(RegionJudgement region) {
        return region.checks().stream()
                .filter(check -> check.outcome() != Outcome.PASSING)
                .limit(MOST_CHECKS)
                .map(StatusReport::check)
                .toList();
    }

    private static int count(RegionJudgement region, Outcome outcome) {
        return (int) region.checks().stream()
                .filter(check -> check.outcome() == outcome)
                .count();
    }

    private static CheckStatus check(RegionJudgement.CheckJudgement check) {
        return new CheckStatus(
                check.name(),
                check.outcome().text(),
                check.severity() == Severity.CRITICAL ? "Critical" : "Warning",
                Sentence.bounded(check.message()),
                shown(check.since()),
                check.vantagePointsFailing(),
                check.vantagePoints());
    }

    private static PlanStatus plan(PlanProgress progress) {
        return new PlanStatus(
                progress.epoch(),
                progress.nonce().isEmpty() ? null : progress.nonce(),
                progress.specHash(),
                progress.reason().map(Reason::text).orElse(null),
                shown(progress.decidedAt()),
                shown(progress.capacityReadyAt()),
                shown(progress.writtenAt()),
                progress.changeId().orElse(null),
                shown(progress.inSyncAt()),
                shown(progress.observedAt()),
                progress.by().orElse(null));
    }

    private static LastFailoverStatus lastFailover(Shift shift) {
        return new LastFailoverStatus(
                shift.from().stream().sorted().toList(),
                shift.to().stream().sorted().toList(),
                shift.reason().text(),
                shown(shift.firstFailureAt()),
                shown(shift.decidedAt()),
                shown(shift.capacityReadyAt()),
                shown(shift.writtenAt()),
                shown(shift.inSyncAt()),
                shown(shift.observedAt()),
                shown(shift.turned().at()),
                shift.turned().late().stream().map(Sentence::bounded).toList(),
                shown(shift.recoveredAt()));
    }

    private static HistoryEntry history(PastPlan plan) {
        return new HistoryEntry(
                plan.epoch(),
                shown(plan.at()),
                plan.reason(),
                Sentence.bounded(plan.message()),
                plan.weights().byRegion(),
                plan.by());
    }

    private static @Nullable Instant shown(Optional<Instant> time) {
        return time.map(StatusReport::shown).orElse(null);
    }

    private static @Nullable Instant shown(Instant time) {
        return time.equals(Instant.EPOCH) ? null : time.truncatedTo(ChronoUnit.MILLIS);
    }
}
