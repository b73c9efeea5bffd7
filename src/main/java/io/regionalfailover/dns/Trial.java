package io.regionalfailover.dns;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What would stand at some names after a batch, for providers that have to find out themselves whether it can be made: a deletion
 * matches exactly, a creation finds nothing in its place. What is wrong is gathered by name.
 */
public final class Trial {
    private final Function<DnsName, List<RecordSet>> before;
    private final Map<DnsName, List<RecordSet>> after = new LinkedHashMap<>();
    private final Map<DnsName, String> conflicts = new LinkedHashMap<>();

    /** @param before what stands at a name now; is asked once for each */
    public Trial(Function<DnsName, List<RecordSet>> before) {
        this.before = before;
    }

    /** The zone is not as believed, at these names. */
    public record Conflict(Set<DnsName> names, String message) {
        public Conflict {
            names = Set.copyOf(names);
        }
    }

    /** Makes a change, or takes down why it cannot be made. */
    public void make(Change change) {
        RecordSet set = change.set();
        List<RecordSet> there = after.computeIfAbsent(set.name(), name -> new ArrayList<>(before.apply(name)));
        switch (change.action()) {
            case DELETE -> {
                if (!there.remove(set)) {
                    conflicts.putIfAbsent(
                            set.name(), "the zone does not hold " + words(set) + " as it is to be deleted");
                }
            }
            case CREATE -> {
                if (there.stream().anyMatch(other -> excludes(other, set))) {
                    conflicts.putIfAbsent(
                            set.name(), words(set) + " is to be created where the zone holds another one");
                } else {
                    there.add(set);
                }
            }
        }
    }

    /** What would stand at the names of the changes so far, in their order. */
    public Map<DnsName, List<RecordSet>> after() {
        Map<DnsName, List<RecordSet>> sets = new LinkedHashMap<>();
        after.forEach((name, there) -> sets.put(name, List.copyOf(there)));
        return sets;
    }

    /** Empty when all changes can be made. */
    public Optional<Conflict> conflict() {
        return conflicts.isEmpty()
                ? Optional.empty()
                : Optional.of(new Conflict(conflicts.keySet(), String.join("; ", conflicts.values())));
    }

    /** A record set for a person. */
    public static String words(RecordSet set) {
        return set.type() + " of " + set.name()
                + set.setIdentifier().map(identifier -> " (" + identifier + ")").orElse("");
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
}
