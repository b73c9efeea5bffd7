package io.regionalfailover.dns.rfc2136;

import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.DnsProvider.ApplyResult;
import io.regionalfailover.dns.plain.LuaShares;
import io.regionalfailover.dns.plain.RealSet;
import io.regionalfailover.dns.rfc2136.Attempt.Exchange;
import io.regionalfailover.dns.rfc2136.Exchanger.Answer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/**
 * Sees to it that a server does with LUA records what is relied on. One that does not evaluate them would leave names without an answer,
 * and one that is not to change them passes over them without a word.
 */
final class LuaProof {
    private final DnsName apex;
    private final Exchanger exchanger;
    private final Sentences sentences;

    LuaProof(DnsName apex, Exchanger exchanger, Sentences sentences) {
        this.apex = apex;
        this.exchanger = exchanger;
        this.sentences = sentences;
    }

    /** What is missing, in a sentence. The probe is written when it shows nothing. */
    Optional<String> missing(TsigKeys.Present key) {
        try {
            Optional<RealSet> there = probe(key);
            if (LuaShares.isShownBy(there)) {
                return Optional.empty();
            }
            exchanger.ask(key, UpdateMessage.replacing(apex, LuaShares.nextProbe(apex, there)));
            return LuaShares.isShownBy(probe(key)) ? Optional.empty() : Optional.of(sentences.withoutLua());
        } catch (Exchanger.Silent e) {
            return Optional.of(sentences.silent(e, "a LUA record"));
        }
    }

    private Optional<RealSet> probe(TsigKeys.Present key) throws Exchanger.Silent {
        return exchanger.ask(key, ZoneReader.query(apex.luaProbe(), Type.TXT)) instanceof Answer.Signed(Message reply)
                ? ZoneReader.sets(apex.luaProbe(), reply).stream()
                        .filter(set -> set.type().equals("TXT"))
                        .findFirst()
                : Optional.empty();
    }

    /**
     * Whether a batch that the server says it applied changed the LUA records too. Where it did not, and nobody wrote since, the probe is
     * given a number that its LUA record does not answer with: from then on names are read, and written, as on a server without.
     */
    ApplyResult confirmed(TsigKeys.Present key, Collection<List<Exchange>> exchanges) {
        List<Exchange> lua = new ArrayList<>();
        List<Exchange> rest = new ArrayList<>();
        exchanges.stream()
                .flatMap(List::stream)
                .filter(Exchange::changes)
                .forEach(exchange -> (exchange.type().equals(LuaShares.TYPE) ? lua : rest).add(exchange));
        if (lua.isEmpty()) {
            return new ApplyResult.Applied("");
        }
        try {
            // In this order: while the fences are those of the batch, nobody else can have changed the others.
            List<Answer> answers =
                    exchanger.ask(key, List.of(UpdateMessage.question(apex, lua), UpdateMessage.question(apex, rest)));
            if (isYes(answers.getFirst())) {
                return new ApplyResult.Applied("");
            }
            if (isYes(answers.getLast())) {
                exchanger.ask(key, UpdateMessage.replacing(apex, LuaShares.nextProbe(apex, probe(key))));
            }
            return new ApplyResult.OutcomeUnknown(sentences.withoutLua());
        } catch (Exchanger.Silent e) {
            return new ApplyResult.OutcomeUnknown(sentences.silent(e, "an update"));
        }
    }

    private static boolean isYes(Answer answer) {
        return answer instanceof Answer.Signed(Message reply)
                && reply.getHeader().getRcode() == Rcode.NOERROR;
    }
}
