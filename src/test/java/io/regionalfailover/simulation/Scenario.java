package io.regionalfailover.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Everything that a simulation depends on.
 *
 * @param seed of all that is left to chance while it runs
 * @param shop what is published
 * @param policies how many, 1 or more
 * @param instances how many, 1-3
 * @param faultsEnd when the last fault has ended, except for regions that are gone for good
 * @param faults what goes wrong
 */
record Scenario(long seed, Shop shop, int policies, int instances, Duration faultsEnd, List<Timed> faults) {
    Scenario {
        List<Timed> inOrder = new ArrayList<>(faults);
        inOrder.sort(Comparator.comparing(Timed::at));
        faults = List.copyOf(inOrder);
    }

    /** The same with other faults. */
    Scenario with(List<Timed> others) {
        return new Scenario(seed, shop, policies, instances, faultsEnd, others);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("seed " + seed + ", " + shop + ", " + policies + " policies, "
                + instances + " instances, " + faults.size() + " faults:");
        faults.forEach(timed -> text.append("\n  ").append(timed));
        return text.toString();
    }
}
