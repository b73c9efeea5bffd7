package io.regionalfailover.decision;

import java.util.List;

/**
 * Whether this process has looked long enough to judge: every critical check was tried as often as its failure threshold.
 * Attempts that could not tell count too, or a region that cannot be asked at all would hold everything for ever. Once over,
 * it stays over: a check that is added later has a verdict of its own to wait for, and hides no other check's.
 */
final class ColdStart {
    private ColdStart() {}

    static boolean isOver(Facts facts) {
        if (facts.memory().warm()) {
            return true;
        }
        List<VantagePoints.View> views = facts.vantagePoints().views();
        for (RegionRule region : facts.policy().regions()) {
            for (CheckRule check : region.checks()) {
                if (check.severity() == Severity.CRITICAL
                        && (views.isEmpty()
                                || views.getFirst()
                                                .of(new CheckKey(region.name(), check.name()))
                                                .attempts()
                                        < check.failureThreshold())) {
                    return false;
                }
            }
        }
        return true;
    }
}
