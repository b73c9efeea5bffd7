package io.regionalfailover.dns.externaldns;

import io.regionalfailover.dns.Change;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.Mark;
import io.regionalfailover.dns.RecordSet;
import io.regionalfailover.dns.plain.Rdata;
import io.regionalfailover.dns.plain.RealSet;
import io.regionalfailover.dns.plain.Weighing;
import java.util.ArrayList;
import java.util.HashSet;
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
    private final Carriage carriage;

    private Document(List<Entry> entries, Carriage carriage) {
        this.entries = entries;
        this.carriage = carriage;
    }

    static Document of(List<Endpoint> endpoints, Carriage carriage) {
        return new Document(
                endpoints.stream()
                        .map(endpoint -> new Entry(endpoint, EndpointForm.set(endpoint, carriage)))
                        .toList(),
                carriage);
    }

    Map<DnsName, List<RecordSet>> at(Set<DnsName> names) {
        Map<DnsName, List<RecordSet>> found = new LinkedHashMap<>();
        for (DnsName name : names) {
            List<RecordSet> sets = sets(name);
            if (!sets.isEmpty()) {
                found.put(name, sets);
            }
        }
        return found;
    }

    /** The record sets of a name. Texts beside it are there where weights are not carried, or were not. */
    private List<RecordSet> sets(DnsName name) {
        List<RecordSet> direct = direct(name);
        Optional<RealSet> texts = texts(name).flatMap(this::text);
        if (!name.hasRoomForSets() || carriage.weights() && texts.isEmpty()) {
            return direct;
        }
        List<RealSet> real = direct.stream()
                .filter(Document::isPlain)
                .map(set -> new RealSet(name, set.type(), set.ttlSeconds(), set.values()))
                .toList();
        List<RecordSet> sets = new ArrayList<>(Weighing.sets(name, real, texts, text(name.fence()), false));
        if (carriage.weights()) {
            sets.replaceAll(set -> Mark.of(set).isPresent() ? holdingNothing(set) : set);
        }
        direct.stream().filter(set -> !isPlain(set)).forEach(sets::add);
        return sets;
    }

    private List<RecordSet> direct(DnsName name) {
        return entries.stream()
                .flatMap(entry -> entry.set().stream())
                .filter(set -> set.name().equals(name))
                .toList();
    }

    private Optional<RealSet> text(DnsName name) {
        return direct(name).stream()
                .filter(set -> set.type().equals("TXT") && isPlain(set))
                .map(set -> new RealSet(name, "TXT", set.ttlSeconds(), set.values()))
                .findFirst();
    }

    /** Where the texts of a name stand; a name that is too long for them has none. */
    private static Optional<DnsName> texts(DnsName name) {
        return name.hasRoomForSets() ? Optional.of(name.sets()) : Optional.empty();
    }

    private static RecordSet holdingNothing(RecordSet set) {
        return new RecordSet(
                set.name(),
                set.type(),
                set.setIdentifier(),
                set.weight(),
                set.ttlSeconds(),
                List.of(),
                Optional.empty());
    }

    /** One that plain DNS could answer with. What is no value of its type stays as people wrote it. */
    private static boolean isPlain(RecordSet set) {
        return set.setIdentifier().isEmpty()
                && set.weight().isEmpty()
                && set.alias().isEmpty()
                && set.foreignRouting().isEmpty()
                && !set.values().isEmpty()
                && Rdata.isWritable(set.name(), set.type(), set.values());
    }

    /** What a batch comes to. */
    sealed interface Tried {
        /** @param endpoints of the whole object, afterwards */
        record Possible(List<Endpoint> endpoints) implements Tried {}

        /** The object is not as believed, at these names. */
        record Conflict(Set<DnsName> names, String message) implements Tried {}
    }

    Tried with(List<Change> changes) {
        Map<DnsName, List<RecordSet>> after = new LinkedHashMap<>();
        Map<DnsName, String> conflicts = new LinkedHashMap<>();
        for (Change change : changes) {
            RecordSet set = change.set();
            List<RecordSet> there = after.computeIfAbsent(set.name(), name -> new ArrayList<>(sets(name)));
            switch (change.action()) {
                case DELETE -> {
                    if (!there.remove(set)) {
                        conflicts.putIfAbsent(set.name(), words(set) + " does not stand as it is to be deleted");
                    }
                }
                case CREATE -> {
                    if (there.stream().anyMatch(other -> excludes(other, set))) {
                        conflicts.putIfAbsent(set.name(), words(set) + " is to be created where another one stands");
                    } else {
                        there.add(set);
                    }
                }
            }
        }
        return conflicts.isEmpty()
                ? new Tried.Possible(endpoints(after))
                : new Tried.Conflict(Set.copyOf(conflicts.keySet()), String.join("; ", conflicts.values()));
    }

    /** Everything at the names that were touched is written anew; what stays there is the entry that it was. */
    private List<Endpoint> endpoints(Map<DnsName, List<RecordSet>> after) {
        Set<DnsName> replaced = new HashSet<>(after.keySet());
        after.keySet().forEach(name -> texts(name).ifPresent(replaced::add));
        List<Endpoint> endpoints = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.set().map(RecordSet::name).filter(replaced::contains).isEmpty()) {
                endpoints.add(entry.endpoint());
            }
        }
        after.forEach((name, sets) -> carried(name, sets).forEach(set -> endpoints.add(endpoint(set))));
        return endpoints;
    }

    private List<RecordSet> carried(DnsName name, List<RecordSet> sets) {
        if (carriage.weights() || name.isReserved()) {
            return sets;
        }
        List<RecordSet> carried = new ArrayList<>();
        List<RecordSet> answered = new ArrayList<>();
        sets.forEach(set -> (isPlain(set) || isWeighted(set) ? answered : carried).add(set));
        Weighing.real(name, answered, false).forEach(real -> carried.add(Weighing.plain(real)));
        return carried;
    }

    private static boolean isWeighted(RecordSet set) {
        return set.weight().isPresent()
                && set.setIdentifier().isPresent()
                && set.foreignRouting().isEmpty();
    }

    private Endpoint endpoint(RecordSet set) {
        return entries.stream()
                .filter(entry -> entry.set().filter(set::equals).isPresent())
                .findFirst()
                .map(Entry::endpoint)
                .orElseGet(() -> EndpointForm.of(set, carriage));
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
