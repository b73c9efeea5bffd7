package io.regionalfailover.dns.rfc2136;

import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.RecordSet;
import io.regionalfailover.dns.plain.RealSet;
import io.regionalfailover.dns.plain.Weighing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a server held at some names when it was asked, with what stands beside them.
 *
 * @param byName its own record sets; a name without any is missing
 * @param delegated names that other servers answer for, and which these are
 * @param shared names whose shares are carried by LUA records
 */
record Snapshot(Map<DnsName, List<RealSet>> byName, Map<DnsName, String> delegated, Set<DnsName> shared) {
    Snapshot {
        byName = Map.copyOf(byName);
        delegated = Map.copyOf(delegated);
        shared = Set.copyOf(shared);
    }

    /** The server's own record set of a name and type. */
    Optional<RealSet> real(DnsName name, String type) {
        return byName.getOrDefault(name, List.of()).stream()
                .filter(set -> set.type().equals(type))
                .findFirst();
    }

    /** Whether shares of a name are carried by a LUA record, as soon as several regions serve. */
    boolean shares(DnsName name) {
        return shared.contains(name);
    }

    /** The record sets of a name, weighted ones among them. */
    List<RecordSet> at(DnsName name) {
        String elsewhere = delegated.get(name);
        if (elsewhere != null) {
            return List.of(delegation(name, elsewhere));
        }
        List<RealSet> real = byName.getOrDefault(name, List.of());
        return name.hasRoomForSets()
                ? Weighing.sets(name, real, real(name.sets(), "TXT"), real(name.fence(), "TXT"), shares(name))
                : real.stream().map(Weighing::plain).toList();
    }

    /** A name below a zone cut can hold nothing here, as if a CNAME stood there. */
    private static RecordSet delegation(DnsName name, String servers) {
        return new RecordSet(
                name,
                "CNAME",
                Optional.empty(),
                OptionalInt.empty(),
                0,
                List.of(),
                Optional.of("a name that the zone delegates to " + servers));
    }

    /** The record sets at some names; a name without any is missing. */
    Map<DnsName, List<RecordSet>> at(Iterable<DnsName> names) {
        Map<DnsName, List<RecordSet>> sets = new HashMap<>();
        for (DnsName name : names) {
            List<RecordSet> there = at(name);
            if (!there.isEmpty()) {
                sets.put(name, there);
            }
        }
        return sets;
    }

    /** Gathers record sets into a snapshot. */
    static final class Builder {
        private final Map<DnsName, Map<String, RealSet>> byName = new LinkedHashMap<>();
        private final Map<DnsName, String> delegated = new HashMap<>();
        private final Set<DnsName> shared = new HashSet<>();

        /** Shares of a name are carried by a LUA record, as soon as several regions serve. */
        void share(DnsName name) {
            shared.add(name);
        }

        void put(RealSet set) {
            byName.computeIfAbsent(set.name(), any -> new LinkedHashMap<>()).put(set.type(), set);
        }

        void delegate(DnsName name, String servers) {
            delegated.put(name, servers);
        }

        /** Takes back what was answered for a name. */
        void forget(DnsName name) {
            byName.remove(name);
        }

        /** Takes back what was answered for a name of one type. */
        void forget(DnsName name, String type) {
            byName.computeIfPresent(name, (any, sets) -> {
                sets.remove(type);
                return sets;
            });
        }

        /** What was answered for a name of one type. */
        Optional<RealSet> at(DnsName name, String type) {
            return Optional.ofNullable(byName.getOrDefault(name, Map.of()).get(type));
        }

        /** Names that were answered for with something. */
        List<DnsName> answered() {
            return List.copyOf(byName.keySet());
        }

        Snapshot build() {
            Map<DnsName, List<RealSet>> sets = new HashMap<>();
            byName.forEach((name, there) -> sets.put(name, new ArrayList<>(there.values())));
            return new Snapshot(sets, delegated, shared);
        }
    }
}
