package io.regionalfailover.decision;

import java.time.Duration;
import java.util.List;

/**
 * How traffic returns to a region.
 *
 * @param manual true: it stays away until a person says so
 * @param stableFor healthy without a break for this long first; doubled at each relapse within an hour, up to one hour
 * @param steps percent of the region's steady share, strictly rising to 100
 * @param stepInterval between two steps
 */
public record FailbackRule(boolean manual, Duration stableFor, List<Integer> steps, Duration stepInterval) {
    public FailbackRule {
        steps = List.copyOf(steps);
    }
}
