package io.regionalfailover.dns;

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
 */
public record Publication(Owner owner, String specHash, List<String> regions, List<Entry> entries) {
    public Publication {
        regions = List.copyOf(regions);
        entries = List.copyOf(entries);
    }

    /**
     * The record sets of one name and type: one set a region.
     *
     * @param name within the zone
     * @param type {@code A}, {@code AAAA} or {@code CNAME}
     * @param ttlSeconds 1-3600
     * @param valuesByRegion at least one value for every region
     */
    public record Entry(DnsName name, String type, long ttlSeconds, Map<String, List<String>> valuesByRegion) {
        public Entry {
            valuesByRegion = Map.copyOf(valuesByRegion);
        }
    }

    /** The distinct names, in order. */
    public Set<DnsName> names() {
        Set<DnsName> names = new LinkedHashSet<>();
        entries.forEach(entry -> names.add(entry.name()));
        return names;
    }

    /** The largest TTL of its entries, in seconds. */
    public long largestTtlSeconds() {
        return entries.stream().mapToLong(Entry::ttlSeconds).max().orElse(0);
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
