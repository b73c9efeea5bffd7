package io.regionalfailover.dns.embedded;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The record sets of one name and type, of which one is answered: in proportion to their weights; where all weights are 0, each
 * as likely as the others. There is always one.
 */
final class Alternatives {
    private final List<WireSet> sets;
    private final int total;

    /** @param sets one plain set, or weighted ones; at least one */
    Alternatives(List<WireSet> sets) {
        if (sets.isEmpty()) {
            throw new IllegalArgumentException("a name and type without record sets has no alternatives");
        }
        this.sets = List.copyOf(sets);
        this.total = sets.stream().mapToInt(WireSet::weight).sum();
    }

    /** The one to answer with. */
    WireSet pick(RandomGenerator random) {
        if (sets.size() == 1) {
            return sets.getFirst();
        }
        if (total == 0) {
            return sets.get(random.nextInt(sets.size()));
        }
        int left = random.nextInt(total);
        for (WireSet set : sets) {
            left -= set.weight();
            if (left < 0) {
                return set;
            }
        }
        return sets.getLast();
    }
}
