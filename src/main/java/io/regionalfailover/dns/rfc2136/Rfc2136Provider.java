package io.regionalfailover.dns.rfc2136;

import io.regionalfailover.dns.Change;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.DnsProvider;
import io.regionalfailover.dns.Failure;
import io.regionalfailover.dns.RequestGate;
import io.regionalfailover.dns.rfc2136.Attempt.Exchange;
import io.regionalfailover.dns.rfc2136.Attempt.Tried;
import io.regionalfailover.dns.rfc2136.Exchanger.Answer;
import io.regionalfailover.dns.rfc2136.ZoneReader.Outcome;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;

/**
 * A zone that is changed by dynamic updates. A batch is one message. What it believes in is compared with what the server holds, and what
 * was compared is asserted once more by the message's prerequisites, which the server tries in the same step in which it makes the change:
 * whoever wrote in between fences it out.
 */
public final class Rfc2136Provider implements DnsProvider {
    private static final Limits LIMITS = new Limits(1_000, 20_000);
    private static final int DNS_PORT = 53;

    private final DnsName apex;
    private final Supplier<TsigKeys> keys;
    private final RequestGate gate;
    private final Exchanger exchanger;
    private final Sentences sentences;
    private final ZoneReader reader;
    private final boolean luaRecords;
    private final LuaProof proof;

    /**
     * Where a zone is changed.
     *
     * @param apex of the zone
     * @param server a primary server of it, by address or by a host name that is resolved at every connection
     * @param patience how long the server may take
     * @param clock the wall clock, which signatures carry
     * @param luaRecords whether shares are carried by LUA records where the server evaluates them
     */
    public record Place(DnsName apex, InetSocketAddress server, Patience patience, Clock clock, boolean luaRecords) {}

    /**
     * The provider of one zone. Nothing is asked yet.
     *
     * @param keys what messages are signed with, asked for at every request
     */
    public Rfc2136Provider(Place place, Supplier<TsigKeys> keys, RequestGate gate) {
        this.apex = place.apex();
        this.keys = keys;
        this.gate = gate;
        this.exchanger = new Exchanger(place.server(), place.patience(), place.clock());
        this.sentences = new Sentences(apex, place.server(), place.clock());
        this.reader = new ZoneReader(apex, exchanger, sentences, place.luaRecords());
        this.luaRecords = place.luaRecords();
        this.proof = new LuaProof(apex, exchanger, sentences, reader, place.clock());
    }

    @Override
    public ReadResult read(Set<DnsName> names) {
        return withKey(
                RequestGate.Kind.READ,
                key -> switch (reader.read(key, names)) {
                    case Outcome.Read(Snapshot snapshot) -> new ReadResult.Read(snapshot.at(names));
                    case Outcome.NotRead(Failure failure, String message) -> new ReadResult.NotRead(failure, message);
                },
                ReadResult.NotRead::new);
    }

    @Override
    public ApplyResult apply(List<Change> changes, String comment) {
        return withKey(RequestGate.Kind.CHANGE, key -> apply(key, changes), Rfc2136Provider::notApplied);
    }

    private ApplyResult apply(TsigKeys.Present key, List<Change> changes) {
        int values = 0;
        int characters = 0;
        Set<DnsName> names = new LinkedHashSet<>();
        for (Change change : changes) {
            names.add(change.set().name());
            values += change.set().values().size();
            characters +=
                    change.set().values().stream().mapToInt(String::length).sum();
        }
        if (values > LIMITS.values() || characters > LIMITS.characters()) {
            return new ApplyResult.Refused(
                    names,
                    "A batch of " + values + " values and " + characters + " characters is too large: "
                            + LIMITS.values() + " and " + LIMITS.characters() + " are allowed");
        }
        return switch (tried(key, names, changes)) {
            case Either.No(ApplyResult result) -> result;
            case Either.Yes(Map<DnsName, List<Exchange>> exchanges) -> send(key, exchanges, changes);
        };
    }

    /** Either what is to be exchanged, or what the batch came to already. */
    private sealed interface Either {
        record Yes(Map<DnsName, List<Exchange>> exchanges) implements Either {}

