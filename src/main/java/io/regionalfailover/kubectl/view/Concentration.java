package io.regionalfailover.kubectl.view;

import io.regionalfailover.api.v1alpha1.FailoverPolicy;
import io.regionalfailover.api.v1alpha1.PolicyRegionStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What many policies hang on together, so that one loss hits them all.
 *
 * @param regions those from which more than one policy has all of its traffic
 * @param zones DnsZones in which more than one policy publishes
 * @param dependencies what the checks of more than one policy watch, {@code {target}} apart
 */
public record Concentration(List<Group> regions, List<Group> zones, List<Group> dependencies) {
    /**
     * Policies that share something.
     *
     * @param on what they share
     * @param policies {@code namespace/name}, sorted, at least two
     * @param percent of all policies, rounded
     */
    public record Group(String on, List<String> policies, int percent) {}

    /** Of these policies. */
    static Concentration of(List<FailoverPolicy> policies) {
        return new Concentration(
                groups(policies, Concentration::onlyRegion),
                groups(policies, policy -> Set.of(policy.getSpec().dns().zone())),
                groups(policies, Dependencies::of));
    }

    /** The region that serves alone; nothing where several or none do. */
    private static Set<String> onlyRegion(FailoverPolicy policy) {
        List<String> serving = Words.status(policy).regions().stream()
                .filter(region -> region.weight() != null && region.weight() > 0)
                .map(PolicyRegionStatus::name)
                .toList();
        return serving.size() == 1 ? Set.of(serving.getFirst()) : Set.of();
    }

    private static List<Group> groups(List<FailoverPolicy> policies, Function<FailoverPolicy, Collection<String>> on) {
        Map<String, Set<String>> sharing = new TreeMap<>();
        for (FailoverPolicy policy : policies) {
            for (String shared : on.apply(policy)) {
                sharing.computeIfAbsent(shared, none -> new TreeSet<>()).add(Words.nameOf(policy));
            }
        }
        List<Group> groups = new ArrayList<>();
        sharing.forEach((shared, names) -> {
            if (names.size() > 1) {
                int percent = Math.round(100f * names.size() / policies.size());
                groups.add(new Group(shared, List.copyOf(names), percent));
            }
        });
        groups.sort(Comparator.comparingInt((Group group) -> -group.policies().size())
                .thenComparing(Group::on));
        return groups;
    }
}
