package io.regionalfailover.demo;

import java.time.Instant;
import java.util.Map;

/**
 * A plan that the operator published.
 *
 * @param epoch its number
 * @param at when it was accepted
 * @param weights of the regions
 */
record PublishedPlan(long epoch, Instant at, Map<Site, Integer> weights) {
    /** A region's part of the traffic. */
    int percent(Site site) {
        int sum = weights.values().stream().mapToInt(Integer::intValue).sum();
        return sum == 0 ? 0 : Math.round(100f * weights.getOrDefault(site, 0) / sum);
    }

    /** Whether more than one region has traffic. */
    boolean isDivided() {
        return weights.values().stream().filter(weight -> weight > 0).count() > 1;
    }
}
