package io.regionalfailover.dns;

import io.regionalfailover.decision.Plan;
import io.regionalfailover.decision.Weights;
import io.regionalfailover.dns.Found.OwnSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A plan carried out on the record sets as they are: the region in each mark says which of the plan's weights a set gets, and
 * a position of the fence stays the region that it was.
 */
final class WeightsOnly {
    private WeightsOnly() {}

    /** Regions by position, as in the fence that is replaced; where that is lost, as the marks say. */
    static List<String> regions(Publication publication, Found found) {
        return Interpreter.newest(found)
                .map(fence -> Positions.of(publication, fence, found).regions())
                .orElseGet(() -> byMarks(found));
    }

    private static List<String> byMarks(Found found) {
        Map<Integer, String> known = new HashMap<>();
        int positions = 0;
        for (OwnSet own : found.sets()) {
            if (!known.containsValue(own.mark().region())) {
                known.putIfAbsent(own.mark().position(), own.mark().region());
            }
            positions = Math.max(positions, own.mark().position() + 1);
        }
        List<String> regions = new ArrayList<>();
        for (int i = 0; i < positions; i++) {
            regions.add(known.getOrDefault(i, "#" + i));
        }
        return List.copyOf(regions);
    }

    /** The names that have record sets. A fence beside none has nothing to guard, and a later plan replaces it. */
    static Set<DnsName> names(Found found) {
        Set<DnsName> names = new LinkedHashSet<>();
        found.sets().forEach(own -> names.add(own.set().name()));
        return names;
    }

    /** The record sets with the plan's weights, each on the health check that goes with its own. */
    static List<RecordSet> sets(Publication publication, Plan plan, Found found) {
        return found.sets().stream()
                .map(own -> {
                    String region = own.mark().region();
                    RecordSet next = own.set().weighing(plan.weights().of(region));
                    return own.mark().gated() ? Hooks.hung(next, region, publication, plan, found) : next;
                })
                .toList();
    }

    /** A sentence when the record sets as they are cannot carry the plan. */
    static Optional<String> impossible(Publication publication, Plan plan, Found found) {
        if (found.sets().isEmpty()) {
            return Optional.of(
                    "No record set of the policy is published whose weight could be changed; the spec that is"
                            + " published has to be written first.");
        }
        Weights before =
                Interpreter.plan(publication, Interpreter.newest(found), found).weights();
        List<String> regions = regions(publication, found);
        Set<String> published = new LinkedHashSet<>();
        found.sets().forEach(own -> published.add(own.mark().region()));
        for (Map.Entry<String, Integer> next : plan.weights().byRegion().entrySet()) {
            String region = next.getKey();
            boolean there = published.contains(region) && regions.contains(region);
            if (next.getValue() > before.of(region) && !there) {
                return Optional.of("The region \"" + region + "\" cannot get weight " + next.getValue()
                        + ": it is not among the published record sets, and while another spec is published only weights"
                        + " may change. Publish the same spec everywhere.");
            }
        }
        return withoutWeight(publication, plan, found);
    }

    private static Optional<String> withoutWeight(Publication publication, Plan plan, Found found) {
        Map<String, Integer> sums = new LinkedHashMap<>();
        sets(publication, plan, found)
                .forEach(set ->
                        sums.merge(set.name() + " " + set.type(), set.weight().orElse(0), Integer::sum));
        return sums.entrySet().stream()
                .filter(sum -> sum.getValue() <= 0)
                .findFirst()
                .map(sum ->
                        "The weights of " + sum.getKey() + " would sum up to 0: none of its record sets as published is"
                                + " of a region that is to serve.");
    }
}
