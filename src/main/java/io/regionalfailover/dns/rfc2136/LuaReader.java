package io.regionalfailover.dns.rfc2136;

import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.plain.LuaShares;
import io.regionalfailover.dns.plain.RealSet;
import io.regionalfailover.dns.plain.Weighing;
import io.regionalfailover.dns.rfc2136.Attempt.Exchange;
import io.regionalfailover.dns.rfc2136.Exchanger.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.Message;

/**
 * Finds out which names have LUA records. PowerDNS answers with what they say instead of with them, but tries what updates assert on the
 * records themselves: so they are asserted by updates that change nothing, one for each name and more where it is not as expected. What a
 * LUA record answered a question with is forgotten.
 */
final class LuaReader {
    private final DnsName apex;
    private final Exchanger exchanger;
    private final boolean wanted;

    /** @param wanted false: what was written when they were wanted is still found, as long as the server evaluates it */
    LuaReader(DnsName apex, Exchanger exchanger, boolean wanted) {
        this.apex = apex;
        this.exchanger = exchanger;
        this.wanted = wanted;
    }

    /**
     * The LUA record that the texts beside a name speak of.
     *
     * @param types what it answers
     */
    private record Told(DnsName name, Optional<RealSet> lua, List<String> types) {
        static Told at(DnsName name, Snapshot.Builder snapshot) {
            Optional<RealSet> texts = snapshot.at(name.sets(), "TXT");
            List<RealSet> real = Weighing.real(name, Weighing.written(name, texts), true);
            Optional<RealSet> lua = real.stream()
                    .filter(set -> set.type().equals(LuaShares.TYPE))
                    .findFirst();
            List<String> types = lua.map(set -> LuaShares.answered(set)).orElse(List.of());
            // Only what it answers shows its TTL: records of other types may have one of their own.
            long ttl = types.stream()
                    .flatMap(type -> snapshot.at(name, type).stream())
                    .mapToLong(RealSet::ttlSeconds)
                    .max()
                    .orElse(0);
            return new Told(name, lua.map(set -> new RealSet(name, LuaShares.TYPE, ttl, set.values())), types);
        }

        /** What is so when it stands there, and nothing beside it that it answers. */
        List<Exchange> asserted(boolean expected) {
            List<Exchange> asserted = new ArrayList<>();
            asserted.add(new Exchange(name, LuaShares.TYPE, Optional.empty(), expected ? lua : Optional.empty()));
            if (expected) {
                types.forEach(type -> asserted.add(new Exchange(name, type, Optional.empty(), Optional.empty())));
            }
            return asserted;
        }

        /** Where it is not so: whether there is any LUA record, whether it is this one, and what stands beside it. */
        List<RealSet> doubts() {
            List<RealSet> doubts = new ArrayList<>();
            doubts.add(unknown(name, LuaShares.TYPE));
            LuaShares.CARRIED.forEach(type -> doubts.add(unknown(name, type)));
            lua.ifPresent(doubts::add);
            return doubts;
        }
    }

    /**
     * Puts right what was read at these names.
     *
     * @return an answer that is none, if any
     */
    Optional<Answer> read(TsigKeys.Present key, List<DnsName> names, Snapshot.Builder snapshot)
            throws Exchanger.Silent {
        Optional<RealSet> probe = snapshot.at(apex.luaProbe(), "TXT");
        LuaShares.Shown shown = LuaShares.shown(probe);
        snapshot.forget(apex.luaProbe());
        if (!wanted && (probe.isEmpty() || shown == LuaShares.Shown.PASSES_OVER)) {
            return Optional.empty();
        }
        boolean expected = wanted && shown != LuaShares.Shown.PASSES_OVER;
        List<Told> all = names.stream().map(name -> Told.at(name, snapshot)).toList();
        List<Answer> answers = exchanger.ask(
                key,
                all.stream()
                        .map(told -> (Message) UpdateMessage.question(apex, told.asserted(expected)))
                        .toList());
        List<Told> doubtful = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            Told told = all.get(i);
            Optional<Boolean> holds = UpdateMessage.holds(answers.get(i));
            if (holds.isEmpty()) {
                return Optional.of(answers.get(i));
            }
            if (!holds.get()) {
                doubtful.add(told);
            } else if (expected) {
                told.types().forEach(type -> snapshot.forget(told.name(), type));
                told.lua().ifPresent(snapshot::put);
            }
        }
        Optional<Answer> none = doubtful.isEmpty() ? Optional.empty() : settle(key, doubtful, snapshot);
        if (wanted) {
            names.stream()
                    .filter(name -> isShared(shown, snapshot.at(name, LuaShares.TYPE)))
                    .forEach(snapshot::share);
        }
        return none;
    }

    /** While it is not known what the server does, each name stays as it is. */
    private static boolean isShared(LuaShares.Shown shown, Optional<RealSet> lua) {
        return switch (shown) {
            case EVALUATES -> true;
            case PASSES_OVER -> false;
            case NOT_KNOWN -> lua.isPresent();
        };
    }

    private Optional<Answer> settle(TsigKeys.Present key, List<Told> doubtful, Snapshot.Builder snapshot)
            throws Exchanger.Silent {
        List<RealSet> doubts =
                doubtful.stream().flatMap(told -> told.doubts().stream()).toList();
        List<Answer> answers = exchanger.ask(
                key,
                doubts.stream().map(set -> UpdateMessage.question(apex, set)).toList());
        Snapshot.Builder there = new Snapshot.Builder();
        for (int i = 0; i < doubts.size(); i++) {
            Optional<Boolean> holds = UpdateMessage.holds(answers.get(i));
            if (holds.isEmpty()) {
                return Optional.of(answers.get(i));
            }
            if (holds.get()) {
                there.put(doubts.get(i));
            }
        }
        doubtful.forEach(told -> settle(told, there, snapshot));
        return Optional.empty();
    }

    private static void settle(Told told, Snapshot.Builder there, Snapshot.Builder snapshot) {
        Optional<RealSet> lua = there.at(told.name(), LuaShares.TYPE);
        if (lua.isEmpty()) {
            return;
        }
        snapshot.put(lua.get());
        // Of one that is not known it is not known either which types it answers.
        for (String type : lua.equals(told.lua()) ? told.types() : LuaShares.CARRIED) {
            snapshot.forget(told.name(), type);
            there.at(told.name(), type).ifPresent(snapshot::put);
        }
    }

    private static RealSet unknown(DnsName name, String type) {
        return new RealSet(name, type, 0, List.of());
    }
}
