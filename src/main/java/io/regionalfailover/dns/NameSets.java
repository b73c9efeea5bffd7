package io.regionalfailover.dns;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a zone held at some names, and at their fences' names, when it was read. Two readings that found the same are equal.
 *
 * @param byName record sets by name; a name without any is missing
 */
public record NameSets(Map<DnsName, List<RecordSet>> byName) {
    /** Nothing was read. */
    static final NameSets NONE = new NameSets(Map.of());

    public NameSets {
        byName = Map.copyOf(byName);
    }

    /** The record sets of a name, of all types. */
    public List<RecordSet> at(DnsName name) {
        return byName.getOrDefault(name, List.of());
    }

    /** The record sets of a name and type. */
    public List<RecordSet> at(DnsName name, String type) {
        List<RecordSet> sets = new ArrayList<>();
        for (RecordSet set : at(name)) {
            if (set.type().equals(type)) {
                sets.add(set);
            }
        }
        return sets;
    }
}
