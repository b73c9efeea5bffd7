package io.regionalfailover.dns.rfc2136;

import io.regionalfailover.dns.Change;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.RecordSet;
import io.regionalfailover.dns.plain.LuaShares;
import io.regionalfailover.dns.plain.Rdata;
import io.regionalfailover.dns.plain.RealSet;
import io.regionalfailover.dns.plain.Weighing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A batch as it is tried on what the server held a moment ago: a deletion matches exactly, a creation finds nothing in its place. What
 * comes of it are exchanges of the server's own record sets, each with what has to stand there at that very moment.
 */
final class Attempt {
    private final DnsName apex;
    private final Snapshot before;
    private final boolean begins;
    private final Map<DnsName, List<RecordSet>> sets = new LinkedHashMap<>();
    private final Map<DnsName, Set<String>> touched = new LinkedHashMap<>();
    private final Map<DnsName, String> impossible = new LinkedHashMap<>();
    private final Map<DnsName, String> conflicts = new LinkedHashMap<>();

    private Attempt(DnsName apex, Snapshot before, boolean begins) {
        this.apex = apex;
        this.before = before;
        this.begins = begins;
    }

    /**
     * The server's own record set of a name and type is exchanged.
     *
     * @param before what has to stand there; empty when nothing may
     * @param after what stands there afterwards; empty when nothing does
     */
    record Exchange(DnsName name, String type, Optional<RealSet> before, Optional<RealSet> after) {
        boolean changes() {
            return before.isPresent() != after.isPresent()
                    || before.isPresent() && !before.get().answersAs(after.orElseThrow());
        }

        /** True where a name gets a LUA record that has none. */
        boolean beginsLua() {
            return type.equals(LuaShares.TYPE) && before.isEmpty() && after.isPresent();
        }
    }

    /** What a batch comes to. */
    sealed interface Tried {
        /** @param exchanges by name, in the order of the changes; what stays is among them, for it is asserted */
        record Possible(Map<DnsName, List<Exchange>> exchanges) implements Tried {
            boolean beginsLua() {
                return exchanges.values().stream().flatMap(List::stream).anyMatch(Exchange::beginsLua);
            }
        }

        /** It could never be made, at these names. */
        record Impossible(Set<DnsName> names, String message) implements Tried {}

        /** The zone is not as believed, at these names. */
        record Conflict(Set<DnsName> names, String message) implements Tried {}
    }

    /** @param begins false: names that have no LUA record get none */
    static Tried on(DnsName apex, Snapshot before, List<Change> changes, boolean begins) {
        Attempt attempt = new Attempt(apex, before, begins);
        for (Change change : changes) {
            switch (change.action()) {
                case DELETE -> attempt.delete(change.set());
                case CREATE -> attempt.create(change.set());
            }
        }
        return attempt.tried();
    }

    private void delete(RecordSet set) {
        if (at(set).remove(set)) {
            return;
        }
        conflicts.putIfAbsent(set.name(), "the zone does not hold " + words(set) + " as it is to be deleted");
    }

    private void create(RecordSet set) {
        Optional<String> never = never(set);
        if (never.isPresent()) {
            impossible.putIfAbsent(set.name(), never.get());
            return;
        }
        List<RecordSet> there = at(set);
        if (there.stream().anyMatch(other -> excludes(other, set))) {
            conflicts.putIfAbsent(set.name(), words(set) + " is to be created where the zone holds another one");
        } else {
            there.add(set);
        }
    }

    /** What stands at the set's name, after the changes so far. */
    private List<RecordSet> at(RecordSet set) {
        touched.computeIfAbsent(set.name(), any -> new LinkedHashSet<>()).add(set.type());
        return sets.computeIfAbsent(set.name(), name -> new ArrayList<>(before.at(name)));
    }

    private Optional<String> never(RecordSet set) {
        DnsName name = set.name();
        if (!name.isWithin(apex)) {
            return Optional.of(name + " is outside the zone " + apex);
        }
        if (set.alias().isPresent()) {
            return Optional.of(
                    words(set) + " is an alias, which a server of dynamic updates has not: addresses and hostname are"
                            + " allowed");
        }
        if (set.foreignRouting().isPresent()) {
            return Optional.of(words(set) + " has " + set.foreignRouting().get() + ", which plain DNS has not");
        }
        boolean zonesOwn = name.equals(apex)
                && (set.type().equals("SOA")
                        || set.type().equals("NS")
                        || set.type().equals("CNAME"));
        if (zonesOwn) {
            return Optional.of(words(set) + " cannot stand where the zone's own records are: its SOA and NS");
        }
        try {
            Rdata.canonical(name, set.type(), set.values());
            Rdata.name(name.isReserved() ? name : name.sets());
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
        return set.values().isEmpty() ? Optional.of(words(set) + " has no value") : Optional.empty();
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

    private Tried tried() {
        if (!impossible.isEmpty()) {
            return new Tried.Impossible(Set.copyOf(impossible.keySet()), String.join("; ", impossible.values()));
        }
        if (!conflicts.isEmpty()) {
            return new Tried.Conflict(Set.copyOf(conflicts.keySet()), String.join("; ", conflicts.values()));
        }
        Map<DnsName, List<Exchange>> exchanges = new LinkedHashMap<>();
        touched.forEach((name, types) -> exchanges.put(name, exchanges(name, types)));
        return new Tried.Possible(exchanges);
    }

    private List<Exchange> exchanges(DnsName name, Set<String> types) {
        boolean shares = before.shares(name)
                && (begins || before.real(name, LuaShares.TYPE).isPresent());
        List<RealSet> after = Weighing.real(name, sets.getOrDefault(name, List.of()), shares);
        List<Exchange> exchanges = new ArrayList<>();
        for (String type : types) {
            exchanges.add(exchange(name, type, after));
        }
        if (name.hasRoomForSets()) {
            Exchange texts = exchange(name.sets(), "TXT", after);
            if (texts.before().isPresent() || texts.after().isPresent()) {
                exchanges.add(texts);
            }
            Exchange lua = exchange(name, LuaShares.TYPE, after);
            if (before.shares(name) || lua.before().isPresent()) {
                exchanges.add(lua);
            }
        }
        return exchanges;
    }

    private Exchange exchange(DnsName name, String type, List<RealSet> after) {
        return new Exchange(
                name,
                type,
                before.real(name, type),
                after.stream()
                        .filter(set -> set.name().equals(name) && set.type().equals(type))
                        .findFirst());
    }

    private static String words(RecordSet set) {
        return set.type() + " of " + set.name()
                + set.setIdentifier().map(identifier -> " (" + identifier + ")").orElse("");
    }
}
