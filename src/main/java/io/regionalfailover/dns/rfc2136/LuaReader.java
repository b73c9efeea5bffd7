package io.regionalfailover.dns.rfc2136;

import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.RecordSet;
import io.regionalfailover.dns.plain.LuaShares;
import io.regionalfailover.dns.plain.RealSet;
import io.regionalfailover.dns.plain.Weighing;
import io.regionalfailover.dns.rfc2136.Exchanger.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;

/**
 * Finds out which names have LUA records. PowerDNS answers with what they say instead of with them, but tries what updates assert on the
 * records themselves: so they are asserted by updates that change nothing. What such a name answered a question with is forgotten.
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
     * Puts right what was read at these names.
     *
     * @return an answer that is none, if any
     */
    Optional<Answer> read(TsigKeys.Present key, List<DnsName> names, Snapshot.Builder snapshot)
            throws Exchanger.Silent {
        boolean evaluates = LuaShares.isShownBy(snapshot.at(apex.luaProbe(), "TXT"));
        snapshot.forget(apex.luaProbe());
        if (!evaluates && !wanted) {
            return Optional.empty();
        }
        if (evaluates && wanted) {
            snapshot.carriesShares();
        }
        List<RealSet> any =
                names.stream().map(name -> unknown(name, LuaShares.TYPE)).toList();
        List<Answer> answers = exchanger.ask(key, questions(any));
        List<RealSet> assertions = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            Optional<Boolean> there = holds(answers.get(i));
            if (there.isEmpty()) {
                return Optional.of(answers.get(i));
            }
            if (there.get()) {
                assertions.addAll(assertions(names.get(i), snapshot));
            }
        }
        return assertions.isEmpty() ? Optional.empty() : settle(key, assertions, snapshot);
    }

    /** What is to be found out of a name with a LUA record: whether it is ours, and what stands beside it. */
    private static List<RealSet> assertions(DnsName name, Snapshot.Builder snapshot) {
        List<RealSet> assertions = new ArrayList<>();
        long ttl = 0;
        for (String type : LuaShares.CARRIED) {
            ttl = Math.max(ttl, snapshot.at(name, type).map(RealSet::ttlSeconds).orElse(0L));
            snapshot.forget(name, type);
            assertions.add(unknown(name, type));
        }
        snapshot.put(unknown(name, LuaShares.TYPE));
        List<RecordSet> written = Weighing.written(name, snapshot.at(name.sets(), "TXT"));
        Optional<RealSet> expected = Weighing.real(name, written, true).stream()
                .filter(set -> set.type().equals(LuaShares.TYPE))
                .findFirst();
        long found = ttl;
        expected.ifPresent(set -> assertions.add(new RealSet(name, LuaShares.TYPE, found, set.values())));
        return assertions;
    }

    private Optional<Answer> settle(TsigKeys.Present key, List<RealSet> assertions, Snapshot.Builder snapshot)
            throws Exchanger.Silent {
        List<Answer> answers = exchanger.ask(key, questions(assertions));
        for (int i = 0; i < assertions.size(); i++) {
            Optional<Boolean> there = holds(answers.get(i));
            if (there.isEmpty()) {
                return Optional.of(answers.get(i));
            }
            if (there.get()) {
                snapshot.put(assertions.get(i));
            }
        }
        return Optional.empty();
    }

    private List<Message> questions(List<RealSet> sets) {
        return sets.stream()
                .map(set -> (Message) UpdateMessage.question(apex, set))
                .toList();
    }

    private static RealSet unknown(DnsName name, String type) {
        return new RealSet(name, type, 0, List.of());
    }

    /** Whether what was asserted stands there; empty when the answer does not say. */
    private static Optional<Boolean> holds(Answer answer) {
        return answer instanceof Answer.Signed(Message reply)
                ? switch (reply.getHeader().getRcode()) {
                    case Rcode.NOERROR -> Optional.of(true);
                    case Rcode.NXRRSET, Rcode.NXDOMAIN -> Optional.of(false);
                    default -> Optional.empty();
                }
                : Optional.empty();
    }
}
