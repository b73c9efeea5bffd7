package io.regionalfailover.decision;

import java.util.Map;

/**
 * How fast health has been moving policies over the last ten minutes, this policy not counted.
 *
 * @param evacuating policies that health moved out of each region within the window
 * @param policies how many policies there are in all
 * @param maxRegionsDraining in how many regions at once health may move more than the handful
 */
public record Velocity(Map<String, Integer> evacuating, int policies, int maxRegionsDraining) {
    public Velocity {
        evacuating = Map.copyOf(evacuating);
    }

    /** As many policies as may be moved in any region: the larger of 5 and 10 % of all, rounded up. */
    public int handful() {
        return Math.max(5, (policies + 9) / 10);
    }
}
