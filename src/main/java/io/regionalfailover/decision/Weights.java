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
        int sum = 0;
        for (int weight : byRegion.values()) {
            sum += weight;
        }
        return sum;
    }

    /** Whether these stand for the same shares: 1 and 1 are what 50 and 50 are. */
    public boolean sameShares(Weights other) {
        long sum = sum();
        long otherSum = other.sum();
        for (Map.Entry<String, Integer> entry : byRegion.entrySet()) {
            if (entry.getValue() * otherSum != other.of(entry.getKey()) * sum) {
                return false;
            }
        }
        for (Map.Entry<String, Integer> entry : other.byRegion.entrySet()) {
            if (entry.getValue() * sum != of(entry.getKey()) * otherSum) {
                return false;
            }
        }
        return true;
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
