package io.regionalfailover.dns.rfc2136;

import io.regionalfailover.dns.Change;
import io.regionalfailover.dns.Change.Action;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.RecordSet;
import io.regionalfailover.dns.Trial;
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
 * A batch as it is tried on what the server held a moment ago. What comes of it are exchanges of the server's own record sets, each
 * with what has to stand there at that very moment.
 */
final class Attempt {
    private final DnsName apex;
    private final Snapshot before;
    private final boolean begins;
    private final Trial trial;
    private final Map<DnsName, Set<String>> touched = new LinkedHashMap<>();
    private final Map<DnsName, String> impossible = new LinkedHashMap<>();

    private Attempt(DnsName apex, Snapshot before, boolean begins) {
        this.apex = apex;
        this.before = before;
        this.begins = begins;
        this.trial = new Trial(before::at);
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
        changes.forEach(attempt::make);
        return attempt.tried();
    }

    private void make(Change change) {
        RecordSet set = change.set();
        Optional<String> never = change.action() == Action.CREATE ? never(set) : Optional.empty();
        if (never.isPresent()) {
            impossible.putIfAbsent(set.name(), never.get());
            return;
        }
        touched.computeIfAbsent(set.name(), any -> new LinkedHashSet<>()).add(set.type());
        trial.make(change);
    }

    private Optional<String> never(RecordSet set) {
        DnsName name = set.name();
        if (!name.isWithin(apex)) {
            return Optional.of(name + " is outside the zone " + apex);
        }
        if (set.alias().isPresent()) {
            return Optional.of(Trial.words(set)
                    + " is an alias, which a server of dynamic updates has not: addresses and hostname are"
                    + " allowed");
        }
        if (set.foreignRouting().isPresent()) {
            return Optional.of(Trial.words(set) + " has " + set.foreignRouting().get() + ", which plain DNS has not");
        }
        boolean zonesOwn = name.equals(apex)
                && (set.type().equals("SOA")
                        || set.type().equals("NS")
                        || set.type().equals("CNAME"));
        if (zonesOwn) {
            return Optional.of(Trial.words(set) + " cannot stand where the zone's own records are: its SOA and NS");
        }
        try {
            Rdata.canonical(name, set.type(), set.values());
            Rdata.name(name.isReserved() ? name : name.sets());
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
        return set.values().isEmpty() ? Optional.of(Trial.words(set) + " has no value") : Optional.empty();
    }

    private Tried tried() {
        if (!impossible.isEmpty()) {
            return new Tried.Impossible(Set.copyOf(impossible.keySet()), String.join("; ", impossible.values()));
        }
        return trial.conflict()
                .<Tried>map(conflict -> new Tried.Conflict(conflict.names(), conflict.message()))
                .orElseGet(() -> new Tried.Possible(exchanges()));
    }

    private Map<DnsName, List<Exchange>> exchanges() {
        Map<DnsName, List<Exchange>> exchanges = new LinkedHashMap<>();
        trial.after().forEach((name, sets) -> exchanges.put(name, exchanges(name, sets)));
        return exchanges;
    }

    private List<Exchange> exchanges(DnsName name, List<RecordSet> sets) {
        boolean shares = before.shares(name)
                && (begins || before.real(name, LuaShares.TYPE).isPresent());
        List<RealSet> after = Weighing.real(name, sets, shares);
        List<Exchange> exchanges = new ArrayList<>();
        for (String type : touched.getOrDefault(name, Set.of())) {
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
}
