package io.regionalfailover.decision;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Stage 4, traffic that leaves: from each excluded region with share to those who may take it.
 *
 * <ol>
 *   <li>Each source is held or let go by itself: nobody may receive, a veto, a limit.
 *   <li>When no serving region is Healthy, all goes at once. Else in steps, each of the share that the source had before the
 *       shift. A source that joins a shift, or leaves it, begins a new one from what is published then.
 *   <li>A shift that begins never waits; its later steps wait for the step before. One for health begins, and
 *       goes on, only while enough see the region fail.
 * </ol>
 */
final class Evacuation {
    private static final Duration RELAPSE_WITHIN = Duration.ofHours(1);

    private final Situation situation;
    private final boolean unbound;
    private final List<Hold> holds = new ArrayList<>();

    private Evacuation(Situation situation, boolean unbound) {
        this.situation = situation;
        this.unbound = unbound;
    }

    /**
     * What of it is to be done now.
     *
     * @param unbound true for what is wanted, before vetoes and limits
     */
    static Part of(Situation situation, boolean unbound) {
        return new Evacuation(situation, unbound).part();
    }

    private Part part() {
        Map<String, Receivers> going = new LinkedHashMap<>();
        for (String source : situation.excluded().keySet()) {
            if (situation.published().of(source) > 0) {
                admit(source, going);
            }
        }
        holdCommonCauses();
        holdWhatFewSee();
        return going.isEmpty() ? Part.held(holds) : shift(going);
    }

    /** A region that fails like all others is not excluded, and yet a person wants to know why nothing moves. */
    private void holdCommonCauses() {
        for (RegionState region : situation.regions()) {
            boolean stays = situation.published().of(region.name()) > 0 && !situation.isExcluded(region.name());
            if (stays && region.failsOnlyForCommonCause()) {
                holds.add(Sentences.hold(
                        Reason.COMMON_CAUSE,
                        region.name() + " keeps its traffic: " + Sentences.ofRegion(region),
                        Set.of(region.name()),
                        Optional.empty()));
            }
        }
    }

    /** One of several sees a region fail: nothing moves, and a person wants to know who is missing. */
    private void holdWhatFewSee() {
        Quorum quorum = situation.policy().failover().quorum();
        for (RegionState region : situation.regions()) {
            if (situation.published().of(region.name()) == 0 || situation.isExcluded(region.name())) {
                continue;
            }
            for (CheckState check : region.checks()) {
                if (check.critical() && check.failingVotes() > 0 && !check.isSeenFailing(quorum)) {
                    holds.add(Sentences.hold(
                            Reason.NO_QUORUM,
                            region.name() + " keeps its traffic: " + check.sentence() + ", "
                                    + quorum.needed(check.vantagePoints()) + " are needed",
                            Set.of(region.name()),
                            Optional.empty()));
                    break;
                }
            }
        }
    }

    /** Lets a source go, or holds it and says so. */
    private void admit(String source, Map<String, Receivers> going) {
        RegionState region = situation.region(source);
        Exclusion exclusion = situation.excluded().get(source);
        if (exclusion == null) {
            return;
        }
        if (situation.candidates().isEmpty()) {
            hold(Reason.NO_HEALTHY_REGION, "no other region is healthy: the last answers stay", region, exclusion);
            return;
        }
        Receivers receivers = Receivers.of(situation, region, exclusion);
        if (receivers.isEmpty()) {
            if (exclusion.cause() == Exclusion.Cause.REMOVED) {
                hold(Reason.REGION_UNKNOWN, "no other region is seen to be healthy", region, exclusion);
            } else {
                hold(Reason.COMMON_CAUSE, "no other region was seen well since it began", region, exclusion);
            }
            return;
        }
        if (!unbound && isHeld(region, exclusion, receivers)) {
            return;
        }
        going.put(source, receivers);
    }

    private boolean isHeld(RegionState region, Exclusion exclusion, Receivers receivers) {
        Optional<Vetoes.Veto> veto = switch (exclusion.cause()) {
            case UNHEALTHY -> Vetoes.onEvacuation(situation);
            case REMOVED -> Vetoes.onRemoval(situation);
            case DRAINED, SHIFTED, DRILLED -> Optional.empty();
        };
        if (veto.isPresent()) {
            hold(veto.get().reason(), veto.get().message(), region, exclusion);
            return true;
        }
        Optional<Hold> limit =
                exclusion.forced() ? Optional.empty() : Limits.tooFew(situation, region.name(), receivers.serve());
        if (limit.isEmpty() && exclusion.byHealth() && !isLeaving(region.name())) {
            limit = Limits.velocity(situation, region);
        }
        if (limit.isEmpty() && exclusion.byHealth()) {
            limit = Limits.seenByTooFew(situation, region);
        }
        limit.ifPresent(holds::add);
        return limit.isPresent();
    }

