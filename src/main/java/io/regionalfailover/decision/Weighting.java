package io.regionalfailover.decision;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Shares to weights: shares × the sum of the steady weights × the least integer that makes it at least 100, scaled down when
 * one weight would pass 255, by largest remainder.
 *
 * <ol>
 *   <li>Steady shares give exactly the weights of the spec.
 *   <li>A share above 0 has a weight of at least 1, a share of 0 has weight 0.
 *   <li>A capped region (one that must not serve) is rounded down, and never has a larger part of the sum than its cap; where
 *       even a weight of 1 would be more than that, it has 0.
 * </ol>
 */
final class Weighting {
    private static final int LEAST_SUM = 100;
    private static final int LARGEST_WEIGHT = 255;

    private Weighting() {}

    /**
     * The weights that stand for some shares.
     *
     * @param shares of the regions of the spec and of those that are being removed
     * @param regions of the spec, in order
     * @param caps the largest share that a region may have after rounding, for those that may not grow
     */
    static Weights of(Shares shares, List<RegionRule> regions, Map<String, Fraction> caps) {
        Shares steady = Shares.steady(regions);
        if (same(shares, steady)) {
            return steady(regions);
        }
        List<String> names = names(shares, regions);
        int scale = scale(shares, regions);
        int[] weights = new int[names.size()];
        Fraction[] remainders = new Fraction[names.size()];
        int left = scale;
        for (int i = 0; i < weights.length; i++) {
            Fraction exact = shares.of(names.get(i)).times(scale);
            int floor = exact.floor();
            weights[i] = exact.isZero() ? 0 : Math.max(1, floor);
            boolean grows = !caps.containsKey(names.get(i)) && weights[i] == floor;
            remainders[i] = grows ? exact.less(Fraction.of(floor, 1)) : Fraction.ZERO;
            left -= weights[i];
        }
        spread(weights, remainders, left);
        capped(weights, names, caps);
        Map<String, Integer> byRegion = new LinkedHashMap<>();
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > 0 || i < regions.size()) {
                byRegion.put(names.get(i), weights[i]);
            }
        }
        return new Weights(byRegion);
    }

    /** The weights as the spec gives them. */
    static Weights steady(List<RegionRule> regions) {
        Map<String, Integer> byRegion = new LinkedHashMap<>();
        for (RegionRule region : regions) {
            byRegion.put(region.name(), region.weight());
        }
        return new Weights(byRegion);
    }

    private static boolean same(Shares shares, Shares steady) {
        for (Map.Entry<String, Fraction> entry : shares.byRegion().entrySet()) {
            if (!steady.of(entry.getKey()).equals(entry.getValue())) {
                return false;
            }
        }
        return true;
    }

    private static List<String> names(Shares shares, List<RegionRule> regions) {
        List<String> names = new ArrayList<>();
        for (RegionRule region : regions) {
            names.add(region.name());
        }
        for (String name : shares.byRegion().keySet()) {
            if (!names.contains(name)) {
                names.add(name);
            }
        }
        return names;
    }

    private static int scale(Shares shares, List<RegionRule> regions) {
        int sum = 0;
        for (RegionRule region : regions) {
            sum += region.weight();
        }
        int scale = sum * ((LEAST_SUM + sum - 1) / sum);
        Fraction largest = Fraction.ZERO;
        for (Fraction share : shares.byRegion().values()) {
            largest = largest.max(share);
        }
        return Math.min(scale, Fraction.of(LARGEST_WEIGHT, 1).of(largest).floor());
    }

    /** Hands out what rounding down left, largest remainder first; takes back what the least weight of 1 cost. */
    private static void spread(int[] weights, Fraction[] remainders, int left) {
        for (int rest = left; rest > 0; rest--) {
            int best = -1;
            for (int i = 0; i < weights.length; i++) {
                if (!remainders[i].isZero() && (best < 0 || remainders[i].isAbove(remainders[best]))) {
                    best = i;
                }
            }
            if (best < 0) {
                return;
            }
            weights[best]++;
            remainders[best] = Fraction.ZERO;
        }
        for (int rest = left; rest < 0; rest++) {
            int largest = largest(weights);
            if (weights[largest] <= 1) {
                return;
            }
            weights[largest]--;
        }
    }

    private static int largest(int[] weights) {
        int largest = 0;
        for (int i = 1; i < weights.length; i++) {
            if (weights[i] > weights[largest]) {
                largest = i;
            }
        }
        return largest;
    }

    /** Lowers capped regions until none has a larger part than its cap; each round lowers one, so it ends. */
    private static void capped(int[] weights, List<String> names, Map<String, Fraction> caps) {
        boolean lowered = !caps.isEmpty();
        while (lowered) {
            lowered = false;
            int sum = 0;
            for (int weight : weights) {
                sum += weight;
            }
            for (int i = 0; i < weights.length && !lowered; i++) {
                Fraction cap = caps.get(names.get(i));
                if (cap != null
                        && weights[i] > 0
                        && Fraction.of(weights[i], sum).isAbove(cap)) {
                    weights[i]--;
                    lowered = true;
                }
            }
        }
    }
}
