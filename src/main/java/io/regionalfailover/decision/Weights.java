package io.regionalfailover.decision;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Published weights by region, in the spec's order.
 *
 * @param byRegion 0-255 each
 */
public record Weights(Map<String, Integer> byRegion) {
    public Weights {
        byRegion = Collections.unmodifiableMap(new LinkedHashMap<>(byRegion));
    }

    /** A region's weight; 0 when it has none. */
    public int of(String region) {
        return byRegion.getOrDefault(region, 0);
    }

    /** The sum over all regions. */
    public int sum() {
        return byRegion.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The regions with weight, for a person: {@code us-east-1=100,us-west-2=50}. */
    public String serving() {
        StringBuilder text = new StringBuilder();
        byRegion.forEach((region, weight) -> {
            if (weight > 0) {
                text.append(text.isEmpty() ? "" : ",")
                        .append(region)
                        .append('=')
                        .append(weight);
            }
        });
        return text.toString();
    }
}
