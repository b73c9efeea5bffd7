package io.regionalfailover.decision;

import java.util.List;

/**
 * One region of a policy.
 *
 * @param name the region's name
 * @param weight its part when all is well, 0-255; 0 is a standby
 * @param checks what is checked there, the region's own checks among them; names are unique
 */
public record RegionRule(String name, int weight, List<CheckRule> checks) {
    public RegionRule {
        checks = List.copyOf(checks);
    }
}
