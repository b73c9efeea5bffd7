package io.regionalfailover.decision;

import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Stage 7: where traffic is, the most telling reason, and a sentence for a person. */
final class Conclusion {
    private static final Set<Reason> LEAVING = EnumSet.of(
            Reason.REGION_UNHEALTHY,
            Reason.REGION_DRAINED,
            Reason.TRAFFIC_SHIFT_ORDERED,
            Reason.DRILL_RUNNING,
            Reason.REGION_REMOVED);

    private static final Set<Reason> NOT_WRITING = EnumSet.of(Reason.SUSPENDED, Reason.DRY_RUN);

    private Conclusion() {}

    static Phase phase(Situation situation, Wish wish) {
        if (situation.present().isEmpty()) {
            return Phase.PENDING;
        }
        boolean begins = wish.proposal().isPresent() || awaitsCapacity(wish);
        if (wish.leaving() && (begins || situation.stage() instanceof Stage.Evacuating)) {
            return Phase.FAILING_OVER;
        }
        if (situation.isFailedOpen()) {
            return Phase.FAILED_OPEN;
        }
        boolean returns = wish.proposal()
                .filter(proposal -> proposal.kind() == Proposal.Kind.RETURN)
                .isPresent();
        if (returns || (wish.returning() && situation.stage() instanceof Stage.Returning)) {
            return Phase.FAILING_BACK;
        }
        Published.Present present = situation.present().get();
        boolean leaves =
                !present.inForce() && present.reason().filter(LEAVING::contains).isPresent();
        if (leaves || isPaused(situation)) {
            return Phase.FAILING_OVER;
        }
        return situation.isSteady() || isOthersSpec(situation) ? Phase.STEADY : Phase.FAILED_OVER;
    }

    /** The weights are those of a spec that only others have: that they are not ours is no failover. */
    private static boolean isOthersSpec(Situation situation) {
        return situation.facts().specSkew()
                && situation.excluded().isEmpty()
                && situation.stage() instanceof Stage.Settled;
    }

    /** Only a move that is wanted and may be made waits for room. */
    private static boolean awaitsCapacity(Wish wish) {
        return wish.holds().stream().anyMatch(hold -> hold.reason() == Reason.AWAITING_CAPACITY);
    }

    /** A shift that began and is withheld now. */
    private static boolean isPaused(Situation situation) {
        if (situation.stage() instanceof Stage.Evacuating under) {
            for (String region : under.from()) {
                if (situation.isExcluded(region) && situation.published().of(region) > 0) {
                    return true;
                }
            }
        }
        return false;
    }

    static Reason reason(Situation situation, Wish wish) {
        if (situation.facts().published() instanceof Published.Unread unread) {
            return unread.reason();
        }
        if (situation.policy().suspended()) {
            return Reason.SUSPENDED;
        }
        if (wish.proposal().isPresent()) {
            return wish.proposal().get().reason();
        }
        if (situation.isFailedOpen()) {
            return Reason.NO_HEALTHY_REGION;
        }
        if (!wish.holds().isEmpty()) {
            return wish.holds().getFirst().reason();
        }
        if (!situation.excluded().isEmpty()) {
            return firstExcluded(situation).getValue().cause().reason();
        }
        for (RegionState region : situation.regions()) {
            if (!region.isShownHealthy()) {
                return situation.warm() ? Sentences.reasonOf(region) : Reason.COLD_START;
            }
        }
        return Reason.ALL_REGIONS_HEALTHY;
    }

    private static Map.Entry<String, Exclusion> firstExcluded(Situation situation) {
        return situation.excluded().entrySet().iterator().next();
    }

    static String message(Situation situation, Wish wish) {
        String whole = whole(situation, wish);
        boolean isSaid = !wish.holds().isEmpty()
                && NOT_WRITING.contains(wish.holds().getFirst().reason());
        Optional<Vetoes.Veto> veto = Vetoes.onWrites(situation.facts());
        boolean toSay =
                !isSaid && veto.isPresent() && NOT_WRITING.contains(veto.get().reason());
        return Sentences.clipped(toSay ? veto.get().message() + "; " + whole : whole);
    }

    private static String whole(Situation situation, Wish wish) {
        if (situation.facts().published() instanceof Published.Unread unread) {
            return unread.message();
        }
        if (wish.proposal().isPresent()) {
            return wish.proposal().get().message();
        }
        String serving = situation.published().serving();
        if (situation.isFailedOpen()) {
            return "no region is healthy, so the last answers stay: " + serving
                    + "; the first to be healthy gets the traffic (" + excluded(situation) + ")";
        }
        if (!wish.holds().isEmpty()) {
            String at = serving.isEmpty() ? "" : "; traffic is at " + serving;
            return wish.holds().getFirst().message() + at;
        }
        if (!situation.excluded().isEmpty()) {
            return excluded(situation) + "; traffic is at " + serving;
        }
        for (RegionState region : situation.regions()) {
            if (!region.isShownHealthy()) {
                return region.name() + " is not judged healthy (" + Sentences.ofRegion(region) + "); traffic stays at "
                        + serving;
            }
        }
        return (situation.isSteady() ? "all regions are healthy; traffic is as the spec wants it: " : "traffic is at ")
                + serving;
    }

    private static String excluded(Situation situation) {
        StringBuilder text = new StringBuilder();
        situation
                .excluded()
                .forEach((name, exclusion) -> text.append(text.isEmpty() ? "" : ", ")
                        .append(Sentences.ofExclusion(situation.region(name), exclusion)));
        return text.toString();
    }
}