        record No(ApplyResult result) implements Either {}
    }

    private Either tried(TsigKeys.Present key, Set<DnsName> names, List<Change> changes) {
        return switch (reader.read(key, names)) {
            case Outcome.NotRead(Failure failure, String message) -> new Either.No(notApplied(failure, message));
            case Outcome.Read(Snapshot snapshot) ->
                switch (proof.tried(key, snapshot, changes)) {
                    case Tried.Possible(Map<DnsName, List<Exchange>> exchanges) -> new Either.Yes(exchanges);
                    case Tried.Impossible(Set<DnsName> at, String message) ->
                        new Either.No(new ApplyResult.Refused(at, sentences.never(message)));
                    case Tried.Conflict(Set<DnsName> at, String message) ->
                        new Either.No(new ApplyResult.Fenced(at, sentences.conflict(message)));
                };
        };
    }

    private ApplyResult send(TsigKeys.Present key, Map<DnsName, List<Exchange>> exchanges, List<Change> changes) {
        Update update = UpdateMessage.of(apex, exchanges.values());
        int bytes = update.toWire().length;
        if (bytes > UpdateMessage.MOST_BYTES) {
            return new ApplyResult.Refused(UpdateMessage.withoutRoom(apex, exchanges), sentences.tooLarge(bytes));
        }
        try {
            return switch (exchanger.ask(key, update)) {
                case Answer.Signed(Message reply) ->
                    settled(key, reply.getHeader().getRcode(), exchanges, changes);
                case Answer.Rejected(int error, Message reply) ->
                    new ApplyResult.Refused(sentences.rejected(key, error, reply));
                case Answer.Unsigned(Message reply) ->
                    settled(key, reply.getHeader().getRcode(), exchanges, changes);
                case Answer.Forged() -> new ApplyResult.OutcomeUnknown(sentences.forged(key));
            };
        } catch (Exchanger.Silent e) {
            String sentence = sentences.silent(e, Sentences.AN_UPDATE);
            return e.wasSent() ? new ApplyResult.OutcomeUnknown(sentence) : new ApplyResult.Unreachable(sentence);
        }
    }

    private ApplyResult settled(
            TsigKeys.Present key, int code, Map<DnsName, List<Exchange>> exchanges, List<Change> changes) {
        return switch (code) {
            case Rcode.NOERROR -> proof.confirmed(key, exchanges.values());
            case Rcode.NXRRSET, Rcode.YXRRSET, Rcode.NXDOMAIN, Rcode.YXDOMAIN ->
                fenced(key, code, exchanges.keySet(), changes);
            case Rcode.SERVFAIL -> new ApplyResult.OutcomeUnknown(sentences.refused(key, code, Sentences.AN_UPDATE));
            default -> new ApplyResult.Refused(sentences.refused(key, code, Sentences.AN_UPDATE));
        };
    }

    /** A server does not say which prerequisite failed. What the zone holds now does; where it does not, all are fenced. */
    private ApplyResult fenced(TsigKeys.Present key, int code, Set<DnsName> names, List<Change> changes) {
        if (tried(key, names, changes) instanceof Either.No(ApplyResult.Fenced named)) {
            return named;
        }
        boolean cname = changes.stream().anyMatch(change -> change.set().type().equals("CNAME"));
        return new ApplyResult.Fenced(Set.of(), sentences.conflict(code, cname));
    }

    private static ApplyResult notApplied(Failure failure, String message) {
        return failure == Failure.REFUSED ? new ApplyResult.Refused(message) : new ApplyResult.Unreachable(message);
    }

    @Override
    public ForceResult inForce(String changeId) {
        return new ForceResult.NotAnswered(Failure.REFUSED, sentences.noProof(changeId));
    }

    /** Also finds out whether the server takes updates with this key, by one that changes nothing. */
    @Override
    public NameserverResult nameservers() {
        return withKey(RequestGate.Kind.READ, this::nameservers, NameserverResult.NotAnswered::new);
    }

