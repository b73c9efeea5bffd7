package io.regionalfailover.decision;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What would be asked of the other regions if one that serves failed now. Who takes what follows the rules of a shift, of which
 * this is the case in which nothing else happens.
 *
 * @param failing the region that would fail
 * @param receivers who would take its traffic, in the order of preference; empty when nobody could
 * @param servingAfter how many Healthy regions would serve then
 * @param replicas that each workload of each receiver would need, in the spec's order
 */
public record Contingency(
        String failing, List<String> receivers, int servingAfter, Map<CapacityKey, Integer> replicas) {
    public Contingency {
        receivers = List.copyOf(receivers);
        replicas = Collections.unmodifiableMap(new LinkedHashMap<>(replicas));
    }

    /**
     * One for each region that serves, in the spec's order.
     *
     * @param published the weights in the zone; where there are none, the spec's count
     * @param regions as they were judged last
     * @param orderedAway regions that people want out
     */
    public static List<Contingency> of(
            PolicyRules policy, Weights published, List<RegionJudgement> regions, Set<String> orderedAway) {
        Weights now = published.sum() > 0 ? published : Weighting.steady(policy.regions());
        List<String> candidates = candidates(policy, regions, orderedAway);
        List<Contingency> contingencies = new ArrayList<>();
        for (RegionRule region : policy.regions()) {
            if (now.of(region.name()) > 0) {
                contingencies.add(of(policy, now, candidates, region.name()));
            }
        }
        return contingencies;
    }

    /** Who may take traffic: who is seen to be well and whom nobody wants out. */
    private static List<String> candidates(PolicyRules policy, List<RegionJudgement> regions, Set<String> orderedAway) {
        Set<String> healthy = new LinkedHashSet<>();
        for (RegionJudgement region : regions) {
            if (region.health() == RegionHealth.HEALTHY && !orderedAway.contains(region.name())) {
                healthy.add(region.name());
            }
        }
        return policy.regions().stream()
                .map(RegionRule::name)
                .filter(healthy::contains)
                .toList();
    }

    private static Contingency of(PolicyRules policy, Weights now, List<String> candidates, String failing) {
        List<String> others =
                candidates.stream().filter(name -> !name.equals(failing)).toList();
        List<String> serving = others.stream().filter(name -> now.of(name) > 0).toList();
        List<String> receivers = serving.isEmpty() ? others.stream().limit(1).toList() : serving;
        if (receivers.isEmpty() || policy.capacityRules().isEmpty()) {
            return new Contingency(failing, receivers, receivers.size(), Map.of());
        }
        Map<String, Integer> steady = new HashMap<>();
        policy.regions().forEach(region -> steady.put(region.name(), region.weight()));
        Shares present = Shares.of(now);
        Map<String, Fraction> next = new LinkedHashMap<>(present.byRegion());
        next.put(failing, Fraction.ZERO);
        Shift.give(present.of(failing), receivers, name -> steady.getOrDefault(name, 0), now::of, next);
        Weights then = Weighting.of(new Shares(next), policy.regions(), Map.of());
        Map<CapacityKey, Integer> replicas = new LinkedHashMap<>();
        for (String receiver : receivers) {
            for (CapacityRule rule : policy.capacityRules()) {
                replicas.put(new CapacityKey(receiver, rule.name()), rule.needed(Capacities.share(then, receiver)));
            }
        }
        return new Contingency(failing, receivers, receivers.size(), replicas);
    }

    /** What each workload needs at most, whichever region fails. */
    public static Map<CapacityKey, Integer> most(List<Contingency> contingencies) {
        Map<CapacityKey, Integer> most = new LinkedHashMap<>();
        for (Contingency contingency : contingencies) {
            contingency.replicas().forEach((key, needed) -> most.merge(key, needed, Math::max));
        }
        return most;
    }
}
