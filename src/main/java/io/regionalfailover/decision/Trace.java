package io.regionalfailover.decision;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the last decision judged, for the next one to hand on where it judges the same: nearly all do, and then they make nothing
 * anew. It changes no decision: whatever is taken from here equals what would be made instead.
 *
 * @param regions of the spec, by name
 */
record Trace(Map<String, OfRegion> regions) {
    static final Trace NONE = new Trace(Map.of());

    Trace {
        regions = Map.copyOf(regions);
    }

    /**
     * What was judged of one region.
     *
     * @param checks in the spec's order, before common causes were marked
     * @param state of the region
     * @param judgement what is shown of it
     */
    record OfRegion(List<CheckState> checks, RegionState state, RegionJudgement judgement) {}

    /** @param judgements of the situation's regions, in their order */
    static Trace of(Situation situation, List<RegionJudgement> judgements) {
        Map<String, OfRegion> regions = new HashMap<>();
        for (int i = 0; i < judgements.size(); i++) {
            RegionState state = situation.regions().get(i);
            if (!state.removed()) {
                List<CheckState> unmarked = situation.unmarked().getOrDefault(state.name(), List.of());
                regions.put(state.name(), new OfRegion(unmarked, state, judgements.get(i)));
            }
        }
        return new Trace(regions);
    }

    /** Whether all that was judged was taken from here. */
    boolean isOf(Situation situation, List<RegionJudgement> judgements) {
        int found = 0;
        for (int i = 0; i < judgements.size(); i++) {
            RegionState state = situation.regions().get(i);
            OfRegion there = regions.get(state.name());
            if (!state.removed()) {
                if (there == null || there.state() != state || there.judgement() != judgements.get(i)) {
                    return false;
                }
                found++;
            }
        }
        return found == regions.size();
    }

    /** Whether something was judged, and every check is at rest. */
    boolean isAtRest() {
        for (OfRegion region : regions.values()) {
            for (CheckState check : region.state().checks()) {
                if (!check.isAtRest()) {
                    return false;
                }
            }
        }
        return !regions.isEmpty();
    }

    /** The checks of a region; empty when there was none of that name. */
    List<CheckState> checks(String region) {
        OfRegion there = regions.get(region);
        return there == null ? List.of() : there.checks();
    }

    /** The state of a region; null when there was none of that name. */
    @Nullable
    RegionState state(String region) {
        OfRegion there = regions.get(region);
        return there == null ? null : there.state();
    }
}
