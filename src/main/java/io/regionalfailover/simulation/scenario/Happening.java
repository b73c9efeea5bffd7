package io.regionalfailover.simulation.scenario;

import io.regionalfailover.simulation.engine.Trouble;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an event does. Regions are names of regions, or {@code hit} (the one that the scenario is played against),
 * {@code others} and {@code all}.
 */
public sealed interface Happening {
    /**
     * What some checks try does not work.
     *
     * @param regions in which
     * @param checks {@code all}, {@code endpoints}, {@code dependencies}, {@code common}, or names of checks
     * @param kinds only checks of these kinds; empty for all
     * @param as how it fails
     * @param flapping by turns; empty when it fails all the time
     */
    record Breaks(List<String> regions, List<String> checks, Set<String> kinds, Symptom as, Optional<Flapping> flapping)
            implements Happening {
        public Breaks {
            regions = List.copyOf(regions);
            checks = List.copyOf(checks);
            kinds = Set.copyOf(kinds);
        }
    }

    /**
     * A region is gone: its endpoints, what it depends on, its cluster, and the instance in it.
     *
     * @param regions which
     */
    record Dies(List<String> regions) implements Happening {
        public Dies {
            regions = List.copyOf(regions);
        }
    }

    /**
     * The DNS provider's control plane is not well. What it published is served all the same.
     *
     * @param trouble in which way
     */
    record Provider(Trouble trouble) implements Happening {}

    /**
     * The instances of some regions are cut off.
     *
     * @param regions whose
     * @param from what
     */
    record Partition(List<String> regions, Set<Side> from) implements Happening {
        public Partition {
            regions = List.copyOf(regions);
            from = Set.copyOf(from);
        }
    }

    /**
     * By turns well and not. Each turn takes between half and one and a half of these.
     *
     * @param up well
     * @param down not well
     */
    record Flapping(Duration up, Duration down) {}

    /** What an instance can be cut off from. */
    enum Side {
        /** The instances in other regions. */
        PEERS,
        /** Everything that checks try in other regions. */
        ENDPOINTS,
        /** The DNS provider. */
        ZONE
    }
}
