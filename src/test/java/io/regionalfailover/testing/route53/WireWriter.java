package io.regionalfailover.testing.route53;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Writes response documents. */
final class WireWriter {

    private static final String DECLARATION = "<?xml version=\"1.0\"?>\n";

    private WireWriter() {}

    static String error(String code, String message, String requestId) {
        return document(
                "ErrorResponse",
                element("Error", text("Type", "Sender") + text("Code", code) + text("Message", message))
                        + text("RequestId", requestId));
    }

    static String invalidChangeBatch(List<String> messages, String requestId) {
        StringBuilder all = new StringBuilder();
        messages.forEach(message -> all.append(text("Message", message)));
        return document("InvalidChangeBatch", element("Messages", all.toString()) + text("RequestId", requestId));
    }

    static String changeInfo(String root, String id, boolean inSync, Instant submittedAt) {
        return document(root, changeInfo(id, inSync, submittedAt));
    }

    private static String changeInfo(String id, boolean inSync, Instant submittedAt) {
        return element(
                "ChangeInfo",
                text("Id", "/change/" + id)
                        + text("Status", inSync ? "INSYNC" : "PENDING")
                        + text(
                                "SubmittedAt",
                                submittedAt.truncatedTo(ChronoUnit.MILLIS).toString()));
    }

    static String createdZone(HostedZone zone, String changeId, Instant now) {
        return document(
                "CreateHostedZoneResponse", zone(zone) + changeInfo(changeId, false, now) + delegationSet(zone));
    }

    static String hostedZone(HostedZone zone) {
        return document("GetHostedZoneResponse", zone(zone) + delegationSet(zone));
    }

    static String hostedZones(Collection<HostedZone> zones, Optional<String> next, int maxItems) {
        return document(
                "ListHostedZonesResponse",
                zones(zones)
                        + text("IsTruncated", String.valueOf(next.isPresent()))
                        + next.map(marker -> text("NextMarker", marker)).orElse("")
                        + text("MaxItems", String.valueOf(maxItems)));
    }

    static String hostedZonesByName(
            Collection<HostedZone> zones, Optional<String> askedName, Optional<HostedZone> next, int maxItems) {
        return document(
                "ListHostedZonesByNameResponse",
                zones(zones)
                        + askedName.map(name -> text("DNSName", name)).orElse("")
                        + text("IsTruncated", String.valueOf(next.isPresent()))
                        + next.map(zone -> text("NextDNSName", zone.name()) + text("NextHostedZoneId", zone.id()))
                                .orElse("")
                        + text("MaxItems", String.valueOf(maxItems)));
    }

    static String recordSets(List<RecordSet> page, Optional<RecordSet> next, int maxItems) {
        StringBuilder sets = new StringBuilder();
        page.forEach(set -> sets.append(recordSet(set)));
        return document(
                "ListResourceRecordSetsResponse",
                element("ResourceRecordSets", sets.toString())
                        + text("IsTruncated", String.valueOf(next.isPresent()))
                        + next.map(WireWriter::nextRecord).orElse("")
                        + text("MaxItems", String.valueOf(maxItems)));
    }

    private static String nextRecord(RecordSet set) {
        return text("NextRecordName", set.name())
                + text("NextRecordType", set.type())
                + set.setIdentifier()
                        .map(id -> text("NextRecordIdentifier", id))
                        .orElse("");
    }

    private static String recordSet(RecordSet set) {
        StringBuilder values = new StringBuilder();
        set.values().forEach(value -> values.append(element("ResourceRecord", text("Value", value))));
        return element(
                "ResourceRecordSet",
                text("Name", set.name())
                        + text("Type", set.type())
                        + set.setIdentifier()
                                .map(id -> text("SetIdentifier", id))
                                .orElse("")
                        + set.weight()
                                .map(weight -> text("Weight", weight.toString()))
                                .orElse("")
                        + set.ttl().map(ttl -> text("TTL", ttl.toString())).orElse("")
                        + (values.isEmpty() ? "" : element("ResourceRecords", values.toString()))
                        + set.alias().map(WireWriter::alias).orElse("")
                        + set.healthCheckId()
                                .map(id -> text("HealthCheckId", id))
                                .orElse(""));
    }

