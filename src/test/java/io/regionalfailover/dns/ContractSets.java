package io.regionalfailover.dns;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Record sets and changes as the provider contract uses them. */
final class ContractSets {
    private ContractSets() {}

    static RecordSet plain(DnsName name, String type, long ttlSeconds, String... values) {
        return RecordSet.plain(name, type, ttlSeconds, List.of(values));
    }

    static RecordSet weighted(DnsName name, String setIdentifier, int weight, String... addresses) {
        return new RecordSet(
                name,
                "A",
                Optional.of(setIdentifier),
                OptionalInt.of(weight),
                30,
                List.of(addresses),
                Optional.empty());
    }

    /** A weighted set of any of the types A, AAAA, MX and TXT. */
    static RecordSet weightedOf(String type, DnsName name, String setIdentifier) {
        String value = switch (type) {
            case "A" -> "192.0.2.1";
            case "AAAA" -> "2001:db8::1";
            case "MX" -> "10 mail.example.net.";
            default -> "\"text\"";
        };
        return new RecordSet(
                name, type, Optional.of(setIdentifier), OptionalInt.of(1), 30, List.of(value), Optional.empty());
    }

    static RecordSet alias(DnsName name, String setIdentifier, int weight, Alias alias) {
        return new RecordSet(
                name,
                "A",
                Optional.of(setIdentifier),
                OptionalInt.of(weight),
                0,
                List.of(),
                Optional.of(alias),
                Optional.empty());
    }

    static RecordSet withTtl(RecordSet set, long ttlSeconds) {
        return new RecordSet(
                set.name(),
                set.type(),
                set.setIdentifier(),
                set.weight(),
                ttlSeconds,
                set.values(),
                set.foreignRouting());
    }

    static RecordSet fence(DnsName name, int epoch) {
        return plain(name.fence(), "TXT", 30, "\"contract e=" + epoch + " n=" + epoch * 7919 + "\"");
    }

    static List<Change> creations(List<RecordSet> sets) {
        return sets.stream().map(set -> new Change(Change.Action.CREATE, set)).toList();
    }

    static List<Change> deletions(List<RecordSet> sets) {
        return sets.stream().map(set -> new Change(Change.Action.DELETE, set)).toList();
    }

    static List<Change> swap(List<RecordSet> before, List<RecordSet> after) {
        return new ArrayList<>(Stream.concat(deletions(before).stream(), creations(after).stream())
                .toList());
    }
}
