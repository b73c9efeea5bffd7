package io.regionalfailover.testing.route53;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The record sets of one zone at one moment, in listing order. Immutable. */
final class ZoneRecords {

    private final String zoneName;
    private final String zoneId;
    private final NavigableMap<RecordSetKey, RecordSet> sets;

    private ZoneRecords(String zoneName, String zoneId, NavigableMap<RecordSetKey, RecordSet> sets) {
        this.zoneName = zoneName;
        this.zoneId = zoneId;
        this.sets = Collections.unmodifiableNavigableMap(sets);
    }

    /** Returns a new zone's record sets: NS and SOA at the apex. */
    static ZoneRecords initial(String zoneName, String zoneId, List<String> nameServers) {
        TreeMap<RecordSetKey, RecordSet> sets = new TreeMap<>();
        RecordSet ns = RecordSet.simple(zoneName, "NS", 172_800, nameServers.toArray(String[]::new));
        RecordSet soa = RecordSet.simple(
                zoneName,
                "SOA",
                900,
                nameServers.getFirst() + " awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400");
        sets.put(ns.key(), ns);
        sets.put(soa.key(), soa);
        return new ZoneRecords(zoneName, zoneId, sets);
    }

    String zoneName() {
        return zoneName;
    }

    Optional<RecordSet> get(RecordSetKey key) {
        return Optional.ofNullable(sets.get(key));
    }

    /** Returns every record set, in listing order. */
    Collection<RecordSet> all() {
        return sets.values();
    }

    /** Returns the record sets from a position on, in listing order. */
    Collection<RecordSet> from(RecordSetKey start) {
        return sets.tailMap(start, true).values();
    }

    /** Returns the record sets of one name and type. */
    List<RecordSet> group(String name, String type) {
        return from(new RecordSetKey(name, type, Optional.empty())).stream()
                .takeWhile(set -> set.name().equals(name) && set.type().equals(type))
                .toList();
    }

    /** Returns the record sets of one name. */
    List<RecordSet> named(String name) {
        return from(new RecordSetKey(name, "", Optional.empty())).stream()
                .takeWhile(set -> set.name().equals(name))
                .toList();
    }

    /** Tells whether a name exists, be it only because a name below it does. */
    boolean nameExists(String name) {
        RecordSetKey position = new RecordSetKey(name, "", Optional.empty());
        RecordSetKey next = sets.ceilingKey(position);
        return next != null && next.isAtOrBelow(position);
    }

    /** Returns these record sets after a delta. */
    ZoneRecords with(Map<RecordSetKey, Optional<RecordSet>> delta) {
        TreeMap<RecordSetKey, RecordSet> changed = new TreeMap<>(sets);
        delta.forEach(
                (key, set) -> set.ifPresentOrElse(present -> changed.put(key, present), () -> changed.remove(key)));
        return new ZoneRecords(zoneName, zoneId, changed);
    }

    /**
     * Judges a batch. The changes are looked at in order, each against the zone as the ones before it left it; one that
     * fails adds its message, and then nothing of the batch is done.
     *
     * @param changes the batch
     * @param limits the account's quotas
     */
    Verdict judge(List<Change> changes, Options limits) {
        Optional<String> malformed = BatchRules.malformed(changes);
        if (malformed.isPresent()) {
            return new Verdict.Malformed(malformed.get());
        }
        Optional<String> tooLarge = BatchRules.tooLarge(changes);
        if (tooLarge.isPresent()) {
            return new Verdict.Rejected(List.of(tooLarge.get()));
        }
        List<String> messages = new ArrayList<>();
        BatchRules.contradictory(changes)
                .forEach(
                        key -> messages.add("The request contains an invalid set of changes for a resource record set '"
                                + key.type() + " " + key.name() + "'"));
        if (!messages.isEmpty()) {
            return new Verdict.Rejected(messages);
        }
        BatchRun run = new BatchRun(this, zoneId, limits);
        changes.forEach(run::apply);
        return run.verdict();
    }

    NavigableMap<RecordSetKey, RecordSet> copy() {
        return new TreeMap<>(sets);
    }
}
