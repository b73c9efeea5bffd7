package io.regionalfailover.decision;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The facts, judged: what stages 1 to 3 make of them, for the stages that follow.
 *
 * @param facts as gathered
 * @param unmarked by region of the spec
 * @param checks the same, common causes marked
 * @param regions in the spec's order, those that are being removed last
 * @param excluded who must not serve, and why
 * @param present what is published, where something is; a plan in which nobody has weight is none
 * @param warm true when the first attempts at every critical check are done
 */
record Situation(
        Facts facts,
        Map<String, List<CheckState>> unmarked,
        Map<String, List<CheckState>> checks,
        List<RegionState> regions,
        Map<String, Exclusion> excluded,
        Optional<Published.Present> present,
        boolean warm) {

    static Situation of(Facts facts) {
        Map<String, List<CheckState>> judged = new LinkedHashMap<>();
        for (RegionRule rule : facts.policy().regions()) {
            judged.put(rule.name(), Verdicts.of(facts, rule));
        }
        Map<String, List<CheckState>> checks = CommonCause.marked(facts, judged);
        Optional<Published.Present> present = facts.published() instanceof Published.Present there
                        && there.plan().weights().sum() > 0
                ? Optional.of(there)
                : Optional.empty();
        List<RegionState> regions = new ArrayList<>();
        for (RegionRule rule : facts.policy().regions()) {
            regions.add(RegionState.of(facts, rule, checks.getOrDefault(rule.name(), List.of())));
        }
        present.ifPresent(there -> there.plan().weights().byRegion().forEach((name, weight) -> {
            if (weight > 0 && !checks.containsKey(name)) {
                regions.add(RegionState.removed(name, facts.now()));
            }
        }));
        Map<String, Exclusion> excluded = Exclusion.of(regions, facts.orders(), facts.specSkew());
        if (leavesNobody(regions, excluded, present)) {
            List<Order> serious = facts.orders().stream()
                    .filter(order -> order.kind() != Order.Kind.DRILL)
                    .toList();
            excluded = Exclusion.of(regions, serious, facts.specSkew());
        }
        return new Situation(facts, judged, checks, regions, excluded, present, ColdStart.isOver(facts));
    }

    /** A rehearsal never keeps traffic where nobody is well: whoever leads it may be gone with that region. */
    private static boolean leavesNobody(
            List<RegionState> regions, Map<String, Exclusion> excluded, Optional<Published.Present> present) {
        for (RegionState region : regions) {
            boolean serves =
                    present.isPresent() && present.get().plan().weights().of(region.name()) > 0;
            if (!excluded.containsKey(region.name()) && (serves || region.isHealthy())) {
                return false;
            }
        }
        return true;
    }

    PolicyRules policy() {
        return facts.policy();
    }

    /** Published weights; empty ones when nothing is published. */
    Weights published() {
        return present.isPresent() ? present.get().plan().weights() : new Weights(Map.of());
    }

    Stage stage() {
        return present.isPresent() ? present.get().plan().stage() : new Stage.Settled();
    }

    boolean specChanged() {
        return present.isPresent() && !present.get().plan().specHash().equals(policy().specHash());
    }

    boolean isExcluded(String region) {
        return excluded.containsKey(region);
    }

    RegionState region(String name) {
        for (RegionState region : regions) {
            if (region.name().equals(name)) {
                return region;
            }
        }
        throw new IllegalArgumentException("no region is named " + name);
    }

    /** Regions that may take traffic: the verdict in force is Healthy, and nobody wants them out. In the spec's order. */
    List<RegionState> candidates() {
        List<RegionState> candidates = new ArrayList<>();
        for (RegionState region : regions) {
            if (region.isHealthy() && !isExcluded(region.name())) {
                candidates.add(region);
            }
        }
        return candidates;
    }

    /** True when some serving region is Healthy by the verdict in force, or is only leaving the spec. */
    boolean somebodyHealthyServes() {
        for (RegionState region : regions) {
            if (published().of(region.name()) > 0 && (region.isHealthy() || region.removed())) {
                return true;
            }
        }
        return false;
    }

    /** True when nobody who serves is well and nobody else could. */
    boolean isFailedOpen() {
        if (present.isEmpty() || somebodyHealthyServes() || !candidates().isEmpty()) {
            return false;
        }
        for (RegionState region : regions) {
            if (published().of(region.name()) > 0 && !region.isUnhealthy()) {
                return false;
            }
        }
        return true;
    }

    /** True when what is published are the steady shares. */
    boolean isSteady() {
        if (present.isEmpty()) {
            return false;
        }
        return isTheSpecsOwn(published()) || published().sameShares(Weighting.steady(policy().regions()));
    }

    /** The usual case of equal shares, told without making anything: the very weights of the spec, and no others. */
    private boolean isTheSpecsOwn(Weights weights) {
        int sum = 0;
        for (RegionRule region : policy().regions()) {
            if (weights.of(region.name()) != region.weight()) {
                return false;
            }
            sum += region.weight();
        }
        return weights.sum() == sum;
    }
}
