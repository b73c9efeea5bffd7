package io.regionalfailover.simulation;

import java.util.ArrayList;
import java.util.List;

/** Looks for the shortest schedule that still breaks the same invariant: leaves faults out, many at first, then one by one. */
final class Shrinker {
    private Shrinker() {}

    static Scenario shortest(Scenario failing, String invariant) {
        List<Timed> faults = new ArrayList<>(failing.faults());
        for (int chunk = faults.size() / 2; chunk >= 1; chunk = chunk == 1 ? 0 : (chunk + 1) / 2) {
            boolean again = true;
            while (again) {
                again = false;
                for (int from = faults.size() - chunk; from >= 0; from -= chunk) {
                    List<Timed> fewer = new ArrayList<>(faults);
                    fewer.subList(from, Math.min(faults.size(), from + chunk)).clear();
                    if (breaks(failing.with(fewer), invariant)) {
                        faults = fewer;
                        again = chunk == 1;
                    }
                }
            }
        }
        return failing.with(faults);
    }

    private static boolean breaks(Scenario scenario, String invariant) {
        return Simulation.run(scenario)
                .broken()
                .filter(broken -> broken.invariant().equals(invariant))
                .isPresent();
    }
}
