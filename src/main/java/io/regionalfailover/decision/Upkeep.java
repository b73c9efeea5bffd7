package io.regionalfailover.decision;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Stage 4, what is published is not what was meant: the spec changed, the zone was changed by others, or people's orders changed.
 *
 * <p>A changed spec is published with the weights that are published already; traffic follows by the rules of a return. Only
 * when all was well before and is well now, new weights count at once: people changed them, and no region's health is in
 * doubt. A region that is new waits for its return in any case.
 */
final class Upkeep {
    private static final Set<Reason> REASONS_WHEN_STEADY =
            EnumSet.of(Reason.ALL_REGIONS_HEALTHY, Reason.PUBLISHED, Reason.SPEC_CHANGED);

    private Upkeep() {}

    static Part of(Situation situation, boolean unbound) {
        if (situation.present().isEmpty()) {
            return Part.NOTHING;
        }
        Published.Present present = situation.present().get();
        boolean untold = situation.facts().ordersUntold();
        if (!situation.specChanged() && !present.drifted() && !untold) {
            return Part.NOTHING;
        }
        Optional<Vetoes.Veto> veto = unbound ? Optional.empty() : Vetoes.onUpkeep(situation);
        if (veto.isPresent()) {
            return Part.held(
                    List.of(Sentences.hold(veto.get().reason(), veto.get().message(), Set.of(), Optional.empty())));
        }
        if (!situation.specChanged()) {
            Proposal again = present.drifted() ? repair(present) : Proposal.telling(present.plan());
            return Part.of(again, List.of());
        }
        Proposal next = rollOut(situation, present);
        return nobodyOfTheSpecServes(situation, next)
                ? Part.held(List.of(Sentences.hold(
                        Reason.REGION_REMOVED,
                        "the changed spec is published once a region of it may serve: all traffic is at "
                                + next.weights().serving() + ", which is no longer in it",
                        Set.of(),
                        Optional.empty())))
                : Part.of(next, List.of());
    }

    /** A name that is new in the spec could not be answered. */
    private static boolean nobodyOfTheSpecServes(Situation situation, Proposal next) {
        return situation.policy().regions().stream()
                .allMatch(region -> next.weights().of(region.name()) == 0);
    }

    private static Proposal repair(Published.Present present) {
        return Proposal.again(
                present.plan(), Sentences.clipped("the zone is brought back to the plan: " + present.driftMessage()));
    }

    private static Proposal rollOut(Situation situation, Published.Present present) {
        Weights published = present.plan().weights();
        Weights next = wantedAtOnce(situation, present).orElseGet(() -> kept(situation, published));
        boolean ends = present.plan().stage() instanceof Stage.Evacuating || isSteady(situation, next);
        Stage stage = ends ? new Stage.Settled() : present.plan().stage();
        return new Proposal(
                Proposal.Kind.ROLL_OUT,
                next,
                stage,
                present.plan().relapses(),
                isSteady(situation, next) ? Reason.SPEC_CHANGED : Reason.SPEC_CHANGED_IN_SHIFT,
                Sentences.clipped("the spec changed; traffic goes to " + next.serving()),
                Moved.from(published, next),
                Moved.to(published, next));
    }

    /** Only then may the next change of the spec count on nothing being out of place. */
    private static boolean isSteady(Situation situation, Weights next) {
        return situation.excluded().isEmpty()
                && next.sameShares(Weighting.steady(situation.policy().regions()));
    }

    /** The same shares, for the regions of the spec and those that still have to be left. */
    private static Weights kept(Situation situation, Weights published) {
        Map<String, Integer> weights = new LinkedHashMap<>();
        for (RegionState region : situation.regions()) {
            weights.put(region.name(), published.of(region.name()));
        }
        Weights kept = new Weights(weights);
        Weights steady = Weighting.steady(situation.policy().regions());
        return kept.sameShares(steady) ? steady : kept;
    }

    private static Optional<Weights> wantedAtOnce(Situation situation, Published.Present present) {
        boolean wasSteady = present.plan().stage() instanceof Stage.Settled
                && present.reason().filter(REASONS_WHEN_STEADY::contains).isPresent();
        if (!wasSteady || !situation.excluded().isEmpty()) {
            return Optional.empty();
        }
        Map<String, Fraction> shares = new LinkedHashMap<>();
        int steady = 0;
        for (RegionState region : situation.regions()) {
            if (serves(region, present) && (!region.isShownHealthy() || region.isDisputed())) {
                return Optional.empty();
            }
            steady += serves(region, present) || isStable(situation, region) ? region.steadyWeight() : 0;
        }
        if (steady == 0) {
            return Optional.empty();
        }
        for (RegionState region : situation.regions()) {
            boolean counts = serves(region, present) || isStable(situation, region);
            shares.put(region.name(), counts ? Fraction.of(region.steadyWeight(), steady) : Fraction.ZERO);
        }
        return Optional.of(Weighting.of(new Shares(shares), situation.policy().regions(), Map.of()));
    }

    private static boolean serves(RegionState region, Published.Present present) {
        return present.plan().weights().of(region.name()) > 0;
    }

    /** A standby that has been well for long may serve at once; a region that nobody has seen for long may not. */
    private static boolean isStable(Situation situation, RegionState region) {
        return region.healthySince()
                .filter(since -> Limits.stable(situation, region, since).isEmpty())
                .isPresent();
    }
}
