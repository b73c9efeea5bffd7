package io.regionalfailover.dns.rfc2136;

import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.Failure;
import io.regionalfailover.dns.plain.Rdata;
import io.regionalfailover.dns.plain.RealSet;
import io.regionalfailover.dns.rfc2136.Exchanger.Answer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.HINFORecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * Reads names by asking for them: the types that are published, and some that often stand beside them, one by one; others as far as the
 * server shows them for ANY (RFC 8482 leaves it what it shows, and what is not shown is asserted to be absent where it matters). What a wildcard answers in a name's place is told from what stands at it by an update that changes
 * nothing and asserts that the name is in use: wildcards do not count there (RFC 2136, 2.4).
 */
final class ZoneReader {
    private static final List<Integer> OF_A_NAME = List.of(Type.A, Type.AAAA, Type.TXT, Type.MX, Type.ANY);
    private static final Set<Integer> OF_THE_SIGNER = Set.of(
            Type.RRSIG,
            Type.NSEC,
            Type.NSEC3,
            Type.NSEC3PARAM,
            Type.DNSKEY,
            Type.CDS,
            Type.CDNSKEY,
            Type.TSIG,
            Type.OPT);
    private static final String OWN_TEXT = "\"rfo";

    private final DnsName apex;
    private final Exchanger exchanger;
    private final Sentences sentences;
    private final LuaReader lua;

    /** @param luaRecords whether shares are to be carried by LUA records */
    ZoneReader(DnsName apex, Exchanger exchanger, Sentences sentences, boolean luaRecords) {
        this.apex = apex;
        this.exchanger = exchanger;
        this.sentences = sentences;
        this.lua = new LuaReader(apex, exchanger, luaRecords);
    }

    /** What a read came to. */
    sealed interface Outcome {
        /** @param snapshot what stands there */
        record Read(Snapshot snapshot) implements Outcome {}

        /** It could not be read. */
        record NotRead(Failure failure, String message) implements Outcome {}
    }

    private record Question(DnsName name, int type) {}

    Outcome read(TsigKeys.Present key, Set<DnsName> names) {
        List<Question> questions = new ArrayList<>(List.of(new Question(apex, Type.SOA)));
        Set<DnsName> all = withTexts(names);
        for (DnsName name : all) {
            (name.isReserved() ? List.of(Type.TXT) : OF_A_NAME)
                    .forEach(type -> questions.add(new Question(name, type)));
        }
        questions.add(new Question(apex.luaProbe(), Type.TXT));
        Snapshot.Builder snapshot = new Snapshot.Builder();
        try {
            List<Answer> answers = exchanger.ask(
                    key,
                    questions.stream()
                            .map(question -> query(question.name(), question.type()))
                            .toList());
            for (int i = 0; i < questions.size(); i++) {
                Optional<Outcome.NotRead> trouble = take(key, questions.get(i), answers.get(i), snapshot);
                if (trouble.isPresent()) {
                    return trouble.get();
                }
            }
            Optional<Outcome.NotRead> trouble = withoutWildcards(key, snapshot);
            if (trouble.isEmpty()) {
                List<DnsName> published =
                        all.stream().filter(DnsName::hasRoomForSets).toList();
                trouble = lua.read(key, published, snapshot)
                        .flatMap(answer -> trouble(key, answer, Sentences.AN_UPDATE, false));
            }
            return trouble.isPresent() ? trouble.get() : new Outcome.Read(snapshot.build());
        } catch (Exchanger.Silent e) {
            return new Outcome.NotRead(Failure.UNREACHABLE, sentences.silent(e, "records"));
        }
    }

    /** With each name the texts beside it: its fence, and its weighted record sets. */
    private Set<DnsName> withTexts(Set<DnsName> names) {
        Set<DnsName> all = new LinkedHashSet<>();
        for (DnsName name : names) {
            if (!name.isWithin(apex)) {
                continue;
            }
            all.add(name);
            if (name.hasRoomForSets()) {
                all.add(name.fence());
                all.add(name.sets());
            }
        }
        return all;
    }

    /** A question that is not to be asked on. */
    static Message query(DnsName name, int type) {
        Message query = Message.newQuery(Record.newRecord(Rdata.name(name), type, DClass.IN));
        query.getHeader().unsetFlag(Flags.RD);
        return query;
    }

    private Optional<Outcome.NotRead> take(
            TsigKeys.Present key, Question question, Answer answer, Snapshot.Builder snapshot) {
        boolean isProbe = question.name().equals(apex.luaProbe());
        if (isProbe && isFailed(answer)) {
            snapshot.put(new RealSet(question.name(), "TXT", 0, List.of()));
            return Optional.empty();
        }
        Optional<Outcome.NotRead> trouble = trouble(key, answer, "records", question.type() == Type.ANY);
        if (trouble.isPresent() || !(answer instanceof Answer.Signed(Message reply)) || isUnanswered(reply)) {
            return trouble;
        }
        if (!reply.getHeader().getFlag(Flags.AA)) {
            Optional<String> servers = delegation(question.name(), reply);
            servers.ifPresent(elsewhere -> snapshot.delegate(question.name(), elsewhere));
            return servers.isPresent()
                    ? Optional.empty()
                    : Optional.of(new Outcome.NotRead(Failure.REFUSED, sentences.withoutAuthority(question.name())));
        }
        if (question.type() != Type.SOA) {
            sets(question.name(), reply).forEach(snapshot::put);
        }
        return Optional.empty();
    }

