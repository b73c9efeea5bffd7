package io.regionalfailover.dns.rfc2136;

import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.plain.LuaShares;
import io.regionalfailover.dns.plain.Rdata;
import io.regionalfailover.dns.plain.RealSet;
import io.regionalfailover.testing.dns.DnsListener;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.Type;

/**
 * As much of PowerDNS as the operator's LUA records need, with failings that a real one cannot be asked for. A LUA record answers with the
 * first thing that it could answer.
 */
final class LuaServer implements AutoCloseable {
    private static final int LUA = Type.value(LuaShares.TYPE);
    private static final Pattern FIRST = Pattern.compile("(?:'(rfo1-lua is [0-9]+)'|=\\{'([^']+)',).*");

    private final List<Record> records = new ArrayList<>();
    private final List<Message> messages = new ArrayList<>();
    private final TSIG tsig;
    private final DnsListener listener;
    private boolean evaluates = true;
    private boolean changesLua = true;
    private Predicate<Message> fails = message -> false;

    /** @param clock what signatures carry */
    LuaServer(Clock clock) {
        tsig = new TSIG(
                TSIG.HMAC_SHA256,
                Name.fromConstantString(Sample.KEY.name() + "."),
                new SecretKeySpec(Sample.KEY.secret(), Sample.KEY.algorithm()),
                clock);
        listener =
                DnsListener.open(InetAddress.getLoopbackAddress(), 0, query -> Optional.of(respond(query.message())));
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.port());
    }

    /** As by {@code enable-lua-records=no}. */
    synchronized void evaluatesNothing() {
        evaluates = false;
    }

    /** As by {@code enable-lua-record-updates=no}. */
    synchronized void changesNoLua() {
        changesLua = false;
    }

    /** What is answered with SERVFAIL from now on, and not done. */
    synchronized void failsAt(Predicate<Message> messages) {
        fails = messages;
    }

    /** What was asked since this was asked the last time. */
    synchronized List<Message> asked() {
        List<Message> asked = List.copyOf(messages);
        messages.clear();
        return asked;
    }

    /** A person's hand: what stands there of one type is exchanged. */
    synchronized void put(DnsName name, String type, long ttlSeconds, String... values) {
        records.removeIf(record -> is(record, Name.fromConstantString(name + "."), Type.value(type)));
        for (String value : values) {
            records.addAll(Rdata.records(new RealSet(name, type, ttlSeconds, List.of(value))));
        }
    }

    /** What a name answers a question with. */
    synchronized List<String> answer(DnsName name, String type) {
        return answers(Name.fromConstantString(name + "."), Type.value(type))
                .map(Record::rdataToString)
                .sorted()
                .toList();
    }

    /** Whether a LUA record stands there. */
    synchronized boolean hasLua(DnsName name) {
        return records.stream().anyMatch(record -> is(record, Name.fromConstantString(name + "."), LUA));
    }

    static boolean isUpdate(Message message) {
        return message.getHeader().getOpcode() == Opcode.UPDATE;
    }

    /** An update that changes something at a name. */
    static boolean changes(Message message, DnsName name) {
        return isUpdate(message)
                && message.getSection(Section.UPDATE).stream()
                        .anyMatch(record -> record.getName().equals(Name.fromConstantString(name + ".")));
    }

    private synchronized byte[] respond(Message query) {
        messages.add(query);
        Message reply = new Message(query.getHeader().getID());
        reply.getHeader().setFlag(Flags.QR);
        reply.getHeader().setFlag(Flags.AA);
        Record question = query.getQuestion();
        reply.addRecord(question, Section.QUESTION);
        if (fails.test(query)) {
            reply.getHeader().setRcode(Rcode.SERVFAIL);
        } else if (isUpdate(query)) {
            reply.getHeader().setRcode(updated(query));
        } else {
            answers(question.getName(), question.getType()).forEach(record -> reply.addRecord(record, Section.ANSWER));
        }
        tsig.apply(reply, query.getTSIG());
        return reply.toWire();
    }

    private Stream<Record> answers(Name name, int type) {
        return records.stream()
                .filter(record -> record.getName().equals(name))
                .flatMap(record -> record.getType() == LUA
                        ? evaluated(record, type).stream()
                        : Stream.of(record).filter(one -> type == one.getType() || type == Type.ANY));
    }

    private Optional<Record> evaluated(Record lua, int type) {
        byte[] wire = lua.rdataToWireCanonical();
        Matcher first = FIRST.matcher(new String(wire, StandardCharsets.US_ASCII));
        if (!evaluates || ((wire[0] & 0xff) << 8 | wire[1] & 0xff) != type || !first.find()) {
            return Optional.empty();
        }
        String value = first.group(1) == null ? first.group(2) : '"' + first.group(1) + '"';
        DnsName name = DnsName.of(lua.getName().toString(true));
        return Optional.of(Rdata.records(new RealSet(name, Type.string(type), lua.getTTL(), List.of(value)))
                .getFirst());
    }

    /** RFC 2136, 3.2 and 3.4. */
    private int updated(Message update) {
        for (Record asserted : update.getSection(Section.PREREQ)) {
            List<Record> there = records.stream()
                    .filter(record -> is(record, asserted.getName(), asserted.getType()))
                    .toList();
            if (asserted.getDClass() == DClass.NONE && !there.isEmpty()) {
                return Rcode.YXRRSET;
            }
            if (asserted.getDClass() == DClass.ANY && there.isEmpty()) {
                return asserted.getType() == Type.ANY ? Rcode.NXDOMAIN : Rcode.NXRRSET;
            }
            if (asserted.getDClass() == DClass.IN && !values(there).equals(valuesAsserted(update, asserted))) {
                return Rcode.NXRRSET;
            }
        }
        for (Record change : update.getSection(Section.UPDATE)) {
            if (change.getType() == LUA && !changesLua) {
                continue;
            }
            if (change.getDClass() == DClass.ANY) {
                records.removeIf(record -> is(record, change.getName(), change.getType()));
            } else {
                records.add(change);
            }
        }
        return Rcode.NOERROR;
    }

    private static List<String> valuesAsserted(Message update, Record like) {
        return values(update.getSection(Section.PREREQ).stream()
                .filter(record -> record.getDClass() == DClass.IN && is(record, like.getName(), like.getType()))
                .toList());
    }

    private static List<String> values(List<Record> records) {
        return records.stream().map(Record::rdataToString).sorted().toList();
    }

    private static boolean is(Record record, Name name, int type) {
        return record.getName().equals(name) && (type == Type.ANY || record.getType() == type);
    }

    @Override
    public void close() {
        listener.close();
    }
}
