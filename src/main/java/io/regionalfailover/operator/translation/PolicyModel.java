package io.regionalfailover.operator.translation;

import io.regionalfailover.api.v1alpha1.OnDelete;
import io.regionalfailover.decision.CheckKey;
import io.regionalfailover.decision.PolicyRules;
import io.regionalfailover.dns.Publication;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A policy's spec in the words of the rooms that act on it.
 *
 * @param generation of the spec
 * @param rules for the decision
 * @param zone name of the DnsZone
 * @param publication for the DNS
 * @param probes for the health room, by check and region
 * @param fingerprints hashes of what each check tries, also of those that are not tried from here
 * @param sharedChecks names of critical checks that try the same thing in every region
 * @param blockedWindows in which traffic does not return
 * @param placement what is placed before traffic comes
 * @param onDelete what becomes of the records when the policy goes
 * @param minTtlSeconds how long answers are to be kept while a check fails; empty: as long as ever
 * @param notCarried what of the weights the zone's provider cannot carry, for a person; empty when it carries all
 */
public record PolicyModel(
        long generation,
        PolicyRules rules,
        String zone,
        Publication publication,
        Map<CheckKey, ScopedProbe> probes,
        Map<CheckKey, String> fingerprints,
        List<String> sharedChecks,
        List<WindowSchedule> blockedWindows,
        PlacementModel placement,
        OnDelete onDelete,
        OptionalLong minTtlSeconds,
        Optional<String> notCarried) {
    public PolicyModel {
        // In order: two runs of one simulation subscribe and tell in the same one.
        probes = Collections.unmodifiableMap(new LinkedHashMap<>(probes));
        fingerprints = Collections.unmodifiableMap(new LinkedHashMap<>(fingerprints));
        sharedChecks = List.copyOf(sharedChecks);
        blockedWindows = List.copyOf(blockedWindows);
    }

    /** The checks that a newer spec still has, and that try something else there. */
    public Set<CheckKey> retargetedIn(PolicyModel newer) {
        Set<CheckKey> retargeted = new HashSet<>();
        fingerprints.forEach((check, fingerprint) -> {
            String then = newer.fingerprints.getOrDefault(check, fingerprint);
            if (!then.equals(fingerprint)) {
                retargeted.add(check);
            }
        });
        return retargeted;
    }
}