    /** An error of the server's own, which says nothing about other names. */
    private static boolean isFailed(Answer answer) {
        return answer instanceof Answer.Unsigned
                || answer instanceof Answer.Signed(Message reply) && isUnanswered(reply);
    }

    private static boolean isUnanswered(Message reply) {
        int code = reply.getHeader().getRcode();
        return code != Rcode.NOERROR && code != Rcode.NXDOMAIN;
    }

    /**
     * Why an answer is none, if it is none.
     *
     * @param mayRefuse true: an error of the server's own is no answer, and no trouble
     */
    Optional<Outcome.NotRead> trouble(TsigKeys.Present key, Answer answer, String what, boolean mayRefuse) {
        return switch (answer) {
            case Answer.Signed(Message reply) ->
                mayRefuse || !isUnanswered(reply)
                        ? Optional.empty()
                        : Optional.of(notRead(key, reply.getHeader().getRcode(), what));
            case Answer.Rejected(int error, Message reply) ->
                Optional.of(new Outcome.NotRead(Failure.REFUSED, sentences.rejected(key, error, reply)));
            case Answer.Unsigned(Message reply) ->
                Optional.of(notRead(key, reply.getHeader().getRcode(), what));
            case Answer.Forged() -> Optional.of(new Outcome.NotRead(Failure.REFUSED, sentences.forged(key)));
        };
    }

    private Outcome.NotRead notRead(TsigKeys.Present key, int code, String what) {
        Failure failure = code == Rcode.SERVFAIL ? Failure.UNREACHABLE : Failure.REFUSED;
        return new Outcome.NotRead(failure, sentences.refused(key, code, what));
    }

    /** The servers that a referral names, when it is one from inside the zone. */
    private Optional<String> delegation(DnsName name, Message reply) {
        List<String> servers = new ArrayList<>();
        for (Record record : reply.getSection(Section.AUTHORITY)) {
            boolean inside = !record.getName().equals(Rdata.name(apex))
                    && record.getName().subdomain(Rdata.name(apex))
                    && Rdata.name(name).subdomain(record.getName());
            if (record.getType() == Type.NS && inside) {
                servers.add(record.rdataToString());
            }
        }
        return servers.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", servers));
    }

    /** The record sets of the name itself; what follows a CNAME is not its own. What could not be written either is of others and stays. */
    static List<RealSet> sets(DnsName name, Message reply) {
        Name wanted = Rdata.name(name);
        Map<String, List<Record>> byType = new LinkedHashMap<>();
        for (Record record : reply.getSection(Section.ANSWER)) {
            if (record.getName().equals(wanted)
                    && !OF_THE_SIGNER.contains(record.getType())
                    && !isRefusalOfAny(record)) {
                byType.computeIfAbsent(Type.string(record.getType()), any -> new ArrayList<>())
                        .add(record);
            }
        }
        List<RealSet> sets = new ArrayList<>();
        byType.forEach((type, records) -> sets.add(new RealSet(
                name,
                type,
                records.getFirst().getTTL(),
                records.stream().map(Record::rdataToString).sorted().toList())));
        sets.removeIf(set -> !Rdata.isWritable(name, set.type(), set.values()));
        return sets;
    }

    private static boolean isRefusalOfAny(Record record) {
        return record instanceof HINFORecord info && info.getCPU().equals("RFC8482");
    }

    /** Forgets what a wildcard answered. A text of ours proves that its name, and the one beside which it stands, is in use. */
    private Optional<Outcome.NotRead> withoutWildcards(TsigKeys.Present key, Snapshot.Builder snapshot)
            throws Exchanger.Silent {
        Snapshot read = snapshot.build();
        List<DnsName> doubtful = snapshot.answered().stream()
                .filter(name -> !name.text().startsWith("*.") && !name.equals(apex) && !isInUse(read, name))
                .toList();
        if (doubtful.isEmpty()) {
            return Optional.empty();
        }
        List<Answer> answers = exchanger.ask(
                key,
                doubtful.stream()
                        .map(name -> UpdateMessage.question(apex, name))
                        .toList());
        for (int i = 0; i < doubtful.size(); i++) {
            Optional<Outcome.NotRead> trouble = trouble(key, answers.get(i), Sentences.AN_UPDATE, false);
            if (trouble.isPresent()) {
                return trouble;
            }
            if (answers.get(i) instanceof Answer.Signed(Message reply)
                    && reply.getHeader().getRcode() == Rcode.NXDOMAIN) {
                snapshot.forget(doubtful.get(i));
            }
        }
        return Optional.empty();
    }

    private static boolean isInUse(Snapshot read, DnsName name) {
        return name.hasRoomForSets()
                ? isOwnText(read, name.fence()) || isOwnText(read, name.sets())
                : isOwnText(read, name);
    }

    private static boolean isOwnText(Snapshot read, DnsName name) {
        return read.real(name, "TXT").stream()
                .flatMap(set -> set.values().stream())
                .anyMatch(value -> value.startsWith(OWN_TEXT));
    }
}
