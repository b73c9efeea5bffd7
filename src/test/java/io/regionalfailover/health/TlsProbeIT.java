package io.regionalfailover.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.testing.http.HttpScript;
import io.regionalfailover.testing.http.ScriptedHttpEndpoint;
import io.regionalfailover.testing.http.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsProbeIT {

    private static final TestCertificate CERTIFICATE = TestCertificate.selfSigned("dns:checkout.example.com");
    private static ScriptedHttpEndpoint endpoint;

    private Network network;

    @BeforeAll
    static void startEndpoint() {
        endpoint = ScriptedHttpEndpoint.startTls(CERTIFICATE);
    }

    @AfterAll
    static void stopEndpoint() {
        endpoint.close();
    }

    @BeforeEach
    void start(@TempDir Path folder) {
        endpoint.script(HttpScript.ok());
        network = new Network(folder);
    }

    @AfterEach
    void stop() {
        network.close();
    }

    @Test
    void passesWhenTheCertificateIsTrustedAndForTheHost() {
        HttpProbe probe = https(Optional.of("checkout.example.com"), false, Optional.of(CERTIFICATE.pem()));

        assertThat(network.probe(probe)).isEqualTo(ProbeResult.PASSING);
        assertThat(network.probe(probe)).as("a second, full handshake").isEqualTo(ProbeResult.PASSING);
        assertThat(endpoint.requests().getLast().header("host")).contains("checkout.example.com");
    }

    @Test
    void refusesAnUnknownIssuerAndAnotherName() {
        assertThat(network.probe(https(Optional.of("checkout.example.com"), false, Optional.empty())))
                .isEqualTo(ProbeResult.failing(
                        "certificate is not trusted: no known issuer (127.0.0.1:" + endpoint.port() + ")"));
        assertThat(network.probe(https(Optional.of("other.example.com"), false, Optional.of(CERTIFICATE.pem())))
                        .message())
                .startsWith("certificate is not trusted: No subject alternative DNS name matching other.example.com");
        assertThat(network.probe(https(Optional.empty(), false, Optional.of(CERTIFICATE.pem())))
                        .message())
                .as("by the address in the URL")
                .startsWith("certificate is not trusted:");
    }

    @Test
    void skipsVerificationOnlyWhenTold() {
        assertThat(network.probe(https(Optional.empty(), true, Optional.empty())))
                .isEqualTo(ProbeResult.PASSING);
    }

    @Test
    void cannotTellWithoutReadableTrust() {
        assertThat(network.probe(https(Optional.empty(), false, Optional.of("no certificate"))))
                .isEqualTo(ProbeResult.unknown("the trusted certificates given for this check cannot be read"));
    }

    @Test
    void theHandshakeIsInsideTheTimeout() {
        endpoint.script(new HttpScript.HangAfterAccept());
        Instant before = network.clock().instant();

        assertThat(network.probe(https(Optional.empty(), true, Optional.empty()), Network.TIMEOUT)
                        .message())
                .endsWith("within 700 ms (connected, TLS handshake unfinished)");

        assertThat(Duration.between(before, network.clock().instant())).isLessThan(Network.TIMEOUT.plus(Network.GRACE));
    }

    @Test
    void aHandshakeThatDripsIsInsideTheTimeout() throws IOException {
        // A record of 16 KiB is announced, and comes byte by byte: no single read ever waits long.
        try (ServerSocket server = listen()) {
            Thread.ofVirtual().start(() -> drip(server, new byte[] {0x16, 3, 3, 0x40, 0}));
            Instant before = network.clock().instant();

            assertThat(network.probe(tcp(server, Tls.DEFAULT), Network.TIMEOUT).message())
                    .endsWith("within 700 ms (connected, TLS handshake unfinished)");

            assertThat(Duration.between(before, network.clock().instant()))
                    .isLessThan(Network.TIMEOUT.plus(Network.GRACE));
        }
    }

    @Test
    void saysThatPlainTextIsNoTls() throws IOException {
        try (ServerSocket server = listen()) {
            Thread.ofVirtual()
                    .start(() -> drip(server, "220 mail.example.com ready\r\n".getBytes(StandardCharsets.US_ASCII)));

            assertThat(network.probe(tcp(server, Tls.DEFAULT)).message())
                    .startsWith("TLS handshake with 127.0.0.1:" + server.getLocalPort() + " failed: ");
        }
    }

    /** Sends some bytes at once, then zeroes one by one for as long as somebody takes them. */
    private static void drip(ServerSocket server, byte[] first) {
        try (Socket client = server.accept()) {
            client.getOutputStream().write(first);
            client.setSoTimeout(50);
            while (true) {
                client.getOutputStream().write(0);
                try {
                    client.getInputStream().skipNBytes(Long.MAX_VALUE);
                } catch (SocketTimeoutException e) {
                    // The client still listens.
                }
            }
        } catch (IOException e) {
            // The client has left.
        }
    }

    private static ServerSocket listen() throws IOException {
        return new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"));
    }

    private static TcpProbe tcp(ServerSocket server, Tls tls) {
        return new TcpProbe("127.0.0.1", server.getLocalPort(), Optional.of(tls));
    }

    @Test
    void aTcpProbeMayAskForTls() {
        Tls strict = new Tls(false, Optional.of("checkout.example.com"), Optional.of(CERTIFICATE.pem()));

        assertThat(network.probe(new TcpProbe("127.0.0.1", endpoint.port(), Optional.of(strict))))
                .isEqualTo(ProbeResult.PASSING);
        assertThat(network.probe(new TcpProbe("127.0.0.1", endpoint.port(), Optional.of(Tls.DEFAULT)))
                        .message())
                .startsWith("certificate is not trusted:");
    }

    private static HttpProbe https(Optional<String> host, boolean insecure, Optional<String> caPem) {
        return new HttpProbe(
                URI.create(endpoint.url("/")), host, "GET", List.of(), Optional.empty(), Map.of(), insecure, caPem);
    }
}
