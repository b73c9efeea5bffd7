package io.regionalfailover.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.health.DnsAnswer.Verdict;
import io.regionalfailover.health.DnsQuestion.Reply;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

class DnsQuestionTest {

    private static final Name DB = name("db.example.com.");
    private static final Name REAL = name("real.example.net.");
    private static final InetSocketAddress RESOLVER = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.53"), 5354);

    private final DnsQuestion question = DnsQuestion.of(DB, Type.A, RESOLVER);

    @Test
    void namesTheWayAndTheResolver() {
        assertThat(failure(Rcode.NXDOMAIN)).isEqualTo("NXDOMAIN for db.example.com (resolver 192.0.2.53:5354)");
        assertThat(failure(Rcode.SERVFAIL)).isEqualTo("SERVFAIL for db.example.com (resolver 192.0.2.53:5354)");
        assertThat(failure(Rcode.REFUSED)).isEqualTo("REFUSED for db.example.com (resolver 192.0.2.53:5354)");
        assertThat(failure(Rcode.NOTIMP)).isEqualTo("NOTIMP for db.example.com (resolver 192.0.2.53:5354)");
        assertThat(failure(Rcode.NOERROR))
                .isEqualTo("empty answer for db.example.com: no A record (resolver 192.0.2.53:5354)");
    }

    @Test
    void followsAliasesInTheAnswerInAnyOrder() {
        Message reply = reply(Rcode.NOERROR);
        reply.addRecord(address(REAL), Section.ANSWER);
        reply.addRecord(alias(DB, REAL), Section.ANSWER);

        assertThat(question.judge(reply).records()).containsExactly(address(REAL));
    }

    @Test
    void anAliasThatLeadsNowhereIsAnEmptyAnswer() {
        Message reply = reply(Rcode.NOERROR);
        reply.addRecord(alias(DB, REAL), Section.ANSWER);
        reply.addRecord(address(name("other.example.org.")), Section.ANSWER);

        DnsAnswer answer = question.judge(reply);

        assertThat(answer.verdict()).isEqualTo(Verdict.EMPTY);
        assertThat(answer.message()).contains("no A record behind its alias");
    }

    @Test
    void aliasesInACircleEnd() {
        Message reply = reply(Rcode.NOERROR);
        reply.addRecord(alias(DB, REAL), Section.ANSWER);
        reply.addRecord(alias(REAL, DB), Section.ANSWER);

        assertThat(question.judge(reply).verdict()).isEqualTo(Verdict.EMPTY);
    }

    @Test
    void anAliasIsFoundWhenItIsAskedFor() {
        DnsQuestion forAlias = DnsQuestion.of(DB, Type.CNAME, RESOLVER);
        Message reply = new Message(forAlias.query().getHeader().getID());
        reply.addRecord(alias(DB, REAL), Section.ANSWER);

        assertThat(forAlias.judge(reply).isFound()).isTrue();
    }

    @Test
    void ignoresWhatAnswersSomethingElse() {
        byte[] good = reply(Rcode.NXDOMAIN).toWire();
        assertThat(question.read(good)).isInstanceOf(Reply.Read.class);

        byte[] otherId = good.clone();
        otherId[1] ^= 1;
        assertThat(question.read(otherId)).isInstanceOf(Reply.Foreign.class);

        assertThat(question.read(question.wire())).as("our own query, echoed").isInstanceOf(Reply.Foreign.class);

        Message otherName = new Message(question.query().getHeader().getID());
        otherName.getHeader().setFlag(Flags.QR);
        otherName.addRecord(Record.newRecord(REAL, Type.A, DClass.IN), Section.QUESTION);
        assertThat(question.read(otherName.toWire())).isInstanceOf(Reply.Foreign.class);

        Message noQuestion = new Message(question.query().getHeader().getID());
        noQuestion.getHeader().setFlag(Flags.QR);
        noQuestion.addRecord(address(DB), Section.ANSWER);
        assertThat(question.read(noQuestion.toWire())).isInstanceOf(Reply.Foreign.class);
        noQuestion.getHeader().setRcode(Rcode.REFUSED);
        assertThat(question.read(noQuestion.toWire())).isInstanceOf(Reply.Read.class);
    }

    @Test
    void judgesAnythingWithoutThrowing() {
        Message reply = reply(Rcode.NOERROR);
        reply.addRecord(alias(DB, REAL), Section.ANSWER);
        reply.addRecord(address(REAL), Section.ANSWER);
        byte[] seed = reply.toWire();
        int malformed = 0;
        int read = 0;
        for (int round = 0; round < 5_000; round++) {
            Random random = new Random(round);
            byte[] bytes = Arrays.copyOf(seed, random.nextInt(4) == 0 ? random.nextInt(seed.length * 2) : seed.length);
            for (int i = random.nextInt(6); i >= 0 && bytes.length > 2; i--) {
                bytes[2 + random.nextInt(bytes.length - 2)] = (byte) random.nextInt();
            }
            switch (question.read(bytes)) {
                case Reply.Foreign() -> {}
                case Reply.Malformed() -> malformed++;
                case Reply.Read(Message message) -> {
                    read++;
                    assertThat(question.judge(message).message()).doesNotContain("\n");
                }
            }
        }
        assertThat(malformed).isPositive();
        assertThat(read).isPositive();
    }

    private String failure(int rcode) {
        return question.judge(reply(rcode)).message();
    }

    private Message reply(int rcode) {
        Message reply = new Message(question.query().getHeader().getID());
        reply.getHeader().setFlag(Flags.QR);
        reply.getHeader().setRcode(rcode);
        reply.addRecord(question.query().getQuestion(), Section.QUESTION);
        return reply;
    }

    private static Record address(Name owner) {
        return new ARecord(owner, DClass.IN, 5, InetAddress.ofLiteral("192.0.2.1"));
    }

    private static Record alias(Name owner, Name target) {
        return new CNAMERecord(owner, DClass.IN, 5, target);
    }

    private static Name name(String text) {
        try {
            return Name.fromString(text);
        } catch (TextParseException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
