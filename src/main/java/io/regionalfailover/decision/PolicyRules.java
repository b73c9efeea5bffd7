package io.regionalfailover.decision;

import java.util.List;

/**
 * A policy in the decision's own words.
 *
 * @param namespace the policy's namespace
 * @param name the policy's name
 * @param specHash hash of the spec's meaning, 16 hexadecimal characters
 * @param suspended true: observe and report, change nothing
 * @param mode who may move traffic
 * @param regions 2-16, in order of preference; some weight is above 0
 * @param failover how traffic leaves
 * @param failback how traffic returns
 * @param capacityRules 0-20, what must have room before traffic comes
 */
public record PolicyRules(
        String namespace,
        String name,
        String specHash,
        boolean suspended,
        Mode mode,
        List<RegionRule> regions,
        FailoverRule failover,
        FailbackRule failback,
        List<CapacityRule> capacityRules) {
    public PolicyRules {
        regions = List.copyOf(regions);
        capacityRules = List.copyOf(capacityRules);
    }

    /** A policy whose traffic needs no room to be made. */
    public PolicyRules(
            String namespace,
            String name,
            String specHash,
            boolean suspended,
            Mode mode,
            List<RegionRule> regions,
            FailoverRule failover,
            FailbackRule failback) {
        this(namespace, name, specHash, suspended, mode, regions, failover, failback, List.of());
    }
}
