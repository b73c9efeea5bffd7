package io.regionalfailover.dns.embedded;

import static io.regionalfailover.dns.embedded.SampleZone.APEX;
import static io.regionalfailover.dns.embedded.SampleZone.creations;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.regionalfailover.dns.embedded.Responder.Transport;
import io.regionalfailover.simulation.engine.VirtualTime;
import io.regionalfailover.testing.process.FreePort;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Message;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;

/** The server on real sockets of loopback. */
class EmbeddedDnsIT {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final int SOON_MILLIS = 10_000;

    @TempDir
    private Path folder;

    private final int port = FreePort.on("127.0.0.1");
    private final VirtualTime time = new VirtualTime(Instant.EPOCH);
    private final Told told = new Told();
    private EmbeddedDns dns;

    @BeforeEach
    void start() {
        dns = server();
        assertThat(dns.address()).as("no port is opened before there is a zone").isEmpty();
        assertThat(dns.declare(APEX, SampleZone.SERVERS)).isEmpty();
        dns.provider(APEX).apply(creations(SampleZone.sets()), "");
    }

    @AfterEach
    void stop() {
        dns.close();
    }

    private EmbeddedDns server() {
        return new EmbeddedDns(
                new EmbeddedDns.Options(Optional.of(LOOPBACK), port, folder, "", 0),
                time,
                System::nanoTime,
                InstantSource.system(),
                time,
                told);
    }

    private InetSocketAddress address() {
        return dns.address().orElseThrow();
    }

    @Test
    void aClientOfOthersFallsBackToTcpWhereAnAnswerIsTooLong() throws IOException {
        SimpleResolver client = new SimpleResolver(address());
        client.setTimeout(Duration.ofMillis(SOON_MILLIS));
        assertThat(Asking.line(client.send(Asking.message("www.example.com A +rd"))))
                .isEqualTo("NOERROR qr aa rd | www.example.com. 30 A 192.0.2.1 | | | edns");
        client.setIgnoreTruncation(true);
        assertThat(Asking.line(client.send(Asking.message("big.example.com TXT"))))
                .isEqualTo("NOERROR qr aa tc | | | | edns");
        client.setIgnoreTruncation(false);
        assertThat(client.send(Asking.message("big.example.com TXT")).getSection(Section.ANSWER))
                .hasSize(20);
    }

    @Test
    void manyQuestionsOnOneConnectionAreAnsweredInOrder() throws IOException {
        try (Socket socket = connect()) {
            for (int i = 0; i < 100; i++) {
                Message question = Asking.message((i % 2 == 0 ? "www" : "dual") + ".example.com A");
                question.getHeader().setID(i);
                Asking.send(socket, question.toWire());
            }
            for (int i = 0; i < 100; i++) {
                Message answer = Asking.receive(socket);
                assertThat(answer.getHeader().getID()).isEqualTo(i);
                assertThat(Asking.line(answer)).contains(i % 2 == 0 ? "192.0.2.1" : "192.0.2.2");
            }
        }
    }

    @Test
    void messagesMayComeByteByByte() throws IOException {
        try (Socket socket = connect()) {
            byte[] wire = Asking.message("www.example.com A").toWire();
            socket.getOutputStream().write(0);
            socket.getOutputStream().write(wire.length);
            for (byte one : wire) {
                socket.getOutputStream().write(one);
                socket.getOutputStream().flush();
            }
            assertThat(Asking.line(Asking.receive(socket))).contains("192.0.2.1");
        }
    }

    @Test
    void whoDripsOrKeepsSilentIsCutOff() throws IOException {
        try (Socket silent = connect();
                Socket dripping = connect()) {
            exchange(dripping);
            exchange(silent);
            dripping.getOutputStream().write(new byte[] {0, 40, 1});
            time.advance(Duration.ofSeconds(9));
            exchange(silent);
            time.advance(Duration.ofSeconds(2));
            assertThat(dripping.getInputStream().read()).isEqualTo(-1);
            exchange(silent);
            time.advance(Duration.ofSeconds(11));
            assertThat(silent.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void whoComesLaterGetsInThoughManyHoldConnections() throws IOException {
        List<Socket> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 400; i++) {
                idle.add(connect());
                time.advance(Duration.ofMillis(1));
            }
            try (Socket late = connect()) {
                exchange(late);
            }
            await("the oldest gives way").until(() -> {
                idle.getFirst().setSoTimeout(1);
                return idle.getFirst().getInputStream().read() == -1;
            });
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }

    @Test
    void garbageEndsTheConnectionAndNothingElse() throws IOException {
        Random random = new Random(5);
        try (DatagramSocket udp = new DatagramSocket()) {
            for (int i = 0; i < 500; i++) {
                byte[] noise = new byte[random.nextInt(2_000)];
                random.nextBytes(noise);
                udp.send(new DatagramPacket(noise, noise.length, address()));
            }
        }
        try (Socket socket = connect()) {
            Asking.send(socket, new byte[] {1, 2, 3});
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        try (Socket socket = connect()) {
            exchange(socket);
        }
        assertThat(Asking.line(Asking.exchange(address(), Asking.message("www.example.com A"), Transport.UDP)))
                .contains("192.0.2.1");
    }

    @Test
    void whatWasOnDiskIsAnsweredFromTheStartAndOnTheSamePort() throws IOException {
        dns.close();
        dns = server();
        dns.start();
        assertThat(told.troubles).isEmpty();
        assertThat(Asking.line(Asking.exchange(
                        new InetSocketAddress(LOOPBACK, port), Asking.message("www.example.com A"), Transport.TCP)))
                .contains("192.0.2.1");
        assertThat(told.infos).anyMatch(line -> line.contains("answers on port " + port));
    }

    @Test
    void whoIsClosedHasLeftItsPort() throws IOException {
        for (int i = 0; i < 100; i++) {
            dns.close();
            new ServerSocket(port, 1, LOOPBACK).close();
            dns = server();
            dns.start();
            assertThat(told.troubles).isEmpty();
        }
    }

    @Test
    void aPortThatIsTakenIsSaidOnceAndTriedAgain() throws IOException {
        dns.close();
        try (ServerSocket taken = new ServerSocket(port, 1, LOOPBACK)) {
            dns = server();
            dns.start();
            for (int i = 0; i < 3; i++) {
                assertThat(dns.declare(APEX, SampleZone.SERVERS))
                        .hasValueSatisfying(sentence -> assertThat(sentence)
                                .contains("cannot listen on port " + port, "regional-failover.dns.embedded.port"));
            }
            assertThat(told.troubles).hasSize(1);
            assertThat(dns.address()).isEmpty();
        }
        await("the port can be had")
                .until(() -> dns.declare(APEX, SampleZone.SERVERS).isEmpty());
        assertThat(address().getPort()).isEqualTo(port);
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(LOOPBACK, address().getPort());
        socket.setSoTimeout(SOON_MILLIS);
        socket.setTcpNoDelay(true);
        return socket;
    }

    private static void exchange(Socket socket) throws IOException {
        Asking.send(socket, Asking.message("www.example.com A").toWire());
        assertThat(Asking.line(Asking.receive(socket))).contains("192.0.2.1");
    }
}
