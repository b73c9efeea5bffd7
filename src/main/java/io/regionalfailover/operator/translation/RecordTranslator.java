package io.regionalfailover.operator.translation;

import io.regionalfailover.api.v1alpha1.AliasSpec;
import io.regionalfailover.api.v1alpha1.DnsSpec;
import io.regionalfailover.api.v1alpha1.DnsZone;
import io.regionalfailover.api.v1alpha1.Durations;
import io.regionalfailover.api.v1alpha1.EndpointSpec;
import io.regionalfailover.api.v1alpha1.FailoverPolicySpec;
import io.regionalfailover.api.v1alpha1.PolicyRegionSpec;
import io.regionalfailover.api.v1alpha1.ProviderSpec;
import io.regionalfailover.api.v1alpha1.RecordSpec;
import io.regionalfailover.api.v1alpha1.RecordType;
import io.regionalfailover.dns.Alias;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.Publication;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** Turns a policy's records and endpoints into what is published. */
final class RecordTranslator {
    private final DnsZone zone;
    private final String operatorNamespace;

    RecordTranslator(DnsZone zone, String operatorNamespace) {
        this.zone = zone;
        this.operatorNamespace = operatorNamespace;
    }

    List<Publication.Entry> entries(FailoverPolicySpec spec, Grants.Namespace namespace) {
        List<Publication.Entry> entries = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < spec.dns().records().size(); i++) {
            RecordSpec record = spec.dns().records().get(i);
            String field = "spec.dns.records[" + i + "]";
            DnsName name = nameOf(field + ".name", record.name());
            refuseCnameAtApex(field, name, record.type());
            Grants.check(zone, namespace, operatorNamespace, field + ".name", name);
            if (!seen.add(name + " " + record.type())) {
                throw new RefusedException(
                        field + ".name", "\"" + record.name() + "\"", "is the same name and type as an earlier record");
            }
            Map<String, List<String>> values = new HashMap<>();
            Map<String, Alias> aliases = new HashMap<>();
            for (int r = 0; r < spec.regions().size(); r++) {
                PolicyRegionSpec region = spec.regions().get(r);
                String endpoints = "spec.regions[" + r + "].endpoints";
                EndpointSpec endpoint = endpointOf(endpoints, region, record, field);
                if (endpoint.alias() != null && record.type() != RecordType.CNAME) {
                    aliases.put(region.name(), aliasOf(endpoints, endpoint, endpoint.alias()));
                } else {
                    values.put(region.name(), valuesOf(endpoints, region, endpoint, record));
                }
            }
            long ttl = Durations.parse(record.ttl()).toSeconds();
            entries.add(new Publication.Entry(name, record.type().name(), ttl, values, aliases));
        }
        return entries;
    }

    /** How long answers are to be kept while a check fails. */
    static OptionalLong minTtlSeconds(DnsSpec dns, DnsZone zone) {
        String written = dns.minTtl();
        if (written == null) {
            return OptionalLong.empty();
        }
        if (zone.getSpec().provider().embedded() == null) {
            throw new RefusedException(
                    "spec.dns.minTtl",
                    "\"" + written + "\"",
                    "is allowed in embedded zones only, and DnsZone \""
                            + zone.getMetadata().getName() + "\" is at another provider");
        }
        long seconds = Durations.parse(written).toSeconds();
        for (RecordSpec record : dns.records()) {
            if (Durations.parse(record.ttl()).toSeconds() < seconds) {
                throw new RefusedException(
                        "spec.dns.minTtl",
                        "\"" + written + "\"",
                        "is longer than the ttl \"" + record.ttl() + "\" of " + record.name()
                                + "; at most that is allowed");
            }
        }
        return OptionalLong.of(seconds);
    }

    private DnsName nameOf(String field, String written) {
        DnsName apex = DnsName.of(zone.getSpec().domainName());
        DnsName name;
        try {
            name = DnsName.of(written);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(field, "\"" + written + "\"", "is not a domain name");
        }
        if (!name.isWithin(apex)) {
            throw new RefusedException(
                    field,
                    "\"" + written + "\" is not within the zone",
                    "\"" + apex + "\" and names that end in \"." + apex + "\" are allowed in DnsZone \""
                            + zone.getMetadata().getName() + "\"");
        }
        if (name.isReserved()) {
            throw new RefusedException(
                    field,
                    "\"" + written + "\"",
                    "a label that begins with \"_failover\", and \"_any\" as the first one, are kept for fences");
        }
        refuseWithoutRoom(field, name);
        return name;
    }

    /** Texts stand beside a name, under longer ones: its fence and, where the zone carries no weights, its record sets. */
    private void refuseWithoutRoom(String field, DnsName name) {
        int longest = keepsSets() ? name.longestWithSets() : name.longestWithFence();
        int found = name.text().length();
        if (found > longest) {
            throw new RefusedException(
                    field,
                    "\"" + name + "\" has " + found + " characters",
                    "at most " + longest + " are allowed for it in DnsZone \""
                            + zone.getMetadata().getName()
                            + "\", since the name of what the operator keeps beside it is "
                            + "longer; this spec is not carried out");
        }
    }

    private boolean keepsSets() {
        ProviderSpec provider = zone.getSpec().provider();
        return provider.rfc2136() != null
                || provider.externalDns() != null && !provider.externalDns().weights();
    }

    private void refuseCnameAtApex(String field, DnsName name, RecordType type) {
        if (type == RecordType.CNAME && name.equals(DnsName.of(zone.getSpec().domainName()))) {
            throw new RefusedException(
                    field + ".type",
                    "CNAME at the zone's apex \"" + name + "\"",
                    "a CNAME cannot stand beside the zone's own NS and SOA; A and AAAA are allowed there, with"
                            + " addresses or an alias");
        }
    }

    private static EndpointSpec endpointOf(
            String field, PolicyRegionSpec region, RecordSpec record, String recordField) {
        return region.endpoints().stream()
                .filter(candidate -> candidate.name().equals(record.endpoint()))
                .findFirst()
                .orElseThrow(() -> new RefusedException(
                        recordField + ".endpoint",
                        "\"" + record.endpoint() + "\"",
                        "region \"" + region.name() + "\" has no endpoint of that name (" + field + ")"));
    }

    private Alias aliasOf(String field, EndpointSpec endpoint, AliasSpec alias) {
        if (zone.getSpec().provider().route53() == null) {
            throw new RefusedException(
                    field,
                    "endpoint \"" + endpoint.name() + "\" has an alias",
                    "aliases are Route 53's, and DnsZone \""
                            + zone.getMetadata().getName()
                            + "\" is served otherwise; addresses and hostname are allowed there");
        }
        return Alias.to(alias.dnsName(), alias.hostedZoneId(), alias.evaluateTargetHealth());
    }

    private static List<String> valuesOf(
            String field, PolicyRegionSpec region, EndpointSpec endpoint, RecordSpec record) {
        List<String> values = valuesOf(endpoint, record.type());
        if (values.isEmpty()) {
            throw new RefusedException(
                    field,
                    "endpoint \"" + record.endpoint() + "\" of region \"" + region.name() + "\" has nothing for "
                            + record.type() + " records",
                    "A needs an IPv4 address or an alias, AAAA an IPv6 address or an alias, CNAME a hostname");
        }
        return values;
    }

    private static List<String> valuesOf(EndpointSpec endpoint, RecordType type) {
        List<String> addresses = endpoint.addresses() == null ? List.of() : endpoint.addresses();
        return switch (type) {
            case A ->
                addresses.stream().filter(address -> !address.contains(":")).toList();
            case AAAA ->
                addresses.stream().filter(address -> address.contains(":")).toList();
            case CNAME ->
                endpoint.hostname() == null
                        ? List.of()
                        : List.of(DnsName.of(endpoint.hostname()).text());
        };
    }
}
