package io.regionalfailover.dns.route53;

import io.regionalfailover.dns.Alias;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.Mark;
import io.regionalfailover.dns.RecordSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import software.amazon.awssdk.services.route53.model.AliasTarget;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** Record sets as Route 53 has them and as we have them. Values and TTLs pass byte for byte: a deletion must match them. */
final class RecordSets {
    private RecordSets() {}

    static RecordSet ours(DnsName name, ResourceRecordSet theirs) {
        Optional<String> identifier =
                Optional.ofNullable(theirs.setIdentifier()).map(ExactIdentifiers::whole);
        Optional<String> healthCheck = Optional.ofNullable(theirs.healthCheckId())
                .filter(ignored ->
                        identifier.flatMap(Mark::parse).filter(Mark::gated).isPresent());
        Long weight = theirs.weight();
        Long ttl = theirs.ttl();
        return new RecordSet(
                name,
                theirs.typeAsString(),
                identifier,
                weight == null ? OptionalInt.empty() : OptionalInt.of(Math.toIntExact(weight)),
                ttl == null ? 0 : ttl,
                theirs.resourceRecords().stream().map(ResourceRecord::value).toList(),
                Optional.ofNullable(theirs.aliasTarget()).map(RecordSets::ours),
                foreignRouting(theirs, healthCheck.isPresent()),
                healthCheck);
    }

    static ResourceRecordSet theirs(RecordSet ours) {
        ResourceRecordSet.Builder set = ResourceRecordSet.builder()
                .name(Route53Names.written(ours.name()))
                .type(ours.type());
        if (ours.alias().isPresent()) {
            set.aliasTarget(theirs(ours.alias().get()));
        } else {
            set.ttl(ours.ttlSeconds())
                    .resourceRecords(ours.values().stream()
                            .map(value -> ResourceRecord.builder().value(value).build())
                            .toList());
        }
        ours.setIdentifier().ifPresent(set::setIdentifier);
        ours.weight().ifPresent(weight -> set.weight((long) weight));
        ours.healthCheck().ifPresent(set::healthCheckId);
        return set.build();
    }

    private static Alias ours(AliasTarget theirs) {
        return new Alias(theirs.dnsName(), theirs.hostedZoneId(), Boolean.TRUE.equals(theirs.evaluateTargetHealth()));
    }

    private static AliasTarget theirs(Alias ours) {
        return AliasTarget.builder()
                .dnsName(ours.dnsName())
                .hostedZoneId(ours.hostedZoneId())
                .evaluateTargetHealth(ours.evaluateTargetHealth())
                .build();
    }

    private static Optional<String> foreignRouting(ResourceRecordSet set, boolean ownHealthCheck) {
        List<String> found = new ArrayList<>();
        if (set.regionAsString() != null) {
            found.add("latency routing for " + set.regionAsString());
        }
        if (set.geoLocation() != null) {
            found.add("geolocation routing for " + geoLocation(set));
        }
        if (set.geoProximityLocation() != null) {
            found.add("geoproximity routing");
        }
        if (set.failoverAsString() != null) {
            found.add("failover routing (" + set.failoverAsString() + ")");
        }
        if (Boolean.TRUE.equals(set.multiValueAnswer())) {
            found.add("multivalue answer routing");
        }
        if (set.cidrRoutingConfig() != null) {
            found.add("CIDR routing for " + set.cidrRoutingConfig().locationName());
        }
        if (set.healthCheckId() != null && !ownHealthCheck) {
            found.add("the health check " + set.healthCheckId());
        }
        if (set.trafficPolicyInstanceId() != null) {
            found.add("the traffic policy instance " + set.trafficPolicyInstanceId());
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", found));
    }

    private static String geoLocation(ResourceRecordSet set) {
        List<String> parts = new ArrayList<>();
        parts.add(set.geoLocation().continentCode());
        parts.add(set.geoLocation().countryCode());
        parts.add(set.geoLocation().subdivisionCode());
        parts.removeIf(Objects::isNull);
        return String.join("/", parts);
    }
}
