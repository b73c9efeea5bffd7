package io.regionalfailover.dns;

import io.regionalfailover.dns.gate.Hanging;
import io.regionalfailover.dns.gate.ServingRule;
import io.regionalfailover.dns.gate.ServingRule.Candidate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a gate comes to at a policy's record sets as they were read. */
public final class GateOutcome {
    private GateOutcome() {}

    /**
     * The regions that are served, at one of the names at least, while the checks of some regions fail.
     *
     * @param read what stands in the zone
     * @param checks on which the sets should hang
     * @param failing regions that the gate takes out
     * @return empty when that cannot be said: a set hangs on a check that is not known
     */
    public static Optional<Set<String>> serving(
            Publication publication, NameSets read, Hanging.Known checks, Set<String> failing) {
        Map<String, List<Candidate>> groups = new HashMap<>();
        for (Found.OwnSet own :
                Found.of(publication.owner(), publication.names(), read).sets()) {
            RecordSet set = own.set();
            String region = own.mark().region();
            boolean healthy;
            if (set.healthCheck().isEmpty()) {
                healthy = true;
            } else if (set.healthCheck().equals(checks.of(region))) {
                healthy = !failing.contains(region);
            } else if (set.healthCheck().filter(checks.parked()::equals).isPresent()) {
                healthy = false;
            } else {
                return Optional.empty();
            }
            groups.computeIfAbsent(set.name() + " " + set.type(), none -> new ArrayList<>())
                    .add(new Candidate(region, set.weight().orElse(1), healthy));
        }
        Set<String> serving = new TreeSet<>();
        groups.values()
                .forEach(group -> ServingRule.serving(group).forEach(candidate -> serving.add(candidate.region())));
        return Optional.of(serving);
    }
}
