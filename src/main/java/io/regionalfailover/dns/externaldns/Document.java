package io.regionalfailover.dns.externaldns;

import io.regionalfailover.dns.Change;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.RecordSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The record sets of the object, and what a batch makes of them: all or nothing, a deletion matches exactly, a creation finds nothing
 * in its place.
 */
final class Document {
    /**
     * One of its entries.
     *
     * @param set empty when nobody could publish it, such as one without a name: it stays as it is
     */
    private record Entry(Endpoint endpoint, Optional<RecordSet> set) {}

    private final List<Entry> entries;

    private Document(List<Entry> entries) {
        this.entries = entries;
    }

    static Document of(List<Endpoint> endpoints) {
        return new Document(endpoints.stream()
                .map(endpoint -> new Entry(endpoint, EndpointForm.set(endpoint)))
                .toList());
    }

    Map<DnsName, List<RecordSet>> at(Set<DnsName> names) {
        Map<DnsName, List<RecordSet>> found = new LinkedHashMap<>();
        entries.stream()
                .flatMap(entry -> entry.set().stream())
                .filter(set -> names.contains(set.name()))
                .forEach(set -> found.computeIfAbsent(set.name(), any -> new ArrayList<>())
                        .add(set));
        return found;
    }

    /** What a batch comes to. */
    sealed interface Tried {
        /** @param endpoints of the whole object, afterwards */
        record Possible(List<Endpoint> endpoints) implements Tried {}

        /** The object is not as believed, at these names. */
        record Conflict(Set<DnsName> names, String message) implements Tried {}
    }

    Tried with(List<Change> changes) {
        List<Entry> after = new ArrayList<>(entries);
        Map<DnsName, String> conflicts = new LinkedHashMap<>();
        for (Change change : changes) {
            RecordSet set = change.set();
            switch (change.action()) {
                case DELETE -> {
                    if (!after.removeIf(entry -> entry.set().filter(set::equals).isPresent())) {
                        conflicts.putIfAbsent(set.name(), words(set) + " does not stand as it is to be deleted");
                    }
                }
                case CREATE -> {
                    if (after.stream().flatMap(entry -> entry.set().stream()).anyMatch(other -> excludes(other, set))) {
                        conflicts.putIfAbsent(set.name(), words(set) + " is to be created where another one stands");
                    } else {
                        Endpoint endpoint = EndpointForm.of(set);
                        after.add(new Entry(endpoint, EndpointForm.set(endpoint)));
                    }
                }
            }
        }
        return conflicts.isEmpty()
                ? new Tried.Possible(after.stream().map(Entry::endpoint).toList())
                : new Tried.Conflict(Set.copyOf(conflicts.keySet()), String.join("; ", conflicts.values()));
    }

    private static String words(RecordSet set) {
        return set.type() + " of " + set.name()
                + set.setIdentifier().map(identifier -> " (" + identifier + ")").orElse("");
    }

    /** The same set, a plain and a weighted one of one type, or a CNAME beside anything else (RFC 1034, 3.6.2). */
    private static boolean excludes(RecordSet some, RecordSet other) {
        if (!some.name().equals(other.name())) {
            return false;
        }
        if (!some.type().equals(other.type())) {
            return some.type().equals("CNAME") || other.type().equals("CNAME");
        }
        return some.setIdentifier().isEmpty()
                || other.setIdentifier().isEmpty()
                || some.setIdentifier().equals(other.setIdentifier());
    }
}
