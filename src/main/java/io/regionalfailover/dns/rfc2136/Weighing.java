package io.regionalfailover.dns.rfc2136;

import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.Fence;
import io.regionalfailover.dns.FenceCodec;
import io.regionalfailover.dns.Mark;
import io.regionalfailover.dns.RecordSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Weighted record sets on a server that has none. Beside a name stand the sets as texts; the name itself answers with the values of
 * all sets whose weight is above 0 or, should all weights be 0, of all sets. Of CNAMEs a name can have one: that of the largest weight,
 * of equals the first by identifier.
 */
final class Weighing {
    private static final String CNAME = "CNAME";
    private static final long TTL_OF_TEXTS = 60;

    /** A position that no fence has, so that the mark says whose a set is and nothing more. */
    private static final int NO_POSITION = Fence.MAX_REGIONS - 1;

    private static final String LOST = "lost";

    private Weighing() {}

    /** What a name and the texts beside it are to answer for these record sets. */
    static List<RealSet> real(DnsName name, List<RecordSet> sets) {
        List<RealSet> real = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        byType(sets).forEach((type, ofType) -> {
            if (ofType.getFirst().setIdentifier().isEmpty()) {
                RecordSet plain = ofType.getFirst();
                real.add(new RealSet(name, type, plain.ttlSeconds(), plain.values()));
            } else {
                real.add(answer(name, type, ofType));
                ofType.forEach(set -> texts.add(SetText.of(set)));
            }
        });
        if (!texts.isEmpty()) {
            real.add(new RealSet(name.sets(), "TXT", TTL_OF_TEXTS, texts));
        }
        return real;
    }

    private static RealSet answer(DnsName name, String type, List<RecordSet> sets) {
        List<RecordSet> serving = serving(type, sets);
        Set<String> values = new LinkedHashSet<>();
        Set<String> seen = new LinkedHashSet<>();
        for (RecordSet set : serving) {
            for (String value : set.values()) {
                if (seen.addAll(Rdata.canonical(name, type, List.of(value)))) {
                    values.add(value);
                }
            }
        }
        long ttl = serving.stream().mapToLong(RecordSet::ttlSeconds).min().orElse(0);
        return new RealSet(name, type, ttl, List.copyOf(values));
    }

    private static List<RecordSet> serving(String type, List<RecordSet> sets) {
        List<RecordSet> weighing =
                sets.stream().filter(set -> set.weight().orElse(0) > 0).toList();
        List<RecordSet> serving = weighing.isEmpty() ? sets : weighing;
        return type.equals(CNAME)
                ? List.of(serving.stream()
                        .min(Comparator.comparingInt(
                                        (RecordSet set) -> -set.weight().orElse(0))
                                .thenComparing(set -> set.setIdentifier().orElse("")))
                        .orElseThrow())
                : serving;
    }

    /**
     * The record sets that a server's own stand for. Where the texts do not tell what the name answers, somebody changed it by hand:
     * then the sets are shown with what is answered, so that it is seen.
     *
     * @param real what stands at the name
     * @param texts what stands at {@link DnsName#sets}
     * @param fence what stands at {@link DnsName#fence}
     */
    static List<RecordSet> sets(DnsName name, List<RealSet> real, Optional<RealSet> texts, Optional<RealSet> fence) {
        List<RecordSet> written = new ArrayList<>();
        for (String text : texts.map(RealSet::values).orElse(List.of())) {
            switch (SetText.parse(name, text)) {
                case SetText.Parsed.Valid(RecordSet set) -> written.add(set);
                case SetText.Parsed.Nothing() -> {}
                case SetText.Parsed.OfVersion(String version) -> {
                    return real.stream().map(set -> ofVersion(set, version)).toList();
                }
            }
        }
        Map<String, RealSet> answered = new LinkedHashMap<>();
        real.forEach(set -> answered.put(set.type(), set));
        List<RecordSet> sets = new ArrayList<>();
        byType(written)
                .forEach((type, ofType) -> sets.addAll(
                        asAnswered(name, type, inOrder(ofType), Optional.ofNullable(answered.remove(type)))));
        Optional<String> owner = written.isEmpty() ? fence.flatMap(Weighing::owner) : Optional.empty();
        answered.values()
                .forEach(set -> sets.add(owner.filter(any -> isPublished(set.type()))
                        .map(hash -> lost(set, hash))
                        .orElseGet(() -> plain(set))));
        return sets;
    }

