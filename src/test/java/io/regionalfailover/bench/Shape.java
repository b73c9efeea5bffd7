package io.regionalfailover.bench;

import io.regionalfailover.testing.operator.PolicyDraft;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a fleet's policies look like. All serve from the first region, and can from the second.
 *
 * @param zones that they are spread over
 * @param checks of each policy in each region
 * @param interval between two probes of a check, as a spec has it
 * @param failures in a row that make a check fail; as many successes make it pass again
 * @param cooldown as a spec has it
 */
record Shape(int zones, int checks, String interval, int failures, String cooldown) {
    static final String NAMESPACE = "bench";

    static String apex(int zone) {
        return "zone-" + zone + ".example";
    }

    static String policy(int number) {
        return "app-" + number;
    }

    int zone(int policy) {
        return policy % zones;
    }

    String recordName(int policy) {
        return policy(policy) + "." + apex(zone(policy));
    }

    String manifest(int policy, FrontEnds frontEnds) {
        return new PolicyDraft(NAMESPACE, policy(policy), Map.of(), Map.of())
                .with(
                        "dns",
                        "{zone: zone-%d, records: [{name: %s, type: A, ttl: 5s}], onDelete: Delete}"
                                .formatted(zone(policy), recordName(policy)))
                .with(
                        "regions",
                        FrontEnds.ADDRESSES.entrySet().stream()
                                .map(region -> "{name: %s, weight: %d, endpoints: [{addresses: [\"%s\"]}]}"
                                        .formatted(
                                                region.getKey(),
                                                region.getKey().equals(FrontEnds.EAST) ? 100 : 0,
                                                region.getValue()))
                                .collect(Collectors.joining(", ", "[", "]")))
                .with(
                        "checks",
                        IntStream.range(0, checks)
                                .mapToObj(check ->
                                        "{name: check-%d, interval: %s, failureThreshold: %d, successThreshold: %d, http: {url: \"%s\"}}"
                                                .formatted(
                                                        check,
                                                        interval,
                                                        failures,
                                                        failures,
                                                        frontEnds.url("{target}", policy(policy), check)))
                                .collect(Collectors.joining(", ", "[", "]")))
                .with("failover", "{cooldown: %s}".formatted(cooldown))
                .with("failback", "{stableFor: 1h}")
                .yaml();
    }
}