    private static String alias(RecordSet.Alias alias) {
        return element(
                "AliasTarget",
                text("HostedZoneId", alias.hostedZoneId())
                        + text("DNSName", alias.dnsName())
                        + text("EvaluateTargetHealth", String.valueOf(alias.evaluateTargetHealth())));
    }

    static String empty(String root) {
        return document(root, "");
    }

    static String createdHealthCheck(HealthCheck check) {
        return document("CreateHealthCheckResponse", healthCheck(check));
    }

    static String healthChecks(List<HealthCheck> page, Optional<String> next, int maxItems) {
        StringBuilder checks = new StringBuilder();
        page.forEach(check -> checks.append(healthCheck(check)));
        return document(
                "ListHealthChecksResponse",
                element("HealthChecks", checks.toString())
                        + text("Marker", "")
                        + text("IsTruncated", String.valueOf(next.isPresent()))
                        + next.map(marker -> text("NextMarker", marker)).orElse("")
                        + text("MaxItems", String.valueOf(maxItems)));
    }

    static String healthCheckStatus(Optional<Instant> checkedAt, String said) {
        return document(
                "GetHealthCheckStatusResponse",
                element(
                        "HealthCheckObservations",
                        checkedAt
                                .map(at -> element(
                                        "HealthCheckObservation",
                                        text("Region", "us-east-1")
                                                + text("IPAddress", "192.0.2.7")
                                                + element(
                                                        "StatusReport",
                                                        text("Status", said) + text("CheckedTime", at.toString()))))
                                .orElse("")));
    }

    private static String healthCheck(HealthCheck check) {
        StringBuilder fields = new StringBuilder(text("Type", check.type()));
        check.fields().forEach((name, value) -> fields.append(text(name, value)));
        StringBuilder children = new StringBuilder();
        check.children().forEach(child -> children.append(text("ChildHealthCheck", child)));
        return element(
                "HealthCheck",
                text("Id", check.id())
                        + text("CallerReference", check.callerReference())
                        + element(
                                "HealthCheckConfig",
                                fields + (children.isEmpty() ? "" : element("ChildHealthChecks", children.toString())))
                        + text("HealthCheckVersion", "1"));
    }

    private static String zones(Collection<HostedZone> zones) {
        StringBuilder all = new StringBuilder();
        zones.forEach(zone -> all.append(zone(zone)));
        return element("HostedZones", all.toString());
    }

    private static String zone(HostedZone zone) {
        return element(
                "HostedZone",
                text("Id", "/hostedzone/" + zone.id())
                        + text("Name", zone.name())
                        + text("CallerReference", zone.callerReference())
                        + element("Config", text("PrivateZone", String.valueOf(zone.isPrivate())))
                        + text(
                                "ResourceRecordSetCount",
                                String.valueOf(zone.accepted().all().size())));
    }

    private static String delegationSet(HostedZone zone) {
        if (zone.isPrivate()) {
            return "";
        }
        StringBuilder servers = new StringBuilder();
        zone.nameServerNames()
                .forEach(name -> servers.append(text("NameServer", name.substring(0, name.length() - 1))));
        return element("DelegationSet", element("NameServers", servers.toString()));
    }

    private static String document(String root, String content) {
        return DECLARATION + "<" + root + " xmlns=\"" + WireReader.NAMESPACE + "\">" + content + "</" + root + ">";
    }

    private static String element(String name, String content) {
        return "<" + name + ">" + content + "</" + name + ">";
    }

    private static String text(String name, String value) {
        return element(
                name,
                value.replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;")
                        .replace("\"", "&quot;"));
    }
}
