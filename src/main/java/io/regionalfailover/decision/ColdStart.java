package io.regionalfailover.decision;

import java.util.List;

/**
 * Whether this process has looked long enough to judge: every critical check was tried as often as its failure threshold.
 * Attempts that could not tell count too, or a region that cannot be asked at all would hold everything for ever; for the same
 * reason a check that only another vantage point can try is not waited for. Once over,
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
                if (check.severity() == Severity.CRITICAL && isOutstanding(views, region, check)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean isOutstanding(List<VantagePoints.View> views, RegionRule region, CheckRule check) {
        if (views.isEmpty()) {
            return true;
        }
        VantagePoints.View own = views.getFirst();
        boolean ours = check.onlyFrom().map(own.name()::equals).orElse(true);
        return ours && own.of(new CheckKey(region.name(), check.name())).attempts() < check.failureThreshold();
    }
}
