package io.regionalfailover.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.testing.dns.DnsScript;
import io.regionalfailover.testing.dns.ScriptedDnsServer;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.TXTRecord;

class DnsProbeIT {

    private static final String DB = "dynamodb.us-east-1.example.com";

    private final ScriptedDnsServer server = ScriptedDnsServer.start();
    private final ScriptedDnsServer other = ScriptedDnsServer.start();
    private Network network;

    @BeforeEach
    void start(@TempDir Path folder) {
        network = new Network(folder).resolvers(server.hostAndPort());
        server.answer(DB, DnsScript.addresses("192.0.2.1", "2001:db8::1"));
    }

    @AfterEach
    void stop() {
        network.close();
        server.close();
        other.close();
    }

    @Test
    void passesWithOneRecord() {
        assertThat(network.probe(ask("A", server))).isEqualTo(ProbeResult.PASSING);
        assertThat(network.probe(ask("AAAA", server))).isEqualTo(ProbeResult.PASSING);
        assertThat(network.probe(ask("A"))).as("the system's resolver").isEqualTo(ProbeResult.PASSING);
    }

    @Test
    void tellsEveryWayOfFailingApart() {
        String by = " (resolver " + server.hostAndPort() + ")";
        Map<DnsScript, String> ways = Map.of(
                new DnsScript.NxDomain(), "NXDOMAIN for " + DB + by,
                new DnsScript.ServFail(), "SERVFAIL for " + DB + by,
                new DnsScript.Refused(), "REFUSED for " + DB + by,
                new DnsScript.NoData(), "empty answer for " + DB + ": no A record" + by,
                new DnsScript.Silence(), "no answer for " + DB + " within 700 ms" + by,
                new DnsScript.Garbage(), "malformed answer for " + DB + by,
                new DnsScript.WrongId(DnsScript.addresses("192.0.2.66")),
                        "no matching answer (3 others) for " + DB + " within 700 ms" + by,
                new DnsScript.Truncated(new DnsScript.NxDomain()), "NXDOMAIN for " + DB + by,
                new DnsScript.Truncated(new DnsScript.Garbage()),
                        "truncated answer for " + DB + ", malformed over TCP" + by,
                new DnsScript.Truncated(new DnsScript.Silence()),
                        "truncated answer for " + DB + ", and over TCP no answer from " + server.hostAndPort()
                                + " within 700 ms (connected, no response)" + by);
        ways.forEach((script, message) -> {
            server.answer(DB, script);
            Instant before = network.clock().instant();

            assertThat(network.probe(ask("A", server), Network.TIMEOUT))
                    .as("%s", script)
                    .isEqualTo(ProbeResult.failing(message));
            assertThat(network.probe(ask("A"), Network.TIMEOUT))
                    .as("%s", script)
                    .isEqualTo(ProbeResult.failing(message));

            assertThat(Duration.between(before, network.clock().instant()))
                    .as("%s", script)
                    .isLessThan(Network.TIMEOUT.multipliedBy(2).plus(Network.GRACE));
        });
    }

    @Test
    void saysThatNoResolverListens() {
        server.stop();

        assertThat(network.probe(ask("A", server)).message())
                .isEqualTo("resolver cannot be reached for " + DB + ": connection refused (resolver "
                        + server.hostAndPort() + ")");
    }

    @Test
    void comesBackOverTcpWhenTruncated() {
        server.answer(DB, new DnsScript.Truncated(DnsScript.addresses("192.0.2.1")));

        assertThat(network.probe(ask("A", server))).isEqualTo(ProbeResult.PASSING);
        assertThat(server.queries(DB)).isEqualTo(2);
    }

    @Test
    void followsAliases() throws IOException {
        Name alias = Name.fromString(DB + ".");
        server.answer(
                DB,
                new DnsScript.Records(
                        List.of(new CNAMERecord(alias, DClass.IN, 5, Name.fromString("real.example.net.")))));

        assertThat(network.probe(ask("A", server)).message())
                .startsWith("empty answer for " + DB + ": no A record behind its alias");
        assertThat(network.probe(ask("CNAME", server))).isEqualTo(ProbeResult.PASSING);
        assertThat(network.probe(new DnsProbe(DB, "CNAME", List.of(server.address()), List.of("REAL.example.net"))))
                .isEqualTo(ProbeResult.PASSING);
    }

