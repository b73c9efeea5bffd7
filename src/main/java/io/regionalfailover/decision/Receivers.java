package io.regionalfailover.decision;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Who may take a source's traffic.
 *
 * @param regions in the order of preference
 * @param serve true when they serve already; else they are one, the first that does not
 */
record Receivers(List<String> regions, boolean serve) {
    boolean isEmpty() {
        return regions.isEmpty();
    }

    /** What others' spec has to be left takes nothing, as long as somebody else does. */
    static Receivers of(Situation situation, RegionState source, Exclusion exclusion) {
        Set<String> leaving = situation.facts().specSkew() && situation.stage() instanceof Stage.Evacuating under
                ? under.from()
                : Set.of();
        Receivers receivers = of(situation, source, exclusion, leaving);
        return receivers.isEmpty() && !leaving.isEmpty() ? of(situation, source, exclusion, Set.of()) : receivers;
    }

    private static Receivers of(Situation situation, RegionState source, Exclusion exclusion, Set<String> leaving) {
        if (exclusion.byHealth() && source.failsOnlyForCommonCause()) {
            return new Receivers(List.of(), false);
        }
        List<CheckState> failing = exclusion.byHealth() ? source.failing(false) : List.of();
        Set<String> serving = new LinkedHashSet<>();
        List<RegionState> idle = new ArrayList<>();
        for (RegionState region : situation.candidates()) {
            if (leaving.contains(region.name())) {
                continue;
            }
            if (exclusion.cause() == Exclusion.Cause.REMOVED && (!region.isShownHealthy() || region.isDisputed())) {
                // Nothing is urgent: who gets its traffic is seen to be well.
                continue;
            }
            if (CommonCause.seenWellSince(situation.facts(), situation.checks(), region.name(), failing)) {
                if (situation.published().of(region.name()) > 0) {
                    serving.add(region.name());
                } else {
                    idle.add(region);
                }
            }
        }
        if (!serving.isEmpty()) {
            return new Receivers(List.copyOf(serving), true);
        }
        for (RegionState region : idle) {
            if (region.isShownHealthy()) {
                return new Receivers(List.of(region.name()), false);
            }
        }
        return new Receivers(
                idle.isEmpty() ? List.of() : List.of(idle.getFirst().name()), false);
    }
}
