package io.regionalfailover.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.decision.Outcome;
import io.regionalfailover.testing.dns.DnsScript;
import io.regionalfailover.testing.dns.ScriptedDnsServer;
import io.regionalfailover.testing.http.HttpScript;
import io.regionalfailover.testing.http.ScriptedHttpEndpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;

/** No way to write a target, and nothing that a name server or a target answers, leads a probe to a denied address. */
class DeniedAddressesIT {
    private static final String NAME = "front.example.com";
    private static final String DENIED = "127.0.0.99";

    private final ScriptedDnsServer dns = ScriptedDnsServer.start();
    private final ScriptedHttpEndpoint allowed = ScriptedHttpEndpoint.start();
    /** What must never be reached: every address of loopback is denied here, save one. */
    private final ScriptedHttpEndpoint watched = ScriptedHttpEndpoint.start(DENIED, allowed.port());

    private Network network;
    private ProbeAttempt attempt;

    @BeforeEach
    void start(@TempDir Path folder) {
        network = new Network(folder).resolvers(dns.hostAndPort());
        attempt = network.attempt(AddressPolicy.of(AddressPolicy.DEFAULT_DENIED, List.of("127.0.0.1")));
    }

    @AfterEach
    void stop() {
        network.close();
        dns.close();
        allowed.close();
        watched.close();
    }

    @Test
    void aNameIsJudgedByTheVeryAnswerThatIsConnectedTo() {
        dns.answer(NAME, DnsScript.addresses("127.0.0.1"));
        assertThat(probe(NAME)).isEqualTo(ProbeResult.PASSING);
        assertThat(dns.queries(NAME))
                .as("A and AAAA, once: nothing is asked between judging and connecting")
                .isEqualTo(2);

        dns.answer(NAME, DnsScript.addresses(DENIED));
        assertThat(probe(NAME)).isEqualTo(ProbeResult.unknown(NAME + ": " + DENIED + " is denied"));

        dns.answer(NAME, DnsScript.addresses("127.0.0.1", DENIED));
        assertThat(probe(NAME)).isEqualTo(ProbeResult.unknown(NAME + ": " + DENIED + " is denied"));

        assertThat(allowed.connections()).isEqualTo(1);
        assertThat(watched.connections()).isZero();
    }

    @Test
    void anAliasAndTheOtherFamilyAreJudgedAsWell() throws IOException {
        dns.answer(
                NAME,
                new DnsScript.Records(List.of(
                        new CNAMERecord(
                                Name.fromString(NAME + "."), DClass.IN, 5, Name.fromString("inner.example.com.")),
                        new ARecord(
                                Name.fromString("inner.example.com."), DClass.IN, 5, InetAddress.ofLiteral(DENIED)))));
        assertThat(probe(NAME)).isEqualTo(ProbeResult.unknown(NAME + ": " + DENIED + " is denied"));

        for (String six : List.of("64:ff9b::7f00:63", "2002:7f00:63::1", "::7f00:63", "fe80::1", "::1")) {
            dns.answer(NAME, DnsScript.addresses("127.0.0.1", six));
            assertThat(probe(NAME)).isEqualTo(ProbeResult.unknown(NAME + ": " + six + " is denied"));
        }
        assertThat(allowed.connections()).isZero();
        assertThat(watched.connections()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.99",
                "127.0.0.99.",
                "127.99",
                "127.0.99",
                "2130706531",
                "0x7f000063",
                "0x7f.0.0.0x63",
                "0177.0.0.0143",
                "00127.0.0.99",
                "[::ffff:127.0.0.99]",
                "[::ffff:7f00:63]",
                "[0:0:0:0:0:ffff:7f00:0063]",
                "[::127.0.0.99]",
                "[::ffff:0:127.0.0.99]",
                "[64:ff9b::127.0.0.99]",
                "[64:ff9b:1::7f00:63]",
                "[2002:7f00:63::]",
                "[fe80::5efe:127.0.0.99]",
            })
    void noSpellingLeadsThere(String host) {
        try {
            assertThat(probe(host).outcome()).as("http").isNotEqualTo(Outcome.PASSING);
        } catch (IllegalArgumentException e) {
            assertThat(e).as("refused when it is read").hasMessageContaining("host");
        }
        String bare = HostName.bare(host);
        assertThat(attempt.run(new TcpProbe(bare, watched.port(), Optional.empty()), Network.TIMEOUT)
                        .outcome())
                .as("tcp")
                .isNotEqualTo(Outcome.PASSING);
        assertThat(attempt.run(new GrpcProbe(bare, watched.port(), "", Optional.empty()), Network.TIMEOUT)
                        .outcome())
                .as("grpc")
                .isNotEqualTo(Outcome.PASSING);
        DnsProbe asked = new DnsProbe(NAME, "A", List.of(DnsProbe.resolver(host + ":" + watched.port())), List.of());
        assertThat(attempt.run(asked, Network.TIMEOUT).outcome()).as("resolver").isNotEqualTo(Outcome.PASSING);
        assertThat(watched.connections()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0177.0.0.1", "127.0.0.01", "00.1.2.3", "010", "::ffff:0177.0.0.1", "::ffff:127.0.0.01%lo"})
    void whatIsOctalToSomeIsNoAddress(String host) {
        assertThat(attempt.run(new TcpProbe(host, allowed.port(), Optional.empty()), Network.TIMEOUT))
                .isEqualTo(
                        ProbeResult.unknown(
                                "'" + host
                                        + "' is no address: a number with a leading zero is octal to some and decimal to others; it is allowed without"));
        DnsProbe expecting = new DnsProbe(NAME, "A", List.of(), List.of(host));
        assertThat(attempt.run(expecting, Network.TIMEOUT).message()).contains("'" + host + "' is no address");
        assertThat(attempt.run(expecting, Network.TIMEOUT).outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(allowed.connections()).isZero();
        assertThat(dns.queries()).isZero();
    }

    @Test
    void aRedirectIsAStatusLikeAnyOther() {
        allowed.script(new HttpScript.Respond(
                302,
                Map.of("Location", watched.url("/latest/meta-data/"), "Refresh", "0; url=" + watched.url("/")),
                ""));

        assertThat(probe("127.0.0.1").message()).contains("HTTP 302", "redirects are not followed");
        assertThat(watched.connections()).isZero();
    }

    @Test
    void noProxyIsAskedWhateverTheProcessIsTold() {
        List<URI> consulted = new CopyOnWriteArrayList<>();
        ProxySelector before = ProxySelector.getDefault();
        ProxySelector.setDefault(new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                consulted.add(uri);
                return List.of(new Proxy(Proxy.Type.SOCKS, new InetSocketAddress(DENIED, watched.port())));
            }

            @Override
            public void connectFailed(URI uri, SocketAddress proxy, IOException failure) {
                consulted.add(uri);
            }
        });
        try {
            assertThat(probe("127.0.0.1")).isEqualTo(ProbeResult.PASSING);
        } finally {
            ProxySelector.setDefault(before);
        }
        assertThat(consulted).isEmpty();
        assertThat(watched.connections()).isZero();
    }

    private ProbeResult probe(String host) {
        URI url = URI.create("http://" + host + ":" + watched.port() + "/");
        return attempt.run(
                new HttpProbe(url, Optional.empty(), "GET", List.of(), Optional.empty(), Map.of(), false),
                Network.PATIENCE);
    }
}