    private boolean isLeaving(String source) {
        return situation.stage() instanceof Stage.Evacuating under
                && under.from().contains(source);
    }

    private void hold(Reason reason, String why, RegionState region, Exclusion exclusion) {
        String message = Sentences.ofExclusion(region, exclusion) + " and keeps its traffic: " + why;
        holds.add(Sentences.hold(reason, message, Set.of(region.name()), Optional.empty()));
    }

    private Part shift(Map<String, Receivers> going) {
        Set<String> sources = going.keySet();
        boolean atOnce = unbound || !situation.somebodyHealthyServes();
        Optional<Stage.Evacuating> underWay = underWay(sources);
        if (!atOnce && underWay.isPresent()) {
            Optional<Hold> wait = Limits.step(
                    situation,
                    Reason.FAILOVER_STEP,
                    situation.policy().failover().stepInterval(),
                    sources);
            if (wait.isPresent()) {
                holds.add(wait.get());
                return new Part(Optional.empty(), holds, true);
            }
        }
        boolean goesOn = underWay.isPresent() && underWay.get().from().equals(sources);
        Weights base = goesOn ? underWay.get().base() : situation.published();
        // Others' spec may have more to leave: their shift goes on, so that nobody begins it anew in turn.
        boolean others = underWay.isPresent() && situation.facts().specSkew();
        Set<String> from = others ? underWay.get().from() : sources;
        int taken = goesOn || others ? underWay.get().percent() : 0;
        List<Integer> steps =
                atOnce ? List.of(100) : situation.policy().failover().steps();
        for (int step : steps) {
            Weights next = step > taken ? Shift.weights(situation, base, going, step) : situation.published();
            if (!next.sameShares(situation.published())) {
                Stage stage = step == 100 ? new Stage.Settled() : new Stage.Evacuating(step, base, from);
                Weights goal = Shift.weights(situation, base, going, 100);
                return Part.of(proposal(next, goal, stage, sources, underWay.isEmpty()), holds);
            }
        }
        return Part.held(holds);
    }

    /** The shift under way, unless a source joined it: that one does not wait. A changed spec ends it, where it may be published. */
    private Optional<Stage.Evacuating> underWay(Set<String> sources) {
        boolean goesOn = situation.stage() instanceof Stage.Evacuating under
                && (situation.facts().specSkew() || !situation.specChanged())
                && under.from().containsAll(sources);
        return goesOn ? Optional.of((Stage.Evacuating) situation.stage()) : Optional.empty();
    }

    private Proposal proposal(Weights next, Weights goal, Stage stage, Set<String> sources, boolean begins) {
        Reason reason = Reason.REGION_REMOVED;
        boolean byHealth = false;
        String why = "";
        for (Exclusion.Cause cause : Exclusion.Cause.values()) {
            for (String source : sources) {
                Exclusion exclusion = situation.excluded().get(source);
                if (exclusion != null && exclusion.cause() == cause) {
                    reason = why.isEmpty() ? cause.reason() : reason;
                    why += (why.isEmpty() ? "" : ", ") + Sentences.ofExclusion(situation.region(source), exclusion);
                    byHealth |= exclusion.byHealth();
                }
            }
        }
        String message = why + "; traffic goes to " + next.serving();
        Set<String> starting = startingByHealth(sources);
        int relapses = begins && byHealth
                ? relapses()
                : situation.present().map(p -> p.plan().relapses()).orElse(0);
        return new Proposal(
                Proposal.Kind.EVACUATE,
                next,
                goal,
                stage,
                relapses,
                reason,
                Sentences.clipped(message),
                Moved.from(situation.published(), next),
                Moved.to(situation.published(), next),
                starting,
                !starting.isEmpty() && starting.stream().allMatch(source -> Limits.agreed(situation.region(source))));
    }

    /** The sources that health moves, and that no shift under way moved before. */
    private Set<String> startingByHealth(Set<String> sources) {
        Set<String> starting = new LinkedHashSet<>();
        for (String source : sources) {
            Exclusion exclusion = situation.excluded().get(source);
            if (exclusion != null && exclusion.byHealth() && !isLeaving(source)) {
                starting.add(source);
            }
        }
        return starting;
    }

    /** One more when traffic had come back within the hour; what is not known is kept. */
    private int relapses() {
        int before = situation.present().map(there -> there.plan().relapses()).orElse(0);
        Optional<Instant> lastReturn = situation.facts().past().lastReturnAt();
        if (lastReturn.isEmpty()) {
            return before;
        }
        boolean soon = !situation.facts().now().isAfter(lastReturn.get().plus(RELAPSE_WITHIN));
        return soon ? before + 1 : 0;
    }
}
