package io.regionalfailover.decision;

import java.time.Duration;
import java.util.List;

/**
 * How traffic leaves a region.
 *
 * @param quorum of the vantage points
 * @param steps percent taken away from the failing region, strictly rising to 100
 * @param stepInterval between two steps
 * @param cooldown how long after a shift traffic does not return
 * @param minHealthyRegions a shift by health that leaves fewer regions serving is held, at least 1
 */
public record FailoverRule(
        Quorum quorum, List<Integer> steps, Duration stepInterval, Duration cooldown, int minHealthyRegions) {
    public FailoverRule {
        steps = List.copyOf(steps);
    }
}
