package io.regionalfailover.operator.translation;

import io.regionalfailover.api.v1alpha1.DnsZone;
import io.regionalfailover.api.v1alpha1.ExternalDnsSpec;
import io.regionalfailover.api.v1alpha1.FailoverPolicySpec;
import io.regionalfailover.api.v1alpha1.RecordType;
import io.regionalfailover.api.v1alpha1.Rfc2136Spec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a zone's provider cannot carry of a policy. In plain DNS a region is answered with or not, and no answer comes more often than
 * another, unless the server evaluates LUA records, as the DnsZone's status tells; ExternalDNS has no fence and no clock of ours.
 */
final class PlainAnswers {
    private static final int ALL = 100;
    private static final String PLAIN = "plain DNS has no weights: ";

    private PlainAnswers() {}

    /** In a few words; empty where the zone's provider carries weights, or the policy needs none. */
    static Optional<String> of(DnsZone zone, FailoverPolicySpec spec) {
        ExternalDnsSpec externalDns = zone.getSpec().provider().externalDns();
        if (externalDns != null) {
            String late = "ExternalDNS carries changes out in its own time, without a fence in DNS";
            return Optional.of(externalDns.weights() ? late : late + withoutWeights(spec, "; " + PLAIN));
        }
        Rfc2136Spec rfc2136 = zone.getSpec().provider().rfc2136();
        if (rfc2136 == null || rfc2136.luaRecords() && isReady(zone)) {
            return Optional.empty();
        }
        String why = rfc2136.luaRecords()
                ? "shares need LUA records, and DnsZone \"" + zone.getMetadata().getName() + "\" is not Ready: "
                : PLAIN;
        return Optional.of(withoutWeights(spec, why)).filter(lost -> !lost.isEmpty());
    }

    /** What is lost without weights, after why it is; empty when the policy needs none. */
    private static String withoutWeights(FailoverPolicySpec spec, String why) {
        List<Integer> weights = spec.regions().stream()
                .map(region -> region.weight())
                .filter(weight -> weight > 0)
                .toList();
        List<String> lost = new ArrayList<>();
        if (spec.dns().records().stream().anyMatch(record -> record.type() == RecordType.CNAME)) {
            lost.add("a CNAME answers with the region of the largest share alone");
        } else if (weights.stream().distinct().count() > 1) {
            lost.add("unequal weights answer alike");
        }
        boolean inSteps = spec.failover().steps().stream().anyMatch(step -> step < ALL)
                || spec.failback().steps().stream().anyMatch(step -> step < ALL);
        if (inSteps) {
            lost.add("in steps a region answers in full while it has any share");
        }
        return lost.isEmpty() ? "" : why + String.join(", ", lost);
    }

    private static boolean isReady(DnsZone zone) {
        return zone.getStatus() != null
                && zone.getStatus().conditions().stream()
                        .anyMatch(condition -> condition.type().equals("Ready")
                                && condition.status().equals("True"));
    }
}
