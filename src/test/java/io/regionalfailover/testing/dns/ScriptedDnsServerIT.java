package io.regionalfailover.testing.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regionalfailover.testing.dns.DnsListener.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

class ScriptedDnsServerIT {

    private final ScriptedDnsServer server = ScriptedDnsServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void answersAddressesOfTheTypeAskedFor() throws IOException {
        server.answer("db.example.com", DnsScript.addresses("192.0.2.1", "192.0.2.2", "2001:db8::1"));

        assertThat(answers(ask("DB.example.com.", Type.A))).containsExactly("192.0.2.1", "192.0.2.2");
        assertThat(answers(ask("db.example.com.", Type.AAAA))).containsExactly("2001:db8:0:0:0:0:0:1");
        assertThat(ask("db.example.com.", Type.TXT).getRcode()).isEqualTo(Rcode.NOERROR);
        assertThat(answers(ask("db.example.com.", Type.TXT))).isEmpty();
        assertThat(server.queries("db.example.com")).isEqualTo(4);
    }

    @Test
    void answersTheRecordsGiven() throws IOException {
        Name alias = Name.fromString("db.example.com.");
        server.answer(
                "db.example.com",
                new DnsScript.Records(
                        List.of(new CNAMERecord(alias, DClass.IN, 5, Name.fromString("real.example.net.")))));

        assertThat(answers(ask("db.example.com.", Type.A))).containsExactly("real.example.net.");
    }

    @Test
    void failsInEachNamedWay() throws IOException {
        server.answer("refused.test", new DnsScript.Refused())
                .answer("servfail.test", new DnsScript.ServFail())
                .answer("nodata.test", new DnsScript.NoData());

        assertThat(ask("refused.test.", Type.A).getRcode()).isEqualTo(Rcode.REFUSED);
        assertThat(ask("servfail.test.", Type.A).getRcode()).isEqualTo(Rcode.SERVFAIL);
        assertThat(ask("unheard-of.test.", Type.A).getRcode()).isEqualTo(Rcode.NXDOMAIN);
        Message empty = ask("nodata.test.", Type.A);
        assertThat(empty.getRcode()).isEqualTo(Rcode.NOERROR);
        assertThat(empty.getSection(Section.ANSWER)).isEmpty();
        assertThat(empty.getSection(Section.AUTHORITY))
                .singleElement()
                .extracting(Record::getType)
                .isEqualTo(Type.SOA);
    }

    @Test
    void truncatesOverUdpAndAnswersOverTcpIfTold() throws IOException {
        server.answer("big.test", new DnsScript.Truncated(DnsScript.addresses("192.0.2.9")));

        SimpleResolver udpOnly = resolver();
        udpOnly.setIgnoreTruncation(true);
        assertThat(send(udpOnly, "big.test.", Type.A).getHeader().getFlag(Flags.TC))
                .isTrue();
        assertThat(answers(ask("big.test.", Type.A))).containsExactly("192.0.2.9");
        assertThat(server.asked().getLast().transport()).isEqualTo(Transport.TCP);
    }

    @Test
    void staysSilentOverBothTransports() {
        server.answer("silent.test", DnsScript.silence());
        SimpleResolver overUdp = resolver();
        overUdp.setTimeout(Duration.ofMillis(300));
        SimpleResolver overTcp = resolver();
        overTcp.setTimeout(Duration.ofMillis(300));
        overTcp.setTCP(true);

        assertThatThrownBy(() -> send(overUdp, "silent.test.", Type.A)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> send(overTcp, "silent.test.", Type.A)).isInstanceOf(IOException.class);
        assertThat(server.queries("silent.test")).isEqualTo(2);
    }

    @Test
    void sendsWhatNobodyShouldBelieve() {
        server.answer("garbage.test", new DnsScript.Garbage())
                .answer("spoofed.test", new DnsScript.WrongId(DnsScript.addresses("192.0.2.66")));

        assertThatThrownBy(() -> send(resolver(), "garbage.test.", Type.A)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> send(resolver(), "spoofed.test.", Type.A)).isInstanceOf(IOException.class);
    }

    @Test
    void changesItsMindAtRuntimeAndComesBackOnTheSamePort() throws IOException {
        int port = server.address().getPort();
        server.otherwise(DnsScript.addresses("192.0.2.1"));
        assertThat(answers(ask("any.test.", Type.A))).containsExactly("192.0.2.1");

        server.otherwise(DnsScript.nxDomain());
        assertThat(ask("any.test.", Type.A).getRcode()).isEqualTo(Rcode.NXDOMAIN);

        server.stop();
        assertThatThrownBy(() -> ask("any.test.", Type.A)).isInstanceOf(IOException.class);
        server.resume();
        assertThat(server.address().getPort()).isEqualTo(port);
        assertThat(ask("any.test.", Type.A).getRcode()).isEqualTo(Rcode.NXDOMAIN);
    }

    private Message ask(String name, int type) throws IOException {
        return send(resolver(), name, type);
    }

    private SimpleResolver resolver() {
        SimpleResolver resolver = new SimpleResolver(server.address());
        resolver.setTimeout(Duration.ofSeconds(5));
        return resolver;
    }

    private static Message send(SimpleResolver resolver, String name, int type) throws IOException {
        return resolver.send(Message.newQuery(Record.newRecord(Name.fromString(name), type, DClass.IN)));
    }

    private static List<String> answers(Message reply) {
        return reply.getSection(Section.ANSWER).stream()
                .map(Record::rdataToString)
                .toList();
    }
}
