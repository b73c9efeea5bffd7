package io.regionalfailover.operator.policy;

import io.regionalfailover.decision.CapacityJudgement;
import io.regionalfailover.decision.CapacityKey;
import io.regionalfailover.decision.Contingency;
import io.regionalfailover.decision.Decision;
import io.regionalfailover.decision.Obstacle;
import io.regionalfailover.decision.Phase;
import io.regionalfailover.decision.Published;
import io.regionalfailover.decision.ReadinessFacts;
import io.regionalfailover.decision.Reason;
import io.regionalfailover.decision.RegionRule;
import io.regionalfailover.decision.RoomJudgement;
import io.regionalfailover.decision.RoomTrial;
import io.regionalfailover.decision.Weights;
import io.regionalfailover.dns.Reading;
import io.regionalfailover.operator.policy.WorkloadAccess.Access;
import io.regionalfailover.operator.translation.PolicyModel;
import io.regionalfailover.peers.Company;
import io.regionalfailover.placement.Cluster;
import io.regionalfailover.placement.Stamp;
import io.regionalfailover.placement.Workload;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a failover would succeed: tries the scale-ups that the failure of each serving region would need, and
 * gathers what else stands in its way. Nothing is changed by it, and no shift waits for it: while traffic moves, nothing is
 * tried. Touched by one turn at a time; clusters are asked outside of it.
 *
 * <p>What fits is tried again after five resyncs, what does not after one; a changed spec, and a need that has grown, at once.
 */
final class Rehearsing {
    private static final int RESYNCS_WHEN_WELL = 5;

    private final LoopParts parts;
    private final ZoneView view;
    private final Peering peering;
    private final Placing placing;
    private final Gathering gathering;
    private final Confirmation confirmation;
    private final Consumer<Runnable> post;
    private final Map<CapacityKey, RoomTrial> rooms = new LinkedHashMap<>();
    private final Set<String> busy = new HashSet<>();
    private Optional<PolicyModel> followed = Optional.empty();
    private Instant triedAt = Instant.MIN;
    private Instant dueAt = Instant.MIN;
    private @Nullable Made made;

    /** @param post hands in a message for the next turn */
    Rehearsing(
            LoopParts parts,
            ZoneView view,
            Peering peering,
            Placing placing,
            Gathering gathering,
            Confirmation confirmation,
            Consumer<Runnable> post) {
        this.parts = parts;
        this.view = view;
        this.peering = peering;
        this.placing = placing;
        this.gathering = gathering;
        this.confirmation = confirmation;
        this.post = post;
    }

    /** This is the policy from now on. Nothing that was tried for other workloads is kept. */
    void follow(PolicyModel model) {
        boolean samePlacement = followed.filter(before -> before.placement().equals(model.placement()))
                .isPresent();
        boolean sameRules =
                followed.filter(before -> before.rules().equals(model.rules())).isPresent();
        if (!samePlacement) {
            rooms.clear();
        }
        if (!samePlacement || !sameRules) {
            triedAt = Instant.MIN;
            dueAt = Instant.MIN;
        }
        followed = Optional.of(model);
    }

    /** Tries what is due. */
    void act(Decision decision, PolicyModel model, Instant now) {
        if (model.rules().capacityRules().isEmpty()) {
            return;
        }
        boolean due = !now.isBefore(dueAt);
        if (due) {
            dueAt = now.plus(parts.jitteredResync());
        }
        if (isMoving(decision)) {
            return;
        }
        List<Contingency> contingencies = contingencies(decision, model);
        if (due && isRecentAndWell(decision, model, contingencies, now)) {
            due = false;
        }
        if (due) {
            triedAt = now;
        }
        Map<String, Map<CapacityKey, Integer>> asked = new LinkedHashMap<>();
        for (Map.Entry<CapacityKey, Integer> need :
                Contingency.most(contingencies).entrySet()) {
            RoomTrial known = rooms.get(need.getKey());
            boolean open = due || known == null || known.asked() < need.getValue();
            if (open && mayAsk(need.getKey())) {
                asked.computeIfAbsent(need.getKey().region(), region -> new LinkedHashMap<>())
                        .put(need.getKey(), need.getValue());
            }
        }
        asked.forEach((region, needs) -> rehearse(region, needs, model));
    }

    /** A shift has the clusters for itself. */
    private static boolean isMoving(Decision decision) {
        return decision.proposal().isPresent()
                || decision.phase() == Phase.FAILING_OVER
                || decision.capacities().stream().anyMatch(CapacityJudgement::isAwaited);
    }

    private boolean isRecentAndWell(
            Decision decision, PolicyModel model, List<Contingency> contingencies, Instant now) {
        return triedAt.isAfter(Instant.MIN)
                && now.isBefore(triedAt.plus(parts.resync().multipliedBy(RESYNCS_WHEN_WELL)))
                && RoomJudgement.of(facts(decision, model, Optional.empty()), contingencies)
                        .isAllWell();
    }

    /** Who scales there, and what cannot be looked at, is told by others. */
    private boolean mayAsk(CapacityKey key) {
        return !busy.contains(key.region())
                && !peering.company().standsIn(key.region())
                && placing.seen(key).isPresent();
    }