    @Test
    void wantsEveryExpectedValue() throws IOException {
        server.answer(DB, DnsScript.addresses("192.0.2.1", "192.0.2.2", "2001:db8::1"));
        server.answer(
                "txt.example.com",
                new DnsScript.Records(List.of(
                        new TXTRecord(Name.fromString("txt.example.com."), DClass.IN, 5, List.of("v=1 ", "on")))));

        assertThat(network.probe(expecting("A", "192.0.2.2", "192.0.2.1"))).isEqualTo(ProbeResult.PASSING);
        assertThat(network.probe(expecting("AAAA", "2001:DB8:0::1"))).isEqualTo(ProbeResult.PASSING);
        assertThat(network.probe(expecting("A", "192.0.2.1", "192.0.2.3")))
                .isEqualTo(ProbeResult.failing("answer for " + DB + " lacks 192.0.2.3"));
        assertThat(network.probe(new DnsProbe("txt.example.com", "TXT", List.of(server.address()), List.of("v=1 on"))))
                .isEqualTo(ProbeResult.PASSING);
    }

    @Test
    void oneResolverOfSeveralIsEnough() {
        server.answer(DB, DnsScript.silence());
        other.answer(DB, DnsScript.addresses("192.0.2.1"));
        assertThat(network.probe(ask("A", server, other))).isEqualTo(ProbeResult.PASSING);

        other.answer(DB, new DnsScript.ServFail());
        assertThat(network.probe(ask("A", server, other), Network.TIMEOUT).message())
                .as("the first one's")
                .startsWith("no answer for " + DB)
                .contains(server.hostAndPort());
        assertThat(network.probe(ask("A", other, server), Network.TIMEOUT).message())
                .startsWith("SERVFAIL");
    }

    @Test
    void theSystemsResolversAreAskedInOrder() {
        network.resolvers(server.hostAndPort(), other.hostAndPort());
        other.answer(DB, DnsScript.addresses("192.0.2.1"));

        server.answer(DB, DnsScript.silence());
        assertThat(network.probe(ask("A"), Duration.ofSeconds(3))).isEqualTo(ProbeResult.PASSING);
        server.answer(DB, new DnsScript.ServFail());
        assertThat(network.probe(ask("A"))).isEqualTo(ProbeResult.PASSING);
        server.answer(DB, DnsScript.nxDomain());
        assertThat(network.probe(ask("A")).message()).as("it knows").startsWith("NXDOMAIN");
    }

    @Test
    void oneLostPacketIsNoFailure() throws IOException {
        try (DatagramSocket lossy = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"))) {
            Thread.ofVirtual().start(() -> answerEverySecond(lossy));
            DnsProbe probe = new DnsProbe(
                    DB, "A", List.of(new InetSocketAddress(lossy.getLocalAddress(), lossy.getLocalPort())), List.of());

            assertThat(network.probe(probe, Duration.ofSeconds(3)).message()).startsWith("NXDOMAIN");
        }
    }

    /** Drops the first query and says NXDOMAIN to the next. */
    private static void answerEverySecond(DatagramSocket socket) {
        try {
            DatagramPacket packet = new DatagramPacket(new byte[512], 512);
            socket.receive(packet);
            socket.receive(packet);
            byte[] reply = Arrays.copyOf(packet.getData(), packet.getLength());
            reply[2] |= (byte) 0x80;
            reply[3] = (byte) 0x83;
            socket.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
        } catch (IOException e) {
            // The test's assertion says what is missing then.
        }
    }

    @Test
    void deniedResolversAreNeverAsked() {
        ProbeAttempt strict = network.attempt(AddressPolicy.of(AddressPolicy.DEFAULT_DENIED, List.of()));

        assertThat(strict.run(ask("A", server), Network.PATIENCE))
                .isEqualTo(ProbeResult.unknown("127.0.0.1 is denied"));
        assertThat(server.queries()).isZero();
        assertThat(strict.run(ask("A"), Network.PATIENCE))
                .as("the system's own resolver on loopback is usual")
                .isEqualTo(ProbeResult.PASSING);
    }

    @Test
    void namesOfHttpHostsAreSearchedAsTheSystemDoes() throws AttemptFailed {
        server.answer("db.test.internal", DnsScript.addresses("192.0.2.7"));
        Deadline deadline = Deadline.in(network.clock(), Network.PATIENCE);

        assertThat(network.names().addresses("db", deadline)).containsExactly(InetAddress.ofLiteral("192.0.2.7"));
        assertThat(network.names().addresses(DB, deadline))
                .containsExactly(InetAddress.ofLiteral("192.0.2.1"), InetAddress.ofLiteral("2001:db8::1"));
    }

    private static DnsProbe ask(String type, ScriptedDnsServer... servers) {
        return new DnsProbe(
                DB, type, Arrays.stream(servers).map(ScriptedDnsServer::address).toList(), List.of());
    }

    private DnsProbe expecting(String type, String... values) {
        return new DnsProbe(DB, type, List.of(server.address()), List.of(values));
    }
}
