package io.regionalfailover.decision;

import java.time.Duration;

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
 */
public record CheckRule(
        String name,
        Severity severity,
        boolean shared,
        int failureThreshold,
        int successThreshold,
        Duration interval,
        Duration timeout) {}