    private void rehearse(String region, Map<CapacityKey, Integer> needs, PolicyModel model) {
        busy.add(region);
        Map<Workload, Integer> wanted = new LinkedHashMap<>();
        Map<CapacityKey, Workload> workloads = new HashMap<>();
        needs.forEach((key, needed) -> placing.seen(key).ifPresent(workload -> {
            wanted.merge(workload, needed, Math::max);
            workloads.put(key, workload);
        }));
        Stamp stamp = new Stamp(model.publication().owner().hash(), view.nextEpoch());
        parts.rehearsals().execute(() -> {
            Map<Workload, RoomTrial> found = ask(region, wanted, stamp);
            post.accept(() -> {
                busy.remove(region);
                boolean current = followed.filter(now -> now.placement().equals(model.placement()))
                        .isPresent();
                if (current) {
                    workloads.forEach((key, workload) ->
                            Optional.ofNullable(found.get(workload)).ifPresent(trial -> rooms.put(key, trial)));
                }
            });
        });
    }

    private Map<Workload, RoomTrial> ask(String region, Map<Workload, Integer> wanted, Stamp stamp) {
        try {
            return switch (parts.workloads().to(region)) {
                case Access.Reached(Cluster cluster) -> cluster.rehearse(wanted, stamp);
                case Access.Elsewhere() -> unknown(wanted, "the Region names no cluster any longer");
                case Access.Denied(boolean lasting, String message) -> unknown(wanted, message);
            };
        } catch (RuntimeException e) {
            // Without an answer the region would never be tried again.
            return unknown(wanted, "the trial broke off: " + e);
        }
    }

    private static Map<Workload, RoomTrial> unknown(Map<Workload, Integer> wanted, String message) {
        Map<Workload, RoomTrial> trials = new HashMap<>();
        wanted.forEach((workload, asked) -> trials.put(workload, new RoomTrial.Unknown(asked, message)));
        return trials;
    }

    /** When something is to be tried again. */
    Optional<Instant> nextAt() {
        return followed.filter(model -> !model.rules().capacityRules().isEmpty())
                .map(model -> dueAt);
    }

    private List<Contingency> contingencies(Decision decision, PolicyModel model) {
        return Contingency.of(model.rules(), published(), decision.regions(), gathering.orderedAway());
    }

    private Weights published() {
        return view.published() instanceof Published.Present present
                ? present.plan().weights()
                : new Weights(Map.of());
    }

    /**
     * What tells whether a failover would succeed.
     *
     * @param refusal why the newest spec is not carried out
     */
    ReadinessFacts facts(Decision decision, PolicyModel model, Optional<Refusal> refusal) {
        Basis now = new Basis(
                decision,
                model,
                refusal,
                published(),
                view.reading(),
                view.progress(),
                view.trouble(),
                view.refusedWrite(),
                confirmation.unseenAt(),
                gathering.orderedAway(),
                gathering.isIsolated(),
                gathering.gateTrouble(),
                peering.company(),
                Map.copyOf(rooms));
        if (made == null || !made.of().equals(now)) {
            made = new Made(now, facts(now));
        }
        return made.facts();
    }

    /** All that goes into them: after nearly every turn it is the same as before, and they are not made anew. */
    private record Basis(
            Decision decision,
            PolicyModel model,
            Optional<Refusal> refusal,
            Weights published,
            Optional<Reading> reading,
            Optional<PlanProgress> progress,
            Optional<Trouble> trouble,
            Optional<String> refusedWrite,
            List<String> unseenAt,
            Set<String> orderedAway,
            boolean isolated,
            Optional<String> gateTrouble,
            Company company,
            Map<CapacityKey, RoomTrial> rooms) {}

    private record Made(Basis of, ReadinessFacts facts) {}

    private static ReadinessFacts facts(Basis basis) {
        Company company = basis.company();
        return new ReadinessFacts(
                basis.model().rules(),
                basis.decision(),
                basis.published(),
                basis.orderedAway(),
                basis.isolated(),
                new ReadinessFacts.Votes(company.answering(), company.denominator(), company.missing()),
                records(basis),
                basis.model().sharedChecks(),
                basis.rooms(),
                basis.model().rules().regions().stream()
                        .map(RegionRule::name)
                        .filter(company::standsIn)
                        .collect(Collectors.toSet()));
    }

    private static ReadinessFacts.Records records(Basis basis) {
        Optional<Obstacle> refused = basis.refusal().map(why -> new Obstacle(why.reason(), why.message()));
        Optional<Obstacle> conflict = basis.reading().orElse(null) instanceof Reading.Conflict there
                ? Optional.of(new Obstacle(Reason.RECORD_CONFLICT, there.message()))
                : Optional.empty();
        return new ReadinessFacts.Records(
                refused.or(() -> conflict),
                basis.trouble().map(trouble -> new Obstacle(trouble.reason(), trouble.message())),
                basis.refusedWrite(),
                basis.progress().flatMap(PlanProgress::writtenAt),
                basis.unseenAt(),
                basis.model().publication().largestTtlSeconds(),
                basis.gateTrouble(),
                basis.model().notCarried());
    }
}
