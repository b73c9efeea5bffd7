package io.regionalfailover.dns.embedded;

import static io.regionalfailover.dns.embedded.SampleZone.APEX;
import static io.regionalfailover.dns.embedded.SampleZone.creations;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.regionalfailover.dns.embedded.Responder.Transport;
import io.regionalfailover.testing.dns.DebianTools;
import io.regionalfailover.testing.process.FreePort;
import io.regionalfailover.testing.process.TiedProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Message;
import org.xbill.DNS.Section;

/** The same zone and the same questions at BIND and at our server: the same answers, byte for byte where it matters. */
class AsBindAnswersIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final List<String> QUESTIONS = List.of(
            "www.example.com A",
            "www.example.com A +rd",
            "www.example.com A +cd",
            "www.example.com A +edns=1232",
            "www.example.com A +edns=4096 +do",
            "www.example.com A +edns=100",
            "www.example.com AAAA",
            "www.example.com TYPE65",
            "www.example.com TYPE999",
            "dual.example.com AAAA",
            "many.example.com A",
            "two.example.com TXT",
            "_failover.www.example.com TXT",
            "deep.example.com A",
            "b.deep.example.com AAAA",
            "nobody.example.com A",
            "nobody.example.com A +edns=1232 +do",
            "x.y.z.example.com MX",
            "x.www.example.com A",
            "example.com A",
            "example.com SOA",
            "example.com NS",
            "example.com MX",
            "example.com DNSKEY",
            "ns1.example.com A",
            "ns1.example.com AAAA",
            "ns1.example.com TXT",
            "www.example.com ANY",
            "nobody.example.com ANY",
            "deep.example.com ANY",
            "alias.example.com A",
            "alias.example.com CNAME",
            "alias.example.com TXT",
            "alias.example.com ANY",
            "chain.example.com A",
            "chain.example.com AAAA",
            "dangling.example.com A",
            "out.example.com A",
            "any.wild.example.com A",
            "x.y.wild.example.com A",
            "any.wild.example.com AAAA",
            "*.wild.example.com A",
            "host.wild.example.com A",
            "host.wild.example.com TXT",
            "x.host.wild.example.com A",
            "wild.example.com A",
            "x.walias.example.com A",
            "x.walias.example.com AAAA",
            "example.net A",
            "www.example.net A +edns=1232",
            "com A",
            ". NS",
            "notexample.com A",
            "www.example.com A +class=3",
            "www.example.com A +opcode=2",
            "www.example.com A +opcode=1",
            "www.example.com TYPE254",
            "www.example.com TYPE253",
            "www.example.com TYPE200",
            "www.example.com A +edns=1232 +version=1",
            "middle.example.com TXT",
            "middle.example.com TXT +edns=1232",
            "big.example.com TXT",
            "big.example.com TXT +edns=1232");

    private static final String CUT = "NOERROR qr aa tc | | | |";

    /** BIND answers over TCP what it calls broken over UDP. */
    private static final List<String> ONLY_TCP = List.of("example.com AXFR");

    @TempDir
    private static Path folder;

    private static TiedProcess bind;
    private static EmbeddedDns ours;
    private static int bindPort;

    @BeforeAll
    static void start() throws IOException {
        DebianTools tools = DebianTools.orSkip();
        ours = new EmbeddedDns(
                new EmbeddedDns.Options(
                        Optional.of(InetAddress.getLoopbackAddress()), 0, folder.resolve("state"), "", 0),
                InstantSource.system(),
                System::nanoTime,
                () -> Instant.ofEpochSecond(2_025),
                Executors.newSingleThreadScheduledExecutor(),
                new Told());
        ours.declare(APEX, SampleZone.SERVERS);
        ours.provider(APEX).apply(creations(SampleZone.sets()), "");
        bindPort = FreePort.on("127.0.0.1");
        Files.writeString(folder.resolve("example.com"), SampleZone.masterFile(2_026));
        Files.writeString(folder.resolve("named.conf"), """
                options {
                  directory "%1$s";
                  pid-file none;
                  session-keyfile "%1$s/session.key";
                  listen-on port %2$d { 127.0.0.1; };
                  listen-on-v6 { none; };
                  recursion no;
                  allow-transfer { none; };
                  notify no;
                  minimal-responses yes;
                  minimal-any yes;
                  max-udp-size 1232;
                  dnssec-validation no;
                  answer-cookie no;
                };
                controls { };
                zone "example.com" { type primary; file "%1$s/example.com"; check-names ignore; };
                """.formatted(folder, bindPort));
        bind = tools.command(
                        folder.resolve("named.log"),
                        "usr/sbin/named",
                        "-g",
                        "-n",
                        "1",
                        "-c",
                        folder.resolve("named.conf").toString())
                .start();
        await("BIND answers").atMost(PATIENCE).until(AsBindAnswersIT::answers);
    }

    private static boolean answers() {
        if (!bind.isAlive()) {
            throw new IllegalStateException("BIND ended:\n" + bind.logTail(20));
        }
        try {
            return !ask(bindPort, "example.com SOA", Transport.UDP)
                    .getSection(Section.ANSWER)
                    .isEmpty();
        } catch (IOException notYet) {
            return false;
        }
    }

    @AfterAll
    static void stop() {
        if (bind != null) {
            ours.close();
            bind.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> overUdp() {
        return QUESTIONS.stream()
                .map(question -> DynamicTest.dynamicTest(question, () -> same(question, Transport.UDP)));
    }

    @TestFactory
    Stream<DynamicTest> overTcp() {
        return Stream.concat(QUESTIONS.stream(), ONLY_TCP.stream())
                .map(question -> DynamicTest.dynamicTest(question, () -> same(question, Transport.TCP)));
    }

    private static void same(String question, Transport transport) throws IOException {
        int port = ours.address().map(InetSocketAddress::getPort).orElseThrow();
        Message answer = ask(port, question, transport);
        Message expected = ask(bindPort, question, transport);
        boolean longAnswer =
                10 * expected.toWire().length > 24 * Asking.message(question).toWire().length;
        if (transport == Transport.UDP && longAnswer) {
            // To whoever has not proven its address not more than three times as much is sent as it sent.
            assertThat(told(answer))
                    .isIn(
                            told(expected),
                            told(expected).replaceFirst("\\|[^|]*\\|( edns)?$", "| |$1"),
                            CUT,
                            CUT + " edns");
        } else {
            assertThat(told(answer)).isEqualTo(told(expected));
        }
    }

    /** What stands in an answer that is cut off counts for nobody (RFC 2181, 9): BIND sends some of it, we send none. */
    private static String told(Message answer) {
        return Asking.line(answer).replaceFirst(" tc \\|[^|]*\\|", " tc | |");
    }

    private static Message ask(int port, String question, Transport transport) throws IOException {
        return Asking.exchange(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port), Asking.message(question), transport);
    }
}
