package io.regionalfailover.dns.embedded;

import io.regionalfailover.dns.Change;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.RecordSet;
import io.regionalfailover.dns.embedded.ZoneState.StoredSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.xbill.DNS.Type;

/**
 * A batch as it is tried on a copy of a zone's record sets: it is all or nothing, a deletion matches exactly, a creation finds
 * nothing in its place. What is wrong is gathered by name.
 */
final class Batch {
    private final ZoneState before;
    private final Map<DnsName, List<StoredSet>> sets;
    private final Map<DnsName, String> impossible = new LinkedHashMap<>();
    private final Map<DnsName, String> conflicts = new LinkedHashMap<>();

    private Batch(ZoneState before) {
        this.before = before;
        this.sets = new HashMap<>(before.sets());
    }

    /** What a batch comes to. */
    sealed interface Tried {
        /** @param sets of the whole zone, afterwards */
        record Possible(Map<DnsName, List<StoredSet>> sets) implements Tried {}

        /** It could never be made, at these names. */
        record Impossible(Set<DnsName> names, String message) implements Tried {}

        /** The zone is not as believed, at these names. */
        record Conflict(Set<DnsName> names, String message) implements Tried {}
    }

    static Tried on(ZoneState state, List<Change> changes) {
        Batch batch = new Batch(state);
        for (Change change : changes) {
            switch (change.action()) {
                case DELETE -> batch.delete(change.set());
                case CREATE -> batch.create(change.set());
            }
        }
        return batch.tried();
    }

    private Tried tried() {
        if (!impossible.isEmpty()) {
            return new Tried.Impossible(Set.copyOf(impossible.keySet()), String.join("; ", impossible.values()));
        }
        if (!conflicts.isEmpty()) {
            return new Tried.Conflict(Set.copyOf(conflicts.keySet()), String.join("; ", conflicts.values()));
        }
        return new Tried.Possible(sets);
    }

    private void delete(RecordSet set) {
        List<StoredSet> rest = new ArrayList<>(at(set.name()));
        if (!rest.removeIf(stored -> stored.written().equals(set))) {
            conflicts.put(set.name(), "the zone does not hold " + words(set) + " as it is to be deleted");
        } else if (rest.isEmpty()) {
            sets.remove(set.name());
        } else {
            sets.put(set.name(), rest);
        }
    }

    private void create(RecordSet set) {
        if (!set.name().isWithin(before.apex())) {
            impossible.put(set.name(), set.name() + " is outside the zone " + before.apex());
            return;
        }
        if (isTheZonesOwn(set, before)) {
            impossible.put(
                    set.name(),
                    words(set)
                            + " cannot stand where the zone's own records are: its SOA and NS, and the addresses of its name"
                            + " servers");
            return;
        }
        StoredSet stored;
        try {
            stored = StoredSet.of(set);
        } catch (IllegalArgumentException e) {
            impossible.put(set.name(), String.valueOf(e.getMessage()));
            return;
        }
        List<StoredSet> all = new ArrayList<>(at(set.name()));
        if (all.stream().anyMatch(other -> excludes(other.written(), set))) {
            conflicts.put(set.name(), words(set) + " is to be created where the zone holds another one");
        } else {
            all.add(stored);
            sets.put(set.name(), all);
        }
    }

    /** Whether a set would stand where a zone's own records are: its SOA and NS, and the addresses of its name servers. */
    static boolean isTheZonesOwn(RecordSet set, ZoneState zone) {
        boolean atApex = set.name().equals(zone.apex())
                && switch (Type.value(set.type())) {
                    case Type.SOA, Type.NS, Type.CNAME -> true;
                    default -> false;
                };
        return atApex
                || zone.nameServers().stream()
                        .anyMatch(server -> server.name().equals(set.name())
                                && (set.type().equals("CNAME")
                                        || !server.addresses(set.type()).isEmpty() && isAddress(set.type())));
    }

    private static boolean isAddress(String type) {
        return type.equals("A") || type.equals("AAAA");
    }

    /** The same set, a plain and a weighted one of one type, or a CNAME beside anything else (RFC 1034, 3.6.2). */
    private static boolean excludes(RecordSet some, RecordSet other) {
        if (!some.type().equals(other.type())) {
            return some.type().equals("CNAME") || other.type().equals("CNAME");
        }
        return some.setIdentifier().isEmpty()
                || other.setIdentifier().isEmpty()
                || some.setIdentifier().equals(other.setIdentifier());
    }

    private List<StoredSet> at(DnsName name) {
        return sets.getOrDefault(name, List.of());
    }

    private static String words(RecordSet set) {
        return set.type() + " of " + set.name()
                + set.setIdentifier().map(identifier -> " (" + identifier + ")").orElse("");
    }
}
