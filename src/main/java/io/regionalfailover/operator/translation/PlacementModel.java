package io.regionalfailover.operator.translation;

import io.regionalfailover.placement.Workload;
import java.util.Map;

/**
 * What is to be placed for a policy.
 *
 * @param workloads by the name of their capacity rule; the same in every region
 * @param denied regions that do not let the policy place anything, and why
 */
public record PlacementModel(Map<String, Workload> workloads, Map<String, String> denied) {
    /** Nothing is placed. */
    public static final PlacementModel NOTHING = new PlacementModel(Map.of(), Map.of());

    public PlacementModel {
        workloads = Map.copyOf(workloads);
        denied = Map.copyOf(denied);
    }
}
