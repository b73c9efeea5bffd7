package io.regionalfailover.decision;

import io.regionalfailover.decision.Memory.CheckVerdict;
import io.regionalfailover.decision.Memory.RegionVerdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is held of one region.
 *
 * @param name the region's name
 * @param steadyWeight from the spec; 0 for one that is no longer in it
 * @param removed true when it is published and no longer in the spec
 * @param checks in the spec's order
 * @param health as shown
 * @param inForce the last definite verdict
 * @param since when {@code health} became what it is
 * @param healthySince since when it is shown Healthy without a break, and nobody disputed it
 */
record RegionState(
        String name,
        int steadyWeight,
        boolean removed,
        List<CheckState> checks,
        RegionHealth health,
        RegionHealth inForce,
        Instant since,
        Optional<Instant> healthySince) {

    /**
     * Judges a region by its checks: Unhealthy when a critical one fails, Healthy when all pass, else Unknown, and then the
     * last definite verdict stays in force.
     */
    static RegionState of(Facts facts, RegionRule rule, List<CheckState> checks) {
        boolean anyFails = false;
        boolean anyIsShownFailing = false;
        boolean allPass = true;
        boolean allAreShownPassing = true;
        for (CheckState check : checks) {
            if (check.critical()) {
                anyFails |= check.inForce() == Outcome.FAILING;
                allPass &= check.inForce() == Outcome.PASSING;
                anyIsShownFailing |= check.shown() == Outcome.FAILING;
                allAreShownPassing &= check.shown() == Outcome.PASSING;
            }
        }
        RegionVerdict before = facts.memory().regions().get(rule.name());
        RegionHealth health = health(anyIsShownFailing, allAreShownPassing);
        RegionHealth definite = health(anyFails, allPass);
        RegionHealth inForce = definite == RegionHealth.UNKNOWN && before != null ? before.inForce() : definite;
        Instant since = before != null && before.health() == health ? before.since() : facts.now();
        Optional<Instant> earlier = before == null ? Optional.empty() : before.healthySince();
        RegionState last = facts.memory().trace().state(rule.name());
        boolean sameChecks = last != null && last.checks() == checks;
        Optional<Instant> healthySince = health != RegionHealth.HEALTHY
                ? Optional.empty()
                : earlier.isPresent() && !isDisputed(facts, checks, sameChecks) ? earlier : Optional.of(facts.now());
        if (last != null
                && last.steadyWeight() == rule.weight()
                && last.health() == health
                && last.inForce() == inForce
                && last.since().equals(since)
                && last.healthySince().equals(healthySince)
                && last.checks().equals(checks)) {
            return last;
        }
        return new RegionState(rule.name(), rule.weight(), false, checks, health, inForce, since, healthySince);
    }

    /** @param asBefore true when these are the very checks of the last decision: then what they were is what they are */
    private static boolean isDisputed(Facts facts, List<CheckState> checks, boolean asBefore) {
        for (CheckState check : checks) {
            if (check.critical() && (check.disputed() || !asBefore && wasDisputed(facts, check.key()))) {
                return true;
            }
        }
        return false;
    }

    /** From the moment on at which it is settled, not from the last turn before. */
    private static boolean wasDisputed(Facts facts, CheckKey key) {
        CheckVerdict before = facts.memory().verdicts().get(key);
        return before != null && before.disputed();
    }

    /** A region that is published and no longer in the spec: nobody looks at it any more. */
    static RegionState removed(String name, Instant now) {
        return new RegionState(
                name, 0, true, List.of(), RegionHealth.UNKNOWN, RegionHealth.UNKNOWN, now, Optional.empty());
    }

    private static RegionHealth health(boolean fails, boolean passes) {
        return fails ? RegionHealth.UNHEALTHY : passes ? RegionHealth.HEALTHY : RegionHealth.UNKNOWN;
    }

    boolean isHealthy() {
        return inForce == RegionHealth.HEALTHY;
    }

    boolean isUnhealthy() {
        return inForce == RegionHealth.UNHEALTHY;
    }

    boolean isShownHealthy() {
        return health == RegionHealth.HEALTHY;
    }

    /** Whether somebody sees it fail, and too few see it well: it may be Healthy by an earlier verdict. */
    boolean isDisputed() {
        for (CheckState check : checks) {
            if (check.critical() && check.disputed()) {
                return true;
            }
        }
        return false;
    }

    /** The critical checks that fail here; those of a common cause only where they are asked for. */
    List<CheckState> failing(boolean withCommonCauses) {
        List<CheckState> failing = new ArrayList<>();
        for (CheckState check : checks) {
            if (check.failsCritically() && (withCommonCauses || !check.commonCause())) {
                failing.add(check);
            }
        }
        return failing;
    }

    /** True when it fails, and all that fails is a common cause. */
    boolean failsOnlyForCommonCause() {
        return failing(false).isEmpty() && !failing(true).isEmpty();
    }
}
