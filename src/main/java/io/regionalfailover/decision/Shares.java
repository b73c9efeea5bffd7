package io.regionalfailover.decision;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What part of the traffic each region has, exact.
 *
 * @param byRegion they sum to 1
 */
record Shares(Map<String, Fraction> byRegion) {
    Shares {
        byRegion = Collections.unmodifiableMap(byRegion);
    }

    /** The shares that published weights stand for; their sum is above 0. */
    static Shares of(Weights weights) {
        int sum = weights.sum();
        Map<String, Fraction> shares = new LinkedHashMap<>();
        weights.byRegion().forEach((region, weight) -> shares.put(region, Fraction.of(weight, sum)));
        return new Shares(shares);
    }

    /** The shares when all is well: each region's weight by the sum of all. */
    static Shares steady(List<RegionRule> regions) {
        int sum = 0;
        for (RegionRule region : regions) {
            sum += region.weight();
        }
        Map<String, Fraction> shares = new LinkedHashMap<>();
        for (RegionRule region : regions) {
            shares.put(region.name(), Fraction.of(region.weight(), sum));
        }
        return new Shares(shares);
    }

    Fraction of(String region) {
        return byRegion.getOrDefault(region, Fraction.ZERO);
    }

    /** The sum over some regions. */
    Fraction of(Collection<String> regions) {
        return sum(regions, this::of);
    }

    /** The sum of any measure over some regions. */
    static Fraction sum(Collection<String> regions, Function<String, Fraction> measure) {
        Fraction sum = Fraction.ZERO;
        for (String region : regions) {
            sum = sum.plus(measure.apply(region));
        }
        return sum;
    }

    /** The same with other shares for some regions, which have to keep the sum. */
    Shares with(Map<String, Fraction> changed) {
        Map<String, Fraction> shares = new LinkedHashMap<>(byRegion);
        shares.putAll(changed);
        return new Shares(shares);
    }
}
