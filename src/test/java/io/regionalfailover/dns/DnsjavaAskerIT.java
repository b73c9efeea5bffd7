package io.regionalfailover.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.dns.NameserverAsker.Answer;
import io.regionalfailover.testing.dns.DnsScript;
import io.regionalfailover.testing.dns.ScriptedDnsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.TXTRecord;

class DnsjavaAskerIT {
    private static final DnsName NAME = DnsName.of("checkout.example.com");

    private final ScriptedDnsServer server = ScriptedDnsServer.start().authoritative(true);
    private final NameserverAsker asker = new DnsjavaAsker(Duration.ofSeconds(2));

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void addressesAreReadBack() throws IOException {
        server.answer(
                NAME.text(),
                new DnsScript.Addresses(
                        30, List.of(InetAddress.getByName("192.0.2.1"), InetAddress.getByName("2001:db8::1"))));

        assertThat(ask("A")).isEqualTo(new Answer.Authoritative(List.of("192.0.2.1")));
        assertThat(ask("AAAA"))
                .isInstanceOfSatisfying(
                        Answer.Authoritative.class,
                        answer -> assertThat(Values.canonical("AAAA", answer.values()))
                                .isEqualTo(Values.canonical("AAAA", List.of("2001:db8::1"))));
    }

    @Test
    void aLongFenceIsReadBackOverTcp() throws IOException {
        String text = "x".repeat(255) + "y".repeat(200);
        Name name = Name.fromString(NAME.text() + ".");
        server.answer(
                NAME.text(),
                new DnsScript.Truncated(new DnsScript.Records(List.of(
                        new TXTRecord(name, DClass.IN, 60, List.of(text.substring(0, 255), text.substring(255)))))));

        assertThat(ask("TXT")).isEqualTo(new Answer.Authoritative(List.of(TxtValue.quote(text))));
    }

    @Test
    void nothingIsAnAnswerTooAndSilenceIsNone() {
        server.answer(NAME.text(), new DnsScript.NxDomain());
        assertThat(ask("A")).isEqualTo(new Answer.Authoritative(List.of()));

        server.answer(NAME.text(), new DnsScript.Refused());
        assertThat(ask("A")).isEqualTo(new Answer.None("answers REFUSED"));

        server.answer(NAME.text(), new DnsScript.Silence());
        assertThat(ask("A")).isEqualTo(new Answer.None("does not answer"));

        server.answer(NAME.text(), new DnsScript.Garbage());
        assertThat(ask("A")).isEqualTo(new Answer.None("does not answer"));
    }

    @Test
    void whatAServerHasNoAuthorityForIsNone() {
        server.answer(NAME.text(), new DnsScript.Addresses(30, List.of(InetAddress.ofLiteral("192.0.2.1"))));
        server.authoritative(false);

        assertThat(ask("A")).isEqualTo(new Answer.None("has no authority"));
    }

    @Test
    void insideAPrivateNetworkWhatAResolverSaysCounts() {
        server.answer(NAME.text(), new DnsScript.Addresses(30, List.of(InetAddress.ofLiteral("192.0.2.1"))));
        server.authoritative(false);

        assertThat(DnsjavaAsker.ofResolvers(Duration.ofSeconds(1)).ask(server.address(), NAME, "A"))
                .isEqualTo(new Answer.Authoritative(List.of("192.0.2.1")));
    }

    @Test
    void aServerWithoutAnAddressIsNone() {
        assertThat(asker.ask(InetSocketAddress.createUnresolved("ns.invalid", 53), NAME, "A"))
                .isEqualTo(new Answer.None("has no address"));
    }

    private Answer ask(String type) {
        return asker.ask(server.address(), NAME, type);
    }
}
