package io.regionalfailover.dns.rfc2136;

import static io.regionalfailover.testing.fuzz.Parser.require;

import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.RecordSet;
import io.regionalfailover.dns.plain.Rdata;
import io.regionalfailover.dns.plain.RealSet;
import io.regionalfailover.dns.plain.Weighing;
import io.regionalfailover.dns.rfc2136.Exchanger.Answer;
import io.regionalfailover.testing.fuzz.Parser;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.Type;

/** The parsers of what a server of dynamic updates answers. */
public final class Rfc2136Parsers {
    private static final DnsName WWW = DnsName.of("www.example.com");
    private static final TSIG KEY = new TSIG(TSIG.HMAC_SHA256, "key.", "c2VjcmV0");
    private static final TSIG OTHER = new TSIG(TSIG.HMAC_SHA256, "key.", "b3RoZXI=");
    private static final Message QUESTION = question();

    private Rfc2136Parsers() {}

    /** All of them. */
    public static List<Parser> all() {
        return List.of(
                new Parser(
                        "rfc2136-reply",
                        List.of(reply(OTHER), reply(Rcode.BADTIME), reply(0xf200)),
                        Rfc2136Parsers::reply),
                new Parser("rfc2136-records", List.of(reply(OTHER)), Rfc2136Parsers::records));
    }

    private static Message question() {
        Message question = ZoneReader.query(WWW, Type.ANY);
        KEY.apply(question, null);
        return question;
    }

    private static Message answered() {
        Message reply = ZoneReader.query(WWW, Type.ANY);
        reply.getHeader().setFlag(Flags.QR);
        reply.getHeader().setFlag(Flags.AA);
        reply.addRecord(
                Record.newRecord(Rdata.name(WWW), Type.A, DClass.IN, 30, new byte[] {1, 2, 3, 4}), Section.ANSWER);
        for (RealSet set : Weighing.real(
                WWW, List.of(set("A", "east", 90, "192.0.2.1"), set("A", "west", 10, "192.0.2.2")), true)) {
            Rdata.records(set).forEach(record -> reply.addRecord(record, Section.ANSWER));
        }
        return reply;
    }

    private static byte[] reply(TSIG signer) {
        Message reply = answered();
        signer.apply(reply, QUESTION.getTSIG());
        return reply.toWire();
    }

    private static byte[] reply(int error) {
        Message reply = answered();
        KEY.apply(reply, error, QUESTION.getTSIG());
        return reply.toWire();
    }

    /** Whatever comes, it is judged, and nothing passes for signed that was not signed with the key. */
    private static void reply(byte[] wire) {
        try {
            Answer answer = Exchanger.judged(KEY, wire, QUESTION.getTSIG());
            require(!(answer instanceof Answer.Signed), "a forged signature");
            if (answer instanceof Answer.Rejected(int error, Message reply)) {
                String sentence = new Sentences(
                                DnsName.of("example.com"),
                                InetSocketAddress.createUnresolved("ns", 53),
                                Clock.systemUTC())
                        .rejected(new TsigKeys.Present("key", "hmac-sha256", new byte[0]), error, reply);
                require(!sentence.isEmpty(), "a refusal without a word");
            }
        } catch (IOException e) {
            // Refused as declared: the connection counts as broken.
        }
    }

    /** What a server with the key may say of a name: it is shown or left out. */
    private static void records(byte[] wire) {
        Message message;
        try {
            message = new Message(wire);
        } catch (IOException | RuntimeException e) {
            return;
        }
        Snapshot.Builder snapshot = new Snapshot.Builder();
        for (DnsName name : List.of(WWW, WWW.sets(), WWW.fence())) {
            ZoneReader.sets(name, message).forEach(snapshot::put);
        }
        List<RecordSet> sets = snapshot.build().at(WWW);
        require(sets.stream().allMatch(set -> set.name().equals(WWW)), "a set of another name");
        Weighing.real(WWW, sets.stream().filter(set -> !set.values().isEmpty()).toList(), true);
    }

    private static RecordSet set(String type, String region, int weight, String... values) {
        return new RecordSet(
                WWW, type, Optional.of(region), OptionalInt.of(weight), 30, List.of(values), Optional.empty());
    }
}
