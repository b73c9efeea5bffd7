package io.regionalfailover.operator.translation;

import io.regionalfailover.api.v1alpha1.CheckSpec;
import io.regionalfailover.decision.CheckKey;
import io.regionalfailover.decision.CheckRule;
import io.regionalfailover.decision.RegionRule;
import io.regionalfailover.decision.Severity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Critical checks that come to the same in every region once their placeholders are filled: what they try fails everywhere or
 * nowhere, and tells no region from another.
 */
final class SharedChecks {
    private SharedChecks() {}

    /**
     * Their names, in the spec's order.
     *
     * @param specs the policy's checks
     * @param regions with all of their checks
     * @param fingerprints hashes of what each check tries
     */
    static List<String> of(List<CheckSpec> specs, List<RegionRule> regions, Map<CheckKey, String> fingerprints) {
        Set<String> looksIntoClusters = specs.stream()
                .filter(check -> check.workload() != null)
                .map(CheckSpec::name)
                .collect(Collectors.toSet());
        return regions.getFirst().checks().stream()
                .filter(SharedChecks::isOneForAll)
                .map(CheckRule::name)
                .filter(name -> !looksIntoClusters.contains(name))
                .filter(name -> isSame(name, regions, fingerprints))
                .toList();
    }

    /** Where only the instance in a region can try it, a name may mean something else in each. */
    private static boolean isOneForAll(CheckRule check) {
        return check.severity() == Severity.CRITICAL && check.onlyFrom().isEmpty();
    }

    private static boolean isSame(String check, List<RegionRule> regions, Map<CheckKey, String> fingerprints) {
        return regions.stream()
                        .map(region -> Optional.ofNullable(fingerprints.get(new CheckKey(region.name(), check))))
                        .distinct()
                        .count()
                == 1;
    }
}
