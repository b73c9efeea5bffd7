package io.regionalfailover.decision;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** How many replicas each region needs, for what is published and for what is to be. */
final class Capacities {
    private Capacities() {}

    /** @param wanted what would be written if there is room; empty when nothing is to move */
    static List<CapacityJudgement> of(Situation situation, Optional<Proposal> wanted) {
        boolean changesNothing = Vetoes.onWrites(situation.facts()).isPresent();
        boolean settled = wanted.isEmpty() && isSettled(situation);
        List<CapacityJudgement> judged = new ArrayList<>();
        for (RegionRule region : situation.policy().regions()) {
            for (CapacityRule rule : situation.policy().capacityRules()) {
                CapacityKey key = new CapacityKey(region.name(), rule.name());
                Optional<Capacity> seen =
                        Optional.ofNullable(situation.facts().capacities().get(key));
                int serves = rule.needed(share(situation.published(), region.name()));
                int comes = wanted.map(proposal -> rule.needed(share(proposal.goal(), region.name())))
                        .orElse(serves);
                OptionalInt needed = changesNothing || (situation.present().isEmpty() && wanted.isEmpty())
                        ? OptionalInt.empty()
                        : OptionalInt.of(Math.max(serves, comes));
                boolean isShort = situation.published().of(region.name()) > 0
                        && seen.orElse(null) instanceof Capacity.Seen(int desired, int ready)
                        && ready < rule.mustBeReady(serves);
                judged.add(new CapacityJudgement(
                        key,
                        needed,
                        seen,
                        isShort,
                        wanted.filter(move -> isAwaited(move, region.name(), rule, seen))
                                .isPresent(),
                        needed.isPresent() && settled && rule.lowers()));
            }
        }
        return judged;
    }

    private static boolean isAwaited(Proposal move, String region, CapacityRule rule, Optional<Capacity> seen) {
        if (!move.to().contains(region)) {
            return false;
        }
        int mustBeReady = rule.mustBeReady(rule.needed(share(move.weights(), region)));
        return switch (seen.orElse(new Capacity.Unknown(false, ""))) {
            case Capacity.Seen(int desired, int ready) -> ready < mustBeReady;
            case Capacity.Unknown unknown -> true;
            case Capacity.Elsewhere elsewhere -> false;
        };
    }

    /** A region's part of what weights send; nothing where nobody has any. */
    static Fraction share(Weights weights, String region) {
        return weights.sum() == 0 ? Fraction.ZERO : Fraction.of(weights.of(region), weights.sum());
    }

    /** Nothing is on its way, and the zone says what it should. */
    private static boolean isSettled(Situation situation) {
        return situation.present().isPresent()
                && situation.present().get().inForce()
                && !situation.present().get().drifted()
                && !situation.specChanged()
                && situation.stage() instanceof Stage.Settled;
    }
}
