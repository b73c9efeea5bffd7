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

    /**
     * True when health may move one more policy out of a region: no more than the handful are, or few enough regions are beyond
     * the handful, this one counted. Where more are, all agreed on the last of them, and have to agree on what follows.
     */
    public boolean admits(String region) {
        int inRegion = evacuating.getOrDefault(region, 0);
        int others = beyond() - (inRegion > handful() ? 1 : 0);
        return inRegion + 1 <= handful() || others < maxRegionsDraining;
    }

    /** Out of how many regions more than the handful are moved. */
    public int beyond() {
        int beyond = 0;
        for (int count : evacuating.values()) {
            beyond += count > handful() ? 1 : 0;
        }
        return beyond;
    }

    /** As many policies as may be moved in any region: the larger of 5 and 10 % of all, rounded up. */
    public int handful() {
        return Math.max(5, (policies + 9) / 10);
    }
}
