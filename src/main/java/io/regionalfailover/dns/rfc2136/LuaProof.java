package io.regionalfailover.dns.rfc2136;

import io.regionalfailover.dns.Change;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.DnsProvider.ApplyResult;
import io.regionalfailover.dns.Failure;
import io.regionalfailover.dns.plain.LuaShares;
import io.regionalfailover.dns.rfc2136.Attempt.Exchange;
import io.regionalfailover.dns.rfc2136.Attempt.Tried;
import io.regionalfailover.dns.rfc2136.Exchanger.Answer;
import io.regionalfailover.dns.rfc2136.ZoneReader.Outcome.NotRead;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/**
 * Sees to it that a server does with LUA records what is relied on. One that does not evaluate them would leave names without an answer,
 * and one that is not to change them passes over them without a word. What it does not say changes nothing.
 */
final class LuaProof {
    /** How often the probe is written at most while it shows that LUA records are passed over. */
    private static final Duration SELDOM = Duration.ofMinutes(10);

    /** So long it is taken for granted that the server still takes LUA records. */
    private static final Duration FRESH = Duration.ofMinutes(1);

    private final DnsName apex;
    private final Exchanger exchanger;
    private final Sentences sentences;
    private final ZoneReader reader;
    private final Clock clock;
    private volatile Instant vain = Instant.MIN;
    private volatile Instant taken = Instant.MIN;

    LuaProof(DnsName apex, Exchanger exchanger, Sentences sentences, ZoneReader reader, Clock clock) {
        this.apex = apex;
        this.exchanger = exchanger;
        this.sentences = sentences;
        this.reader = reader;
        this.clock = clock;
    }

    /** What the server was found to do, or why that is not known. */
    private record Finding(LuaShares.Shown shown, Optional<NotRead> trouble) {
        static Finding trouble(NotRead trouble) {
            return new Finding(LuaShares.Shown.NOT_KNOWN, Optional.of(trouble));
        }
    }

    /** What is missing. The probe is written when it shows nothing, and now and then while LUA records are passed over. */
    Optional<NotRead> missing(TsigKeys.Present key) {
        Finding found = probe(key);
        boolean writes = found.shown() == LuaShares.Shown.PASSES_OVER
                ? !isWithin(SELDOM, vain)
                : found.shown() == LuaShares.Shown.NOT_KNOWN && found.trouble().isEmpty();
        Finding now = writes ? prove(key) : found;
        return now.shown() == LuaShares.Shown.EVALUATES
                ? Optional.empty()
                : Optional.of(now.trouble().orElseGet(() -> new NotRead(Failure.REFUSED, sentences.withoutLua())));
    }

    private boolean isWithin(Duration duration, Instant then) {
        Instant now = clock.instant();
        // A clock that was set back must not keep anything from being done for long.
        return !now.isBefore(then) && now.minus(duration).isBefore(then);
    }

    private Finding probe(TsigKeys.Present key) {
        try {
            Answer answer = exchanger.ask(key, ZoneReader.query(apex.luaProbe(), Type.TXT));
            Optional<NotRead> trouble = reader.trouble(key, answer, "a LUA record", false);
            if (trouble.isPresent() || !(answer instanceof Answer.Signed(Message reply))) {
                return new Finding(LuaShares.Shown.NOT_KNOWN, trouble);
            }
            return new Finding(
                    LuaShares.shown(ZoneReader.sets(apex.luaProbe(), reply).stream()
                            .filter(set -> set.type().equals("TXT"))
                            .findFirst()),
                    Optional.empty());
        } catch (Exchanger.Silent e) {
            return Finding.trouble(new NotRead(Failure.UNREACHABLE, sentences.silent(e, "a LUA record")));
        }
    }

    /** Writes the probe anew, and asks for it. */
    private Finding prove(TsigKeys.Present key) {
        try {
            // An instance that counted on might come to a number that is still in a LUA record which the server does
            // not change.
            int number = ThreadLocalRandom.current().nextInt(LuaShares.MOST) + 1;
            Answer answer = exchanger.ask(key, UpdateMessage.replacing(apex, LuaShares.probe(apex, number)));
            Optional<NotRead> trouble = reader.trouble(key, answer, Sentences.AN_UPDATE, false);
            if (trouble.isPresent()) {
                return Finding.trouble(trouble.get());
            }
        } catch (Exchanger.Silent e) {
            return Finding.trouble(new NotRead(Failure.UNREACHABLE, sentences.silent(e, Sentences.AN_UPDATE)));
        }
        Finding found = probe(key);
        boolean shown = found.shown() == LuaShares.Shown.EVALUATES;
        taken = shown ? clock.instant() : Instant.MIN;
        vain = shown ? Instant.MIN : clock.instant();
        return found;
    }

    /**
     * A batch as it is tried on what was read. Where names get LUA records that have none, the server has to have shown within a minute that
     * it takes them; if it does not show it now, these names get plain records.
     */
    Tried tried(TsigKeys.Present key, Snapshot snapshot, List<Change> changes) {
        Tried tried = Attempt.on(apex, snapshot, changes, true);
        return tried instanceof Tried.Possible possible && possible.beginsLua() && !isTaken(key)
                ? Attempt.on(apex, snapshot, changes, false)
                : tried;
    }

    private boolean isTaken(TsigKeys.Present key) {
        return isWithin(FRESH, taken) || prove(key).shown() == LuaShares.Shown.EVALUATES;
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
            return confirmed(key, answers.getFirst(), answers.getLast());
        } catch (Exchanger.Silent e) {
            return new ApplyResult.OutcomeUnknown(sentences.silent(e, Sentences.AN_UPDATE));
        }
    }

    private ApplyResult confirmed(TsigKeys.Present key, Answer lua, Answer rest) {
        Optional<Boolean> changed = UpdateMessage.holds(lua);
        Optional<Boolean> restChanged = UpdateMessage.holds(rest);
        if (changed.isEmpty() || !changed.get() && restChanged.isEmpty()) {
            return new ApplyResult.OutcomeUnknown(
                    reader.trouble(key, changed.isEmpty() ? lua : rest, Sentences.AN_UPDATE, false)
                            .map(NotRead::message)
                            .orElseGet(sentences::withoutLua));
        }
        if (changed.get()) {
            taken = clock.instant();
            return new ApplyResult.Applied("");
        }
        if (!restChanged.get()) {
            return new ApplyResult.OutcomeUnknown(sentences.conflict(Rcode.NXRRSET, false));
        }
        prove(key);
        return new ApplyResult.OutcomeUnknown(sentences.withoutLua());
    }
}
