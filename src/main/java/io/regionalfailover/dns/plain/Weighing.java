package io.regionalfailover.dns.plain;

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
import java.util.stream.Stream;

/**
 * Weighted record sets on a server that has none. Beside a name stand the sets as texts; the name itself answers with the values of
 * all sets whose weight is above 0 or, should all weights be 0, of all sets. Of CNAMEs a name can have one: that of the largest weight,
 * of equals the first by identifier. Where shares are carried, {@link LuaShares} answers in their place while several regions serve.
 */
public final class Weighing {
    private static final String CNAME = "CNAME";
    private static final long TTL_OF_TEXTS = 60;

    /** A position that no fence has, so that the mark says whose a set is and nothing more. */
    private static final int NO_POSITION = Fence.MAX_REGIONS - 1;

    private static final String LOST = "lost";

    private Weighing() {}

    /**
     * What a name and the texts beside it are to answer for these record sets.
     *
     * @param shares true when the server answers by them
     */
    public static List<RealSet> real(DnsName name, List<RecordSet> sets, boolean shares) {
        List<RealSet> real = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        Map<String, List<RecordSet>> byType = byType(sets);
        byType.forEach((type, ofType) -> {
            if (ofType.getFirst().setIdentifier().isEmpty()) {
                RecordSet plain = ofType.getFirst();
                real.add(new RealSet(name, type, plain.ttlSeconds(), plain.values()));
            } else {
                if (!shares || !LuaShares.carries(name, type, ofType)) {
                    real.add(answer(name, type, ofType));
                }
                ofType.forEach(set -> texts.add(SetText.of(set)));
            }
        });
        if (shares) {
            LuaShares.of(name, byType).ifPresent(real::add);
        }
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
     * @param shares true when the server answers by them
     */
    public static List<RecordSet> sets(
            DnsName name, List<RealSet> real, Optional<RealSet> texts, Optional<RealSet> fence, boolean shares) {
        for (String text : texts.map(RealSet::values).orElse(List.of())) {
            if (SetText.parse(name, text) instanceof SetText.Parsed.OfVersion(String version)) {
                return real.stream().map(set -> ofVersion(set, version)).toList();
            }
        }
        List<RecordSet> written = written(name, texts);
        Map<String, RealSet> answered = new LinkedHashMap<>();
        real.forEach(set -> answered.put(set.type(), set));
        Optional<RealSet> lua = Optional.ofNullable(answered.remove(LuaShares.TYPE));
        Optional<String> owner = written.isEmpty() ? fence.flatMap(Weighing::owner) : Optional.empty();
        if (lua.isPresent() && written.isEmpty() && owner.isEmpty()) {
            return List.of(foreignLua(name));
        }
        List<RecordSet> sets = new ArrayList<>();
        Shown shown = new Shown(name, shares, lua, byType(written));
        shown.byType()
                .forEach((type, ofType) ->
                        sets.addAll(shown.asAnswered(type, ofType, Optional.ofNullable(answered.remove(type)))));
        answered.values()
                .forEach(set -> sets.add(owner.filter(any -> isPublished(set.type()))
                        .map(hash -> lost(set, hash))
                        .orElseGet(() -> plain(set))));
        return sets;
    }

    /**
     * A name with texts of ours as it is shown.
     *
     * @param lua what stands there of that type
     * @param byType what the texts say
     */
    private record Shown(DnsName name, boolean shares, Optional<RealSet> lua, Map<String, List<RecordSet>> byType) {
        List<RecordSet> asAnswered(String type, List<RecordSet> written, Optional<RealSet> answered) {
            if (shares && LuaShares.carries(name, type, written)) {
                return asShared(type, written, answered);
            }
            boolean luaAnswers = lua.isPresent() && !lua.equals(expected());
            return luaAnswers ? found(type, written, Optional.empty()) : asPlain(type, written, answered);
        }

        private Optional<RealSet> expected() {
            return shares ? LuaShares.of(name, byType) : Optional.empty();
        }

        /** Plain answers in the place of shares come alike, and so they are shown. What else stands there instead is not known. */
        private List<RecordSet> asShared(String type, List<RecordSet> written, Optional<RealSet> answered) {
            if (answered.filter(plain -> !plain.values().isEmpty()).isPresent() && lua.isEmpty()) {
                List<RecordSet> serving = serving(type, written);
                return asPlain(type, written, answered).stream()
                        .map(set -> serving.stream()
                                        .anyMatch(one -> one.setIdentifier().equals(set.setIdentifier()))
                                ? with(set, 1, set.ttlSeconds(), set.values())
                                : set)
                        .toList();
            }
            RealSet expected = expected().orElseThrow();
            if (answered.isPresent() || lua.isEmpty() || !lua.get().values().equals(expected.values())) {
                return found(type, written, Optional.empty());
            }
            long ttl = lua.get().ttlSeconds();
            return ttl == expected.ttlSeconds()
                    ? written
                    : written.stream()
                            .map(set -> with(set, set.weight().orElse(0), ttl, set.values()))
                            .toList();
        }

        private List<RecordSet> asPlain(String type, List<RecordSet> written, Optional<RealSet> answered) {
            RealSet expected = answer(name, type, written);
            return answered.isPresent() && answered.get().answersAs(expected)
                    ? written
                    : found(type, written, answered);
        }

        private List<RecordSet> found(String type, List<RecordSet> written, Optional<RealSet> answered) {
            RealSet expected = answer(name, type, written);
            List<RecordSet> serving = serving(type, written);
            Set<String> unexplained =
                    new LinkedHashSet<>(answered.map(real -> Rdata.canonical(name, type, real.values()))
                            .orElse(Set.of()));
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
                sets.add(with(set, set.weight().orElse(0), ttl, values));
            }
            return sets;
        }

        private static RecordSet with(RecordSet set, int weight, long ttl, List<String> values) {
            return new RecordSet(
                    set.name(), set.type(), set.setIdentifier(), OptionalInt.of(weight), ttl, values, Optional.empty());
        }
    }

    /** It answers for whatever types it likes, so that nothing can stand beside it, as beside a CNAME. */
    private static RecordSet foreignLua(DnsName name) {
        return new RecordSet(
                name,
                CNAME,
                Optional.empty(),
                OptionalInt.empty(),
                0,
                List.of(),
                Optional.of("a LUA record that is not this operator's"));
    }

    /** What the texts beside a name say: the first of each type and identifier, in a fixed order, since a server keeps none. */
    public static List<RecordSet> written(DnsName name, Optional<RealSet> texts) {
        Map<String, RecordSet> first = new LinkedHashMap<>();
        texts.stream()
                .flatMap(set -> set.values().stream())
                .map(text -> SetText.parse(name, text))
                .flatMap(parsed ->
                        parsed instanceof SetText.Parsed.Valid(RecordSet set) ? Stream.of(set) : Stream.empty())
                .sorted(Comparator.comparing(SetText::of))
                .forEach(set ->
                        first.putIfAbsent(set.type() + " " + set.setIdentifier().orElse(""), set));
        return List.copyOf(first.values());
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

    /** A record set as it is, of whoever made it. */
    public static RecordSet plain(RealSet set) {
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