    private static List<RecordSet> asAnswered(
            DnsName name, String type, List<RecordSet> written, Optional<RealSet> answered) {
        RealSet expected = answer(name, type, written);
        if (answered.isPresent() && answered.get().answersAs(expected)) {
            return written;
        }
        List<RecordSet> serving = serving(type, written);
        Set<String> unexplained = new LinkedHashSet<>(
                answered.map(real -> Rdata.canonical(name, type, real.values())).orElse(Set.of()));
        Set<String> there = Set.copyOf(unexplained);
        unexplained.removeAll(Rdata.canonical(name, type, expected.values()));
        List<RecordSet> sets = new ArrayList<>();
        for (RecordSet set : written) {
            if (!serving.contains(set)) {
                sets.add(set);
                continue;
            }
            List<String> values = new ArrayList<>(set.values().stream()
                    .filter(value -> there.containsAll(Rdata.canonical(name, type, List.of(value))))
                    .toList());
            values.addAll(unexplained);
            unexplained.clear();
            long ttl = answered.map(RealSet::ttlSeconds)
                    .filter(real -> real != expected.ttlSeconds())
                    .orElse(set.ttlSeconds());
            sets.add(new RecordSet(name, type, set.setIdentifier(), set.weight(), ttl, values, Optional.empty()));
        }
        return sets;
    }

    /** The first of each identifier, in a fixed order: a server keeps none. */
    private static List<RecordSet> inOrder(List<RecordSet> sets) {
        Map<String, RecordSet> byIdentifier = new LinkedHashMap<>();
        sets.stream()
                .sorted(Comparator.comparing(SetText::of))
                .forEach(set -> byIdentifier.putIfAbsent(set.setIdentifier().orElse(""), set));
        return List.copyOf(byIdentifier.values());
    }

    /** Whose the name is, when a fence stands beside it. */
    private static Optional<String> owner(RealSet fence) {
        return FenceCodec.ofSet(plain(fence)) instanceof FenceCodec.Parsed.Valid(Fence valid)
                ? Optional.of(valid.ownerHash())
                : Optional.empty();
    }

    private static boolean isPublished(String type) {
        return type.equals("A") || type.equals("AAAA") || type.equals(CNAME);
    }

    /** Answers beside a fence whose texts are gone are the fence's owner's: it may write them anew. */
    private static RecordSet lost(RealSet set, String owner) {
        return new RecordSet(
                set.name(),
                set.type(),
                Optional.of(new Mark(owner, NO_POSITION, LOST).text()),
                OptionalInt.of(1),
                set.ttlSeconds(),
                set.values(),
                Optional.empty());
    }

    private static RecordSet ofVersion(RealSet set, String version) {
        return new RecordSet(
                set.name(),
                set.type(),
                Optional.of("rfo:version-" + version),
                OptionalInt.of(0),
                set.ttlSeconds(),
                set.values(),
                Optional.of("published by version " + version + " of this operator, upgrade this one"));
    }

    static RecordSet plain(RealSet set) {
        return new RecordSet(
                set.name(),
                set.type(),
                Optional.empty(),
                OptionalInt.empty(),
                set.ttlSeconds(),
                set.values(),
                Optional.empty());
    }

    private static Map<String, List<RecordSet>> byType(List<RecordSet> sets) {
        Map<String, List<RecordSet>> byType = new LinkedHashMap<>();
        sets.forEach(set ->
                byType.computeIfAbsent(set.type(), any -> new ArrayList<>()).add(set));
        return byType;
    }
}
