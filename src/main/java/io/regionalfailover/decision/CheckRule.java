package io.regionalfailover.decision;

import java.time.Duration;
import java.util.Optional;

/**
 * How a check counts in one region.
 *
 * @param name unique within the region; checks of the same name in different regions are the same dependency seen from
 *     different sides and are compared with each other
 * @param severity whether it decides
 * @param shared true when the check does not name the region's own target, so that it watches something regions may share
 * @param failureThreshold failures in a row until the check fails, 1-20
 * @param successThreshold successes in a row until it passes again, 1-20
 * @param interval time between two attempts
 * @param timeout longest time one attempt takes
 * @param onlyFrom the one vantage point that can try it; empty when all can
 */
public record CheckRule(
        String name,
        Severity severity,
        boolean shared,
        int failureThreshold,
        int successThreshold,
        Duration interval,
        Duration timeout,
        Optional<String> onlyFrom) {

    /** A check that every vantage point can try. */
    public CheckRule(
            String name,
            Severity severity,
            boolean shared,
            int failureThreshold,
            int successThreshold,
            Duration interval,
            Duration timeout) {
        this(name, severity, shared, failureThreshold, successThreshold, interval, timeout, Optional.empty());
    }

    /** The time from one attempt to the end of the next at most. */
    public Duration reach() {
        return interval.plus(timeout);
    }

    /** An attempt that ended longer ago, three times what one takes at most, was the last of a prober that stands still. */
    public Duration staleAfter() {
        Duration reach = reach();
        return reach.plus(reach).plus(reach);
    }
}
