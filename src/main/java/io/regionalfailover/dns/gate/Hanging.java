package io.regionalfailover.dns.gate;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** On which health checks a policy's record sets hang. */
public sealed interface Hanging {
    /** On none. */
    record None() implements Hanging {}

    /**
     * On those of the zone's gate, but which these are is not known now, or they have not seen enough yet: what hangs stays
     * hanging where that can do no harm.
     */
    record Unknown() implements Hanging {}

    /** The checks that they hung on are gone: on none, until others are there. */
    record Lost() implements Hanging {}

    /**
     * On these.
     *
     * @param byRegion the id of each region's check
     * @param parked the id of the check that is never healthy
     * @param unfit regions that are not to be served when all with weight fail
     */
    record Known(Map<String, String> byRegion, String parked, Set<String> unfit) implements Hanging {
        public Known {
            byRegion = Map.copyOf(byRegion);
            unfit = Set.copyOf(unfit);
        }

        /** The region's check. */
        public Optional<String> of(String region) {
            return Optional.ofNullable(byRegion.get(region));
        }

        /**
         * The check of a region's record set. A set with weight hangs on its region's. Sets without are served when all that have
         * weight fail: where that is one alone, the first fit region without weight takes its place, on its own check. All others
         * are parked, since Route 53 would serve them alike.
         *
         * @param weights of all regions, in the order of preference
         * @param orderedAway regions that people want out
         */
        public Optional<String> check(String region, Map<String, Integer> weights, Set<String> orderedAway) {
            if (weights.getOrDefault(region, 0) > 0) {
                return of(region);
            }
            return receiver(weights, orderedAway).filter(region::equals).isPresent() ? of(region) : Optional.of(parked);
        }

        private Optional<String> receiver(Map<String, Integer> weights, Set<String> orderedAway) {
            long serving =
                    weights.values().stream().filter(weight -> weight > 0).count();
            return weights.keySet().stream()
                    .filter(region -> serving == 1
                            && weights.getOrDefault(region, 0) == 0
                            && byRegion.containsKey(region)
                            && !orderedAway.contains(region)
                            && !unfit.contains(region))
                    .findFirst();
        }
    }
}
