package io.regionalfailover.dns.embedded;

import io.regionalfailover.dns.Change;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.RecordSet;
import io.regionalfailover.dns.Trial;
import io.regionalfailover.dns.embedded.ZoneState.StoredSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.xbill.DNS.Type;

/** A batch as it is tried on a zone's record sets: it is all or nothing. What could never be made is gathered by name. */
final class Batch {
    private final ZoneState before;
    private final Trial trial;
    private final Map<RecordSet, StoredSet> stored = new HashMap<>();
    private final Map<DnsName, String> impossible = new LinkedHashMap<>();

    private Batch(ZoneState before) {
        this.before = before;
        this.trial = new Trial(name -> at(name).stream().map(StoredSet::written).toList());
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
                case DELETE -> batch.trial.make(change);
                case CREATE -> batch.create(change);
            }
        }
        return batch.tried();
    }

    private Tried tried() {
        if (!impossible.isEmpty()) {
            return new Tried.Impossible(Set.copyOf(impossible.keySet()), String.join("; ", impossible.values()));
        }
        return trial.conflict()
                .<Tried>map(conflict -> new Tried.Conflict(conflict.names(), conflict.message()))
                .orElseGet(() -> new Tried.Possible(sets()));
    }

    private Map<DnsName, List<StoredSet>> sets() {
        Map<DnsName, List<StoredSet>> sets = new HashMap<>(before.sets());
        trial.after().forEach((name, there) -> {
            if (there.isEmpty()) {
                sets.remove(name);
            } else {
                at(name).forEach(set -> stored.putIfAbsent(set.written(), set));
                sets.put(name, there.stream().map(stored::get).toList());
            }
        });
        return sets;
    }

    private void create(Change change) {
        RecordSet set = change.set();
        if (!set.name().isWithin(before.apex())) {
            impossible.put(set.name(), set.name() + " is outside the zone " + before.apex());
            return;
        }
        if (isTheZonesOwn(set, before)) {
            impossible.put(
                    set.name(),
                    Trial.words(set)
                            + " cannot stand where the zone's own records are: its SOA and NS, and the addresses of its name"
                            + " servers");
            return;
        }
        try {
            stored.put(set, StoredSet.of(set));
        } catch (IllegalArgumentException e) {
            impossible.put(set.name(), String.valueOf(e.getMessage()));
            return;
        }
        trial.make(change);
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

    private List<StoredSet> at(DnsName name) {
        return before.sets().getOrDefault(name, List.of());
    }
}
