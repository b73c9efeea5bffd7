package io.regionalfailover.dns.embedded;

import static io.regionalfailover.dns.embedded.SampleZone.APEX;
import static io.regionalfailover.dns.embedded.SampleZone.creations;
import static io.regionalfailover.dns.embedded.SampleZone.deletions;
import static io.regionalfailover.dns.embedded.SampleZone.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.regionalfailover.dns.Change;
import io.regionalfailover.dns.DnsProvider;
import io.regionalfailover.dns.RecordSet;
import io.regionalfailover.dns.embedded.Responder.Transport;
import io.regionalfailover.testing.dns.DebianTools;
import io.regionalfailover.testing.process.TiedProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Message;
import org.xbill.DNS.Section;

/** A resolver of others in front of our server: it resolves, remembers for the TTL, and turns. */
class BehindUnboundIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final int TTL = 3;
    private static final RecordSet EAST = plain("turning.example.com", "A", TTL, "192.0.2.101");
    private static final RecordSet WEST = plain("turning.example.com", "A", TTL, "192.0.2.102");

    @TempDir
    private static Path folder;

    private static final ScheduledExecutorService TIMER = Executors.newSingleThreadScheduledExecutor();
    private static TiedProcess unbound;
    private static EmbeddedDns ours;
    private static DnsProvider zone;
    private static InetSocketAddress resolver;

    @BeforeAll
    static void start() throws IOException {
        DebianTools tools = DebianTools.orSkip();
        ours = new EmbeddedDns(
                new EmbeddedDns.Options(Optional.of(LOOPBACK), 0, folder.resolve("state"), "", 0),
                InstantSource.system(),
                InstantSource.system(),
                TIMER,
                new Told());
        ours.declare(APEX, SampleZone.SERVERS);
        zone = ours.provider(APEX);
        zone.apply(creations(SampleZone.sets()), "");
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, LOOPBACK)) {
            port = free.getLocalPort();
        }
        resolver = new InetSocketAddress(LOOPBACK, port);
        Files.writeString(folder.resolve("unbound.conf"), """
                server:
                  directory: "%1$s"
                  chroot: ""
                  username: ""
                  pidfile: ""
                  use-syslog: no
                  do-daemonize: no
                  num-threads: 1
                  interface: 127.0.0.1@%2$d
                  do-not-query-localhost: no
                  module-config: "iterator"
                  use-caps-for-id: yes
                  qname-minimisation: yes
                  qname-minimisation-strict: yes
                  harden-below-nxdomain: yes
                  minimal-responses: yes
                remote-control:
                  control-enable: no
                stub-zone:
                  name: "example.com"
                  stub-addr: 127.0.0.1@%3$d
                """.formatted(
                folder, port, ours.address().map(InetSocketAddress::getPort).orElseThrow()));
        unbound = tools.command(
                        folder.resolve("unbound.log"),
                        "usr/sbin/unbound",
                        "-d",
                        "-c",
                        folder.resolve("unbound.conf").toString())
                .start();
        await("unbound answers").atMost(PATIENCE).until(BehindUnboundIT::answers);
    }

    private static boolean answers() {
        if (!unbound.isAlive()) {
            throw new IllegalStateException("unbound ended:\n" + unbound.logTail(20));
        }
        try {
            return !ask("www.example.com A").getSection(Section.ANSWER).isEmpty();
        } catch (IOException notYet) {
            return false;
        }
    }

    @AfterAll
    static void stop() {
        TIMER.shutdownNow();
        if (unbound != null) {
            ours.close();
            unbound.close();
        }
    }

    private static Message ask(String question) throws IOException {
        return Asking.exchange(resolver, Asking.message(question + " +rd"), Transport.TCP);
    }

    private static String line(String question) throws IOException {
        return Asking.line(ask(question)).replaceAll("([a-z]\\.) [0-9]+ ", "$1 ");
    }

    @Test
    void itResolvesAllThatAZoneHas() throws IOException {
        assertThat(line("dual.example.com AAAA")).contains("dual.example.com. AAAA 2001:db8:0:0:0:0:0:2");
        assertThat(line("chain.example.com A")).contains("www.example.com. A 192.0.2.1");
        assertThat(line("a.b.deep.example.com A")).contains("a.b.deep.example.com. A 192.0.2.6");
        assertThat(line("x.y.wild.example.com A")).contains("x.y.wild.example.com. A 192.0.2.9");
        assertThat(line("www.example.com AAAA")).startsWith("NOERROR qr rd ra | | example.com. SOA");
        assertThat(line("nobody.example.com A")).startsWith("NXDOMAIN qr rd ra | | example.com. SOA");
        assertThat(ask("big.example.com TXT").getSection(Section.ANSWER)).hasSize(20);
    }

    @Test
    void itRemembersForTheTtlAndTurns() throws IOException {
        assertThat(zone.apply(creations(List.of(EAST)), "")).isInstanceOf(DnsProvider.ApplyResult.Applied.class);
        assertThat(line("turning.example.com A")).contains("192.0.2.101");
        List<Change> shift = new ArrayList<>(deletions(List.of(EAST)));
        shift.addAll(creations(List.of(WEST)));
        assertThat(zone.apply(shift, "")).isInstanceOf(DnsProvider.ApplyResult.Applied.class);

        assertThat(line("turning.example.com A"))
                .as("asked within the TTL it does not ask us")
                .contains("192.0.2.101");
        await("it turns when the TTL is over")
                .atMost(Duration.ofSeconds(TTL + 2))
                .until(() -> line("turning.example.com A").contains("192.0.2.102"));
    }
}
