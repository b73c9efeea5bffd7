package io.regionalfailover.operator.policy;

import java.util.List;
import java.util.Optional;

/**
 * What an earlier process left in the status.
 *
 * @param progress of the plan it last saw
 * @param lastShift the last time traffic left a region
 * @param history the last plans, newest first
 */
public record Remembered(Optional<PlanProgress> progress, Optional<Shift> lastShift, List<PastPlan> history) {
    /** Of a policy that was never seen before. */
    public static final Remembered NOTHING = new Remembered(Optional.empty(), Optional.empty(), List.of());

    public Remembered {
        history = List.copyOf(history);
    }
}
