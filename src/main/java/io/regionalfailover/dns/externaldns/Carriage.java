package io.regionalfailover.dns.externaldns;

import java.util.Map;

/**
 * What the provider behind ExternalDNS can carry.
 *
 * @param weights false: plain records alone, of the regions that serve
 * @param healthChecks the id of the health check that a region's record sets hang on, by region; only with weights
 */
public record Carriage(boolean weights, Map<String, String> healthChecks) {
    /** Weights, and no health checks. */
    public static final Carriage WEIGHTED = new Carriage(true, Map.of());

    public Carriage {
        healthChecks = Map.copyOf(healthChecks);
    }
}
