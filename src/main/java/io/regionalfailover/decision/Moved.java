package io.regionalfailover.decision;

import java.util.LinkedHashSet;
import java.util.Set;

/** Who loses and who gains share between two sets of weights. */
final class Moved {
    private Moved() {}

    /** The regions that lose share. */
    static Set<String> from(Weights before, Weights after) {
        return growing(after, before);
    }

    /** The regions that gain share. */
    static Set<String> to(Weights before, Weights after) {
        return growing(before, after);
    }

    private static Set<String> growing(Weights smaller, Weights larger) {
        long smallerSum = Math.max(1, smaller.sum());
        long largerSum = Math.max(1, larger.sum());
        Set<String> regions = new LinkedHashSet<>();
        larger.byRegion().forEach((region, weight) -> {
            if (weight * smallerSum > smaller.of(region) * largerSum) {
                regions.add(region);
            }
        });
        return regions;
    }
}
