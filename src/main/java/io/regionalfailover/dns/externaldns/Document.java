package io.regionalfailover.dns.externaldns;

import io.regionalfailover.dns.Change;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.Mark;
import io.regionalfailover.dns.RecordSet;
import io.regionalfailover.dns.Trial;
import io.regionalfailover.dns.plain.Rdata;
import io.regionalfailover.dns.plain.RealSet;
import io.regionalfailover.dns.plain.Weighing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The record sets of the object, and what a batch makes of them. An entry whose record set no change names stays as it is, to the
 * letter and in its place; the others, and those that only together say what we publish, are written anew behind it.
 */
final class Document {
    /** @param set what it stands for */
    private record Entry(Endpoint endpoint, RecordSet set) {}

    /** @param entries the one that it is, or those that it was put together from */
    private record Shown(RecordSet set, List<Entry> entries) {}

    /**
     * A name.
     *
     * @param told by the texts beside it; written anew together, as each of them is in what the name answers
     * @param telling the entries that they come from
     */
    private record Standing(List<Shown> single, List<RecordSet> told, List<Entry> telling) {
        List<RecordSet> sets() {
            return Stream.concat(single.stream().map(Shown::set), told.stream()).toList();
        }
    }

    private final List<Endpoint> endpoints;
    private final Map<DnsName, List<Entry>> byName = new HashMap<>();
    private final Carriage carriage;

    private Document(List<Endpoint> endpoints, Carriage carriage) {
        this.endpoints = endpoints;
        this.carriage = carriage;
        for (Endpoint endpoint : endpoints) {
            EndpointForm.set(endpoint, carriage)
                    .ifPresent(set -> byName.computeIfAbsent(set.name(), name -> new ArrayList<>())
                            .add(new Entry(endpoint, set)));
        }
    }

    static Document of(List<Endpoint> endpoints, Carriage carriage) {
        return new Document(endpoints, carriage);
    }

    Map<DnsName, List<RecordSet>> at(Set<DnsName> names) {
        Map<DnsName, List<RecordSet>> found = new LinkedHashMap<>();
        for (DnsName name : names) {
            List<RecordSet> sets = standing(name).sets();
            if (!sets.isEmpty()) {
                found.put(name, sets);
            }
        }
        return found;
    }

    /** What stands at a name. Texts beside it are there where weights are not carried, or were not. */
    private Standing standing(DnsName name) {
        List<Entry> direct = byName.getOrDefault(name, List.of());
        List<Entry> texts = name.hasRoomForSets() ? texts(name.sets()) : List.of();
        if (!name.hasRoomForSets() || carriage.weights() && texts.isEmpty()) {
            return new Standing(direct.stream().map(Document::alone).toList(), List.of(), List.of());
        }
        List<Shown> single = new ArrayList<>();
        Map<String, List<Entry>> plain = new LinkedHashMap<>();
        for (Entry entry : direct) {
            if (isPlain(entry.set())) {
                plain.computeIfAbsent(entry.set().type(), type -> new ArrayList<>())
                        .add(entry);
            } else {
                single.add(alone(entry));
            }
        }
        Map<String, List<RecordSet>> shown = new LinkedHashMap<>();
        Weighing.sets(
                        name,
                        plain.values().stream().map(Document::together).toList(),
                        real(texts),
                        real(texts(name.fence())),
                        false)
                .forEach(set -> shown.computeIfAbsent(set.type(), type -> new ArrayList<>())
                        .add(set));
        List<RecordSet> told = new ArrayList<>();
        List<Entry> telling = new ArrayList<>(texts);
        shown.forEach((type, sets) -> {
            List<Entry> entries = plain.getOrDefault(type, List.of());
            if (sets.getFirst().foreignRouting().isPresent()) {
                single.add(new Shown(sets.getFirst(), entries));
            } else if (sets.getFirst().setIdentifier().isEmpty()) {
                entries.forEach(entry -> single.add(alone(entry)));
            } else {
                told.addAll(sets);
                telling.addAll(entries);
            }
        });
        if (carriage.weights()) {
            told.replaceAll(set -> Mark.of(set).isPresent() ? set.holding(List.of()) : set);
        }
        return new Standing(single, told, telling);
    }

    private static Shown alone(Entry entry) {
        return new Shown(entry.set(), List.of(entry));
    }

    private List<Entry> texts(DnsName name) {
        return byName.getOrDefault(name, List.of()).stream()
                .filter(entry -> entry.set().type().equals("TXT") && isPlain(entry.set()))
                .toList();
    }

    private static Optional<RealSet> real(List<Entry> ofType) {
        return ofType.isEmpty() ? Optional.empty() : Optional.of(together(ofType));
    }

    /** What several entries of one name and type, which only people write, would answer. */
    private static RealSet together(List<Entry> ofType) {
        RecordSet first = ofType.getFirst().set();
        return new RealSet(
                first.name(),
                first.type(),
                first.ttlSeconds(),
                ofType.stream()
                        .flatMap(entry -> entry.set().values().stream())
                        .distinct()
                        .toList());
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
        Trial trial = new Trial(name -> standing(name).sets());
        changes.forEach(trial::make);
        return trial.conflict()
                .<Tried>map(conflict -> new Tried.Conflict(conflict.names(), conflict.message()))
                .orElseGet(() -> new Tried.Possible(endpoints(trial.after())));
    }

    private List<Endpoint> endpoints(Map<DnsName, List<RecordSet>> after) {
        Set<Endpoint> gone = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Endpoint> come = new ArrayList<>();
        after.forEach((name, sets) -> {
            Standing before = standing(name);
            List<RecordSet> rest = new ArrayList<>(sets);
            for (Shown shown : before.single()) {
                if (!rest.remove(shown.set())) {
                    shown.entries().forEach(entry -> gone.add(entry.endpoint()));
                }
            }
            if (!rest.equals(before.told())) {
                List<RecordSet> carried = carried(name, rest);
                boolean tells = carried.stream().anyMatch(set -> !set.name().equals(name));
                if (tells || !before.told().isEmpty()) {
                    before.telling().forEach(entry -> gone.add(entry.endpoint()));
                }
                carried.forEach(set -> come.add(EndpointForm.of(set, carriage)));
            }
        });
        List<Endpoint> all = new ArrayList<>(endpoints);
        all.removeIf(gone::contains);
        all.addAll(come);
        return all;
    }

    private List<RecordSet> carried(DnsName name, List<RecordSet> sets) {
        if (carriage.weights() || !name.hasRoomForSets()) {
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
}
