package io.regionalfailover.dns.rfc2136;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regionalfailover.dns.DnsName;
import io.regionalfailover.simulation.engine.VirtualTime;
import io.regionalfailover.testing.dns.DnsListener;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xbill.DNS.Message;
import org.xbill.DNS.Type;

@Timeout(60)
class DeadlineTest {
    private static final Duration EXCHANGE = Duration.ofMillis(300);

    private final ScheduledExecutorService timer = Sample.timer();

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    /** What a server does with a connection. */
    private interface Conduct {
        void with(Socket client) throws IOException;
    }

    @Test
    void aServerThatTricklesIsCutOff() {
        silent(client -> {
            client.getOutputStream().write(new byte[] {(byte) 0xff, (byte) 0xff});
            timer.scheduleAtFixedRate(() -> trickle(client), 0, 5, TimeUnit.MILLISECONDS);
            untilCutOff(client);
        });
    }

    @Test
    void aServerThatNeverAnswersIsCutOff() {
        silent(DeadlineTest::untilCutOff);
    }

    @Test
    void aLongListIsAskedToItsEnd() throws Exception {
        VirtualTime time = new VirtualTime(Instant.EPOCH);
        AtomicInteger asked = new AtomicInteger();
        DnsListener.Responder slow = query -> {
            // Once in the midst of every thousand, so that only a deadline for all of them is passed.
            if (asked.incrementAndGet() % 1_000 == 500) {
                time.advance(EXCHANGE.multipliedBy(3).dividedBy(4));
            }
            return Optional.of(query.message().toWire());
        };
        try (DnsListener server = DnsListener.open(InetAddress.getLoopbackAddress(), 0, slow)) {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
            Exchanger exchanger =
                    new Exchanger(address, new Patience(Duration.ofMinutes(1), EXCHANGE, time), Clock.systemUTC());
            Message question = ZoneReader.query(DnsName.of("www.example.com"), Type.A);
            assertThat(exchanger.ask(Sample.KEY, Collections.nCopies(3_100, question)))
                    .hasSize(3_100);
        }
        assertThat(asked).hasValue(3_100);
    }

    private static void trickle(Socket client) {
        try {
            client.getOutputStream().write(0);
        } catch (IOException e) {
            // The last one: a task that throws is not run again.
            throw new UncheckedIOException(e);
        }
    }

    private static void untilCutOff(Socket client) throws IOException {
        client.getInputStream().transferTo(OutputStream.nullOutputStream());
    }

    private void silent(Conduct conduct) {
        try (ServerSocket server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try (Socket client = server.accept()) {
                    conduct.with(client);
                } catch (IOException e) {
                    // It was cut off.
                }
            });
            InetSocketAddress address = new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
            Exchanger exchanger =
                    new Exchanger(address, new Patience(Duration.ofMinutes(10), EXCHANGE, timer), Clock.systemUTC());
            Message question = ZoneReader.query(DnsName.of("www.example.com"), Type.A);
            List<Message> many = Collections.nCopies(32, question);
            assertThatThrownBy(() -> exchanger.ask(Sample.KEY, many))
                    .isInstanceOfSatisfying(Exchanger.Silent.class, e -> {
                        assertThat(e.wasSent()).isTrue();
                        assertThat(e).hasCauseInstanceOf(SocketTimeoutException.class);
                    });
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
