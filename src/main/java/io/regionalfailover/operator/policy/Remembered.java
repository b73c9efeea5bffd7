package io.regionalfailover.operator.policy;

import java.time.Instant;
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

    /**
     * The same as a clock may have it that was set back since: nothing that is remembered is still to come, or a cooldown would
     * last for as long as the clock was ahead.
     */
    Remembered notAfter(Instant now) {
        return new Remembered(
                progress.map(plan -> plan.notAfter(now)),
                lastShift.map(shift -> shift.notAfter(now)),
                history.stream()
                        .map(plan -> new PastPlan(
                                plan.epoch(),
                                plan.at().isAfter(now) ? now : plan.at(),
                                plan.reason(),
                                plan.message(),
                                plan.weights(),
                                plan.by()))
                        .toList());
    }

    static Optional<Instant> notAfter(Optional<Instant> time, Instant now) {
        return time.map(at -> at.isAfter(now) ? now : at);
    }
}
