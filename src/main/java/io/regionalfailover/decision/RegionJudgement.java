package io.regionalfailover.decision;

import java.time.Instant;
import java.util.List;

/**
 * What was judged of one region.
 *
 * @param name the region's name
 * @param health as shown
 * @param inForce the verdict that decisions rest on
 * @param since when the health shown became what it is
 * @param reason why, {@code CHECK_FAILING}, {@code COMMON_CAUSE} and the like
 * @param message what was seen, for a person, at most 256 characters
 * @param steadyWeight from the spec; 0 for a region that is no longer in it
 * @param checks every check, in the spec's order
 */
public record RegionJudgement(
        String name,
        RegionHealth health,
        RegionHealth inForce,
        Instant since,
        Reason reason,
        String message,
        int steadyWeight,
        List<CheckJudgement> checks) {
    public RegionJudgement {
        checks = List.copyOf(checks);
    }

    /**
     * What was judged of one check in the region.
     *
     * @param name the check's name
     * @param severity whether it decides
     * @param outcome the verdict; a common cause shows as {@code UNKNOWN}
     * @param since when the streak that led to the verdict was first seen
     * @param message what was seen last, empty when it passes
     * @param vantagePointsFailing how many vantage points see it failing now
     * @param vantagePoints of how many
     */
    public record CheckJudgement(
            String name,
            Severity severity,
            Outcome outcome,
            Instant since,
            String message,
            int vantagePointsFailing,
            int vantagePoints) {}
}
