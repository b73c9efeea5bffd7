package io.regionalfailover.testing.route53;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.stream.Stream;

/** One batch on its way through the zone's rules: a working copy, what was touched, what was said. */
final class BatchRun {

    private static final int MAX_WEIGHTED = 100;

    private final ZoneRecords before;
    private final String zone;
    private final String zoneId;
    private final Options options;
    private final NavigableMap<RecordSetKey, RecordSet> working;
    private final Map<RecordSetKey, Optional<RecordSet>> delta = new LinkedHashMap<>();
    private final List<String> messages = new ArrayList<>();

    BatchRun(ZoneRecords before, String zoneId, Options options) {
        this.before = before;
        this.zone = before.zoneName();
        this.zoneId = zoneId;
        this.options = options;
        this.working = before.copy();
    }

    void apply(Change change) {
        RecordSet set = change.set();
        if (!DnsNames.isWithin(set.name(), zone)) {
            messages.add("RRSet with DNS name " + set.name() + " is not permitted in zone " + zone);
            return;
        }
        switch (change.action()) {
            case DELETE -> delete(set);
            case CREATE -> create(set);
            case UPSERT -> put(set);
        }
    }

    Verdict verdict() {
        if (group(zone, "NS").findAny().isEmpty()) {
            messages.add("A HostedZone must contain at least one NS record for the zone itself.");
        }
        if (group(zone, "SOA").findAny().isEmpty()) {
            messages.add("A HostedZone must contain exactly one SOA record.");
        }
        if (working.size() > options.maxRecordSetsPerZone()) {
            messages.add("Exceeded limit MAX_RRSETS_BY_ZONE for zone: " + zoneId);
        }
        return messages.isEmpty()
                ? new Verdict.Accepted(before.with(delta), Map.copyOf(delta))
                : new Verdict.Rejected(messages);
    }

    private void delete(RecordSet set) {
        RecordSetKey key = set.key();
        RecordSet present = working.get(key);
        if (present == null) {
            messages.add("Tried to delete resource record set " + key + " but it was not found");
        } else if (!present.matches(set)) {
            messages.add("Tried to delete resource record set " + key
                    + " but the values provided do not match the current values");
        } else {
            working.remove(key);
            delta.put(key, Optional.empty());
        }
    }

    private void create(RecordSet set) {
        RecordSetKey key = set.key();
        if (working.containsKey(key)) {
            messages.add("Tried to create resource record set " + key + " but it already exists");
        } else {
            put(set);
        }
    }

    private void put(RecordSet set) {
        List<String> problems = Stream.of(
                        RecordSyntax.problems(set).stream(),
                        conflictsWithCname(set).stream(),
                        conflictsWithRouting(set).stream(),
                        aliasProblem(set).stream())
                .flatMap(each -> each)
                .toList();
        if (problems.isEmpty()) {
            store(set);
            set.ttl().ifPresent(ttl -> shareTtl(set, ttl));
        } else {
            messages.addAll(problems);
        }
    }

    private void store(RecordSet set) {
        RecordSetKey key = set.key();
        working.put(key, set);
        delta.put(key, Optional.of(set));
    }

    /** The weighted sets of a name and type have one TTL: the last one that was said. */
    private void shareTtl(RecordSet set, long ttl) {
        weightedOthers(set)
                .filter(other -> other.ttl().filter(theirs -> theirs != ttl).isPresent())
                .toList()
                .forEach(other -> store(other.withTtl(ttl)));
    }

    private Optional<String> conflictsWithCname(RecordSet set) {
        boolean cname = set.type().equals("CNAME");
        String what = "RRSet of type " + set.type() + " with DNS name " + set.name() + " is not permitted ";
        if (cname && set.name().equals(zone)) {
            return Optional.of(what + "at apex in zone " + zone);
        }
        boolean conflict = named(set.name())
                .anyMatch(other -> !other.type().equals(set.type())
                        && (cname || other.type().equals("CNAME")));
        if (!conflict) {
            return Optional.empty();
        }
        return Optional.of(what
                + (cname
                        ? "as it conflicts with other records with the same DNS name in zone " + zone
                        : "because a conflicting RRSet of type CNAME with the same DNS name already exists in zone "
                                + zone));
    }

    private Optional<String> conflictsWithRouting(RecordSet set) {
        String what = "RRSet with DNS name " + set.name() + ", type " + set.type()
                + set.setIdentifier().map(id -> ", SetIdentifier " + id).orElse("") + " cannot be created as ";
        if (set.setIdentifier().isEmpty()) {
            return weightedOthers(set).findAny().isPresent()
                    ? Optional.of(what + "other RRSets exist with the same name and type.")
                    : Optional.empty();
        }
        if (working.containsKey(new RecordSetKey(set.name(), set.type(), Optional.empty()))) {
            return Optional.of(what + "a non-weighted set exists with the same name and type.");
        }
        if (weightedOthers(set).count() >= MAX_WEIGHTED) {
            return Optional.of(what + MAX_WEIGHTED + " weighted sets exist with the same name and type.");
        }
        boolean otherTtl = options.refusesUnequalWeightedTtls()
                && weightedOthers(set)
                        .anyMatch(other -> other.ttl().isPresent()
                                && set.ttl().isPresent()
                                && !other.ttl().equals(set.ttl()));
        return otherTtl ? Optional.of(what + "weighted sets must contain the same TTL.") : Optional.empty();
    }

    private Optional<String> aliasProblem(RecordSet set) {
        if (set.alias().isEmpty()) {
            return Optional.empty();
        }
        RecordSet.Alias target = set.alias().get();
        String what = "Tried to create an alias that targets " + target.dnsName() + ", type " + set.type() + " in zone "
                + target.hostedZoneId() + ", but ";
        if (!target.hostedZoneId().equals(zoneId)) {
            return Optional.empty();
        }
        if (!DnsNames.isWithin(target.dnsName(), zone)) {
            return Optional.of(what + "the alias target name does not lie within the target zone");
        }
        return group(target.dnsName(), set.type()).findAny().isEmpty()
                ? Optional.of(what + "that target was not found")
                : Optional.empty();
    }

    private Stream<RecordSet> weightedOthers(RecordSet set) {
        return group(set.name(), set.type())
                .filter(other -> other.setIdentifier().isPresent())
                .filter(other -> !other.key().equals(set.key()));
    }

    private Stream<RecordSet> group(String name, String type) {
        return named(name).filter(set -> set.type().equals(type));
    }

    private Stream<RecordSet> named(String name) {
        return working.tailMap(new RecordSetKey(name, "", Optional.empty()), true).values().stream()
                .takeWhile(set -> set.name().equals(name));
    }
}