    private NameserverResult nameservers(TsigKeys.Present key) {
        List<Message> questions = List.of(
                ZoneReader.query(apex, Type.SOA), ZoneReader.query(apex, Type.NS), UpdateMessage.question(apex, apex));
        try {
            List<Message> replies = new ArrayList<>();
            for (Answer answer : exchanger.ask(key, questions)) {
                String what = replies.size() < 2 ? "records" : Sentences.AN_UPDATE;
                Optional<NameserverResult> trouble = trouble(key, answer, what);
                if (trouble.isPresent()) {
                    return trouble.get();
                }
                if (answer instanceof Answer.Signed(Message reply)) {
                    replies.add(reply);
                }
            }
            return named(replies.get(0), replies.get(1));
        } catch (Exchanger.Silent e) {
            return new NameserverResult.NotAnswered(Failure.UNREACHABLE, sentences.silent(e, "name servers"));
        }
    }

    private Optional<NameserverResult> trouble(TsigKeys.Present key, Answer answer, String what) {
        return switch (answer) {
            case Answer.Signed(Message reply) ->
                reply.getHeader().getRcode() == Rcode.NOERROR
                        ? Optional.empty()
                        : Optional.of(notAnswered(key, reply, what));
            case Answer.Rejected(int error, Message reply) ->
                Optional.of(new NameserverResult.NotAnswered(Failure.REFUSED, sentences.rejected(key, error, reply)));
            case Answer.Unsigned(Message reply) -> Optional.of(notAnswered(key, reply, what));
            case Answer.Forged() ->
                Optional.of(new NameserverResult.NotAnswered(Failure.REFUSED, sentences.forged(key)));
        };
    }

    private NameserverResult notAnswered(TsigKeys.Present key, Message reply, String what) {
        int code = reply.getHeader().getRcode();
        return new NameserverResult.NotAnswered(
                code == Rcode.SERVFAIL ? Failure.UNREACHABLE : Failure.REFUSED, sentences.refused(key, code, what));
    }

    private NameserverResult named(Message start, Message servers) {
        boolean authority = start.getHeader().getFlag(Flags.AA)
                && start.getSection(Section.ANSWER).stream().anyMatch(record -> record.getType() == Type.SOA);
        if (!authority) {
            return new NameserverResult.NotAnswered(Failure.REFUSED, sentences.withoutAuthority(apex));
        }
        List<InetSocketAddress> named = servers.getSection(Section.ANSWER).stream()
                .filter(record -> record.getType() == Type.NS)
                .map(record -> record.rdataToString())
                .map(host -> InetSocketAddress.createUnresolved(host.substring(0, host.length() - 1), DNS_PORT))
                .toList();
        return new NameserverResult.Named(named, apex);
    }

    /** @param message why answers do not come by shares, or why that is not known, for a person */
    public record WithoutShares(Failure failure, String message) {}

    /**
     * Whether the server answers by shares. A LUA record at {@link DnsName#luaProbe} shows it. It is written when there is none, and at most
     * every ten minutes while it shows that the server passes over such records.
     *
     * @return what stands in the way; empty when nothing does, or nobody asked for shares
     */
    public Optional<WithoutShares> withoutShares() {
        return luaRecords
                ? withKey(
                        RequestGate.Kind.READ,
                        key -> proof.missing(key)
                                .map(missing -> new WithoutShares(missing.failure(), missing.message())),
                        (failure, message) -> Optional.of(new WithoutShares(failure, message)))
                : Optional.empty();
    }

    @Override
    public Limits limits() {
        return LIMITS;
    }

    private <T> T withKey(
            RequestGate.Kind kind, Function<TsigKeys.Present, T> request, BiFunction<Failure, String, T> not) {
        try {
            gate.pass(kind);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return not.apply(
                    Failure.UNREACHABLE, "A request about the zone " + apex + " was called off before it was sent");
        }
        return switch (keys.get()) {
            case TsigKeys.Present key -> request.apply(key);
            case TsigKeys.Missing(String message) -> not.apply(Failure.REFUSED, message);
            case TsigKeys.Unknown(String message) -> not.apply(Failure.UNREACHABLE, message);
        };
    }
}
