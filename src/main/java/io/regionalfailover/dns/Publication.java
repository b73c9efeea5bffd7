package io.regionalfailover.dns;

import io.regionalfailover.dns.gate.Hanging;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a policy publishes apart from its weights.
 *
 * @param owner whose it is
 * @param specHash hash of the spec's meaning, 16 hexadecimal characters
 * @param regions in the spec's order; a fence gives weights by position in this list
 * @param entries one per name and type, 1-20
 * @param adopt true: plain and weighted record sets of these names and types that are nobody's are taken over
 * @param hanging on which health checks its record sets hang
 */
public record Publication(
        Owner owner, String specHash, List<String> regions, List<Entry> entries, boolean adopt, Hanging hanging) {
    public Publication {
        regions = List.copyOf(regions);
        entries = List.copyOf(entries);
    }

    /** One that hangs on nothing. */
    public Publication(Owner owner, String specHash, List<String> regions, List<Entry> entries, boolean adopt) {
        this(owner, specHash, regions, entries, adopt, new Hanging.None());
    }

    /** One that takes nothing over. */
    public Publication(Owner owner, String specHash, List<String> regions, List<Entry> entries) {
        this(owner, specHash, regions, entries, false);
    }

    /**
     * The record sets of one name and type: one set a region, of values or an alias.
     *
     * @param name within the zone
     * @param type {@code A}, {@code AAAA} or {@code CNAME}
     * @param ttlSeconds 1-3600; of the regions with values only
     * @param valuesByRegion at least one value for every region that has no alias
     * @param aliasByRegion the regions that are answered for by an alias, of A and AAAA only
     */
    public record Entry(
            DnsName name,
            String type,
            long ttlSeconds,
            Map<String, List<String>> valuesByRegion,
            Map<String, Alias> aliasByRegion) {
        public Entry {
            valuesByRegion = Map.copyOf(valuesByRegion);
            aliasByRegion = Map.copyOf(aliasByRegion);
        }

        /** An entry without aliases. */
        public Entry(DnsName name, String type, long ttlSeconds, Map<String, List<String>> valuesByRegion) {
            this(name, type, ttlSeconds, valuesByRegion, Map.of());
        }

        /** How long an answer may be kept at most, in seconds. */
        public long largestTtlSeconds() {
            long values = valuesByRegion.isEmpty() ? 0 : ttlSeconds;
            return aliasByRegion.isEmpty() ? values : Math.max(values, Alias.TTL_SECONDS);
        }
    }

    /** Whether its record sets hang on the zone's gate. */
    public boolean isGated() {
        return switch (hanging) {
            case Hanging.None() -> false;
            case Hanging.Unknown() -> true;
            case Hanging.Lost() -> true;
            case Hanging.Known ignored -> true;
        };
    }

    /** The same on these health checks; one that hangs on none stays so. */
    Publication on(Hanging checks) {
        return isGated() ? new Publication(owner, specHash, regions, entries, adopt, checks) : this;
    }

    /** The distinct names, in order. */
    public Set<DnsName> names() {
        Set<DnsName> names = new LinkedHashSet<>();
        entries.forEach(entry -> names.add(entry.name()));
        return names;
    }

    /** The largest TTL of its entries, in seconds. */
    public long largestTtlSeconds() {
        return entries.stream().mapToLong(Entry::largestTtlSeconds).max().orElse(0);
    }

    /** True when it has an entry for this name and type. */
    boolean publishes(DnsName name, String type) {
        return entries.stream()
                .anyMatch(entry -> entry.name().equals(name) && entry.type().equals(type));
    }

    /** True when what was read has own record sets of types that its names no longer have. */
    public boolean hasLeftovers(NameSets read) {
        return !Layout.leftovers(this, Found.of(owner, names(), read)).isEmpty();
    }

    /** Its entries by name. */
    public Map<DnsName, List<Entry>> byName() {
        Map<DnsName, List<Entry>> byName = new LinkedHashMap<>();
        for (DnsName name : names()) {
            byName.put(
                    name,
                    entries.stream().filter(entry -> entry.name().equals(name)).toList());
        }
        return byName;
    }
}
