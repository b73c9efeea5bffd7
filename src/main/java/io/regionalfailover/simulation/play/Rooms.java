package io.regionalfailover.simulation.play;

import io.regionalfailover.decision.CapacityRule;
import io.regionalfailover.decision.RegionRule;
import io.regionalfailover.operator.policy.WorkloadAccess;
import io.regionalfailover.operator.translation.PolicyModel;
import io.regionalfailover.placement.Workload;
import io.regionalfailover.simulation.engine.VirtualCluster;
import io.regionalfailover.simulation.engine.VirtualTime;
import io.regionalfailover.simulation.input.PolicyFiles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The regions' clusters, each with the replicas that its steady share needs. */
final class Rooms {
    private final Map<String, VirtualCluster> clusters = new LinkedHashMap<>();
    private final PolicyFiles.Policy policy;
    private final Map<String, Integer> counted = new LinkedHashMap<>();

    Rooms(PolicyFiles.Policy policy, VirtualTime time, Duration readyAfter) {
        this.policy = policy;
        PolicyModel model = policy.models().values().iterator().next();
        int sum = model.rules().regions().stream().mapToInt(RegionRule::weight).sum();
        for (RegionRule region : model.rules().regions()) {
            VirtualCluster cluster = new VirtualCluster(time);
            cluster.readyAfter(readyAfter);
            for (CapacityRule rule : model.rules().capacityRules()) {
                Workload workload = model.placement().workloads().get(rule.name());
                if (workload != null) {
                    int needed = Math.ceilDiv(rule.total() * region.weight(), sum);
                    cluster.has(workload, Math.max(rule.minPerRegion(), needed));
                }
            }
            clusters.put(region.name(), cluster);
        }
    }

    /** How workloads are reached by the instance in a region: its own, and those that have a cluster in their Region. */
    WorkloadAccess seenFrom(String own) {
        return region -> {
            VirtualCluster cluster = clusters.get(region);
            boolean inReach = region.equals(own) || policy.clusters().contains(region);
            return cluster != null && inReach
                    ? new WorkloadAccess.Access.Reached(cluster)
                    : new WorkloadAccess.Access.Elsewhere();
        };
    }

    void reachable(String region, boolean answers) {
        VirtualCluster cluster = clusters.get(region);
        if (cluster != null) {
            cluster.reachable(answers);
        }
    }

    /** What was raised and lowered since this was asked last. */
    List<String> newWrites() {
        List<String> all = new ArrayList<>();
        clusters.forEach((region, cluster) -> {
            List<String> of = cluster.writes();
            int known = counted.getOrDefault(region, 0);
            of.subList(known, of.size()).forEach(write -> all.add(region + ": " + write));
            counted.put(region, of.size());
        });
        return all;
    }
}
