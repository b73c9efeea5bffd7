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
import io.regionalfailover.testing.process.FreePort;
import io.regionalfailover.testing.process.TiedProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xbill.DNS.Message;
import org.xbill.DNS.Section;

/** Resolvers of others in front of our server: they resolve, remember for the TTL, and turn. */
class BehindResolversIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final int TTL = 3;

    @TempDir
    private static Path folder;

    private static EmbeddedDns ours;
    private static DnsProvider zone;
    private static final Map<String, Resolver> RESOLVERS = new LinkedHashMap<>();

    private record Resolver(InetSocketAddress address, TiedProcess process) {
        private boolean answers() {
            if (!process.isAlive()) {
                throw new IllegalStateException("a resolver ended:\n" + process.logTail(20));
            }
            try {
                return !ask(address, "www.example.com A")
                        .getSection(Section.ANSWER)
                        .isEmpty();
            } catch (IOException notYet) {
                return false;
            }
        }
    }

    @BeforeAll
    static void start() throws IOException {
        DebianTools tools = DebianTools.orSkip();
        ours = new EmbeddedDns(
                new EmbeddedDns.Options(Optional.of(LOOPBACK), 0, folder.resolve("state"), "", 0),
                InstantSource.system(),
                System::nanoTime,
                InstantSource.system(),
                Executors.newSingleThreadScheduledExecutor(),
                new Told());
        ours.declare(APEX, SampleZone.SERVERS);
        zone = ours.provider(APEX);
        zone.apply(creations(SampleZone.sets()), "");
        RESOLVERS.put("unbound", unbound(tools));
        RESOLVERS.put("BIND", bind(tools));
        RESOLVERS.forEach(
                (name, resolver) -> await(name + " answers").atMost(PATIENCE).until(resolver::answers));
    }

    private static int ownPort() {
        return ours.address().map(InetSocketAddress::getPort).orElseThrow();
    }

    private static Resolver unbound(DebianTools tools) throws IOException {
        int port = FreePort.on("127.0.0.1");
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
                """.formatted(folder, port, ownPort()));
        return started(
                port,
                tools.command(
                        folder.resolve("unbound.log"),
                        "usr/sbin/unbound",
                        "-d",
                        "-c",
                        folder.resolve("unbound.conf").toString()));
    }

    /** It sends cookies by itself. */
    private static Resolver bind(DebianTools tools) throws IOException {
        int port = FreePort.on("127.0.0.1");
        Files.writeString(folder.resolve("named.conf"), """
                options {
                  directory "%1$s";
                  pid-file none;
                  session-keyfile "%1$s/session.key";
                  listen-on port %2$d { 127.0.0.1; };
                  listen-on-v6 { none; };
                  recursion yes;
                  dnssec-validation no;
                  empty-zones-enable no;
                };
                controls { };
                zone "example.com" { type forward; forward only; forwarders port %3$d { 127.0.0.1; }; };
                """.formatted(folder, port, ownPort()));
        return started(
                port,
                tools.command(
                        folder.resolve("named.log"),
                        "usr/sbin/named",
                        "-g",
                        "-n",
                        "1",
                        "-c",
                        folder.resolve("named.conf").toString()));
    }

    private static Resolver started(int port, TiedProcess.Command command) {
        return new Resolver(new InetSocketAddress(LOOPBACK, port), command.start());
    }

    @AfterAll
    static void stop() {
        RESOLVERS.values().forEach(resolver -> resolver.process().close());
        if (ours != null) {
            ours.close();
        }
    }

    private static Message ask(InetSocketAddress resolver, String question) throws IOException {
        return Asking.exchange(resolver, Asking.message(question + " +rd"), Transport.TCP);
    }

    private static String line(String resolver, String question) throws IOException {
        return Asking.line(ask(address(resolver), question)).replaceAll("([a-z]\\.) [0-9]+ ", "$1 ");
    }

    private static InetSocketAddress address(String resolver) {
        return Optional.ofNullable(RESOLVERS.get(resolver)).orElseThrow().address();
    }

    private static Stream<String> resolvers() {
        return RESOLVERS.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("resolvers")
    void itResolvesAllThatAZoneHas(String by) throws IOException {
        assertThat(line(by, "dual.example.com AAAA")).contains("dual.example.com. AAAA 2001:db8:0:0:0:0:0:2");
        assertThat(line(by, "chain.example.com A")).contains("www.example.com. A 192.0.2.1");
        assertThat(line(by, "a.b.deep.example.com A")).contains("a.b.deep.example.com. A 192.0.2.6");
        assertThat(line(by, "x.y.wild.example.com A")).contains("x.y.wild.example.com. A 192.0.2.9");
        assertThat(line(by, "www.example.com AAAA")).startsWith("NOERROR qr rd ra | | example.com. SOA");
        assertThat(line(by, "nobody.example.com A")).startsWith("NXDOMAIN qr rd ra | | example.com. SOA");
        assertThat(ask(address(by), "big.example.com TXT").getSection(Section.ANSWER))
                .hasSize(20);
    }

    @ParameterizedTest
    @MethodSource("resolvers")
    void itRemembersForTheTtlAndTurns(String by) throws IOException {
        RecordSet east = plain(by.toLowerCase(Locale.ROOT) + ".example.com", "A", TTL, "192.0.2.101");
        RecordSet west = plain(by.toLowerCase(Locale.ROOT) + ".example.com", "A", TTL, "192.0.2.102");
        assertThat(zone.apply(creations(List.of(east)), "")).isInstanceOf(DnsProvider.ApplyResult.Applied.class);
        assertThat(line(by, east.name() + " A")).contains("192.0.2.101");
        List<Change> shift = new ArrayList<>(deletions(List.of(east)));
        shift.addAll(creations(List.of(west)));
        assertThat(zone.apply(shift, "")).isInstanceOf(DnsProvider.ApplyResult.Applied.class);

        assertThat(line(by, east.name() + " A"))
                .as("asked within the TTL it does not ask us")
                .contains("192.0.2.101");
        await("it turns when the TTL is over")
                .atMost(Duration.ofSeconds(TTL + 2))
                .until(() -> line(by, east.name() + " A").contains("192.0.2.102"));
    }

    @Test
    void bindShowsItsCookie() throws IOException {
        for (int i = 0; i < 3; i++) {
            ask(address("BIND"), "x" + i + ".wild.example.com A");
        }
        assertThat(ours.counts().proven()).isPositive();
    }
}
