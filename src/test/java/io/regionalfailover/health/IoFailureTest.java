package io.regionalfailover.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.decision.Outcome;
import java.io.EOFException;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.security.cert.CertificateExpiredException;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class IoFailureTest {

    private final ManualTime time = new ManualTime();

    @Test
    void ownShortagesSayNothingAboutThePeer() throws AttemptFailed {
        for (IOException failure : new IOException[] {
            new BindException("Cannot assign requested address"),
            new SocketException("Too many open files"),
            new SocketException("No buffer space available"),
            new IOException("Operation not permitted")
        }) {
            assertThat(of(failure).outcome()).as("%s", failure).isEqualTo(Outcome.UNKNOWN);
            assertThat(of(failure).message()).startsWith("the operator's host has no socket to give: ");
        }
    }

    @Test
    void peersFaultsAreNamed() throws AttemptFailed {
        Map<IOException, String> sentences = Map.of(
                new ConnectException("Connection refused"),
                "connection refused by 198.51.100.10:443",
                new NoRouteToHostException("No route to host"),
                "no route to 198.51.100.10:443",
                new SocketException("Connection reset"),
                "connection reset by 198.51.100.10:443 (not connected)",
                new EOFException(),
                "connection closed by 198.51.100.10:443 (not connected)",
                new SocketException("Network is unreachable"),
                "Network is unreachable: 198.51.100.10:443",
                new SSLException("bad\nrecord"),
                "TLS connection with 198.51.100.10:443 failed: bad record",
                expired(),
                "certificate of 198.51.100.10:443 has expired: NotAfter: yesterday");
        sentences.forEach((failure, sentence) -> {
            try {
                assertThat(of(failure)).as("%s", failure).isEqualTo(ProbeResult.failing(sentence));
            } catch (AttemptFailed e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void afterTheDeadlineItIsTheTimeThatFailed() throws AttemptFailed {
        try (GuardedSocket socket = socket()) {
            time.advance(Duration.ofSeconds(2));

            assertThat(IoFailure.of(new SocketException("Socket closed"), socket))
                    .isEqualTo(ProbeResult.failing("no answer from 198.51.100.10:443 within 2 s (not connected)"));
        }
    }

    private ProbeResult of(IOException failure) throws AttemptFailed {
        try (GuardedSocket socket = socket()) {
            return IoFailure.of(failure, socket);
        }
    }

    private GuardedSocket socket() throws AttemptFailed {
        InetSocketAddress peer = new InetSocketAddress(InetAddress.ofLiteral("198.51.100.10"), 443);
        return new GuardedSocket(peer, Deadline.in(time, Duration.ofSeconds(2)), time);
    }

    private static SSLException expired() {
        SSLException failure = new SSLHandshakeException("PKIX path validation failed");
        failure.initCause(new CertificateExpiredException("NotAfter: yesterday"));
        return failure;
    }
}
