package io.regionalfailover.dns;

import java.util.Map;

/**
 * What is known of a zone's velocity ledger: out of which regions health moved how many policies within the last ten minutes,
 * over all instances that write the zone.
 *
 * @param policies by region; one out of which none was moved is missing
 */
public record DrainLedger(Map<String, Integer> policies) {
    /** Nobody was moved. */
    public static final DrainLedger NONE = new DrainLedger(Map.of());

    public DrainLedger {
        policies = Map.copyOf(policies);
    }
}
