package io.regionalfailover.dns.externaldns;

import java.util.List;
import java.util.Map;

/**
 * One entry of a {@code DNSEndpoint}'s {@code spec.endpoints} (API externaldns.k8s.io/v1alpha1).
 *
 * @param dnsName without a dot at its end
 * @param recordType {@code A}, {@code AAAA}, {@code CNAME} or {@code TXT}
 * @param targets values; names without a dot at their end
 * @param recordTtl seconds; 0 leaves it to ExternalDNS
 * @param setIdentifier empty for a plain one
 * @param providerSpecific by name, such as {@code aws/weight}
 */
public record Endpoint(
        String dnsName,
        String recordType,
        List<String> targets,
        long recordTtl,
        String setIdentifier,
        Map<String, String> providerSpecific) {
    public Endpoint {
        targets = List.copyOf(targets);
        providerSpecific = Map.copyOf(providerSpecific);
    }
}
