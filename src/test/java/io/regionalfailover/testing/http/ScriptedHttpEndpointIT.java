package io.regionalfailover.testing.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScriptedHttpEndpointIT {

    private static final int PATIENCE_MILLIS = 200;

    private final ScriptedHttpEndpoint endpoint = ScriptedHttpEndpoint.start();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        client.shutdownNow();
        endpoint.close();
    }

    @Test
    void answersAndRemembersTheRequest() throws IOException, InterruptedException {
        endpoint.script("/healthz", HttpScript.status(503, "no"));

        assertThat(get("/").body()).isEqualTo("ok");
        HttpResponse<String> sick = client.send(
                HttpRequest.newBuilder(URI.create(endpoint.url("/healthz?deep=1")))
                        .header("X-Probe", "1")
                        .build(),
                BodyHandlers.ofString());

        assertThat(sick.statusCode()).isEqualTo(503);
        ReceivedRequest seen = endpoint.requests().getLast();
        assertThat(seen.method()).isEqualTo("GET");
        assertThat(seen.path()).isEqualTo("/healthz");
        assertThat(seen.query()).isEqualTo("deep=1");
        assertThat(seen.header("x-probe")).contains("1");
        assertThat(endpoint.requests()).hasSize(2);
    }

    @Test
    void redirects() throws IOException, InterruptedException {
        endpoint.script(HttpScript.redirect("http://192.0.2.1/"));

        HttpResponse<String> response = get("/");

        assertThat(response.statusCode()).isEqualTo(302);
        assertThat(response.headers().firstValue("Location")).contains("http://192.0.2.1/");
    }

    @Test
    void hangsInEachPhase() throws IOException {
        endpoint.script(new HttpScript.HangAfterAccept());
        assertThatThrownBy(() -> readAll(ask())).isInstanceOf(SocketTimeoutException.class);
        assertThat(endpoint.requests()).isEmpty();

        endpoint.script(new HttpScript.HangAfterRequest());
        assertThatThrownBy(() -> readAll(ask())).isInstanceOf(SocketTimeoutException.class);
        await().until(() -> endpoint.requests().size() == 1);

        endpoint.script(new HttpScript.HangAfterHead());
        try (Socket socket = ask()) {
            assertThat(socket.getInputStream().readNBytes(15)).isEqualTo(bytes("HTTP/1.1 200 OK"));
            assertThatThrownBy(() -> readAll(socket)).isInstanceOf(SocketTimeoutException.class);
        }
        await().until(() -> endpoint.openConnections() == 0);
    }

    @Test
    void drips() throws IOException {
        Duration pause = Duration.ofMillis(30);
        endpoint.script(new HttpScript.DripHead(pause));
        long start = System.nanoTime();
        try (Socket socket = ask()) {
            assertThat(socket.getInputStream().readNBytes(5)).isEqualTo(bytes("HTTP/"));
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(100));

        endpoint.script(new HttpScript.DripBody(pause));
        try (Socket socket = ask()) {
            assertThat(new String(socket.getInputStream().readNBytes(43), StandardCharsets.US_ASCII))
                    .endsWith("\r\n\r\nxxxxx");
        }
    }

    @Test
    void floods() throws IOException, InterruptedException {
        endpoint.script(new HttpScript.HugeBody(3 << 20, true));
        assertThat(get("/").body()).hasSize(3 << 20);

        endpoint.script(new HttpScript.HugeBody(Long.MAX_VALUE, false));
        try (Socket socket = ask()) {
            assertThat(socket.getInputStream().readNBytes(2 << 20)).hasSize(2 << 20);
        }
    }

    @Test
    void breaksOff() throws IOException {
        endpoint.script(new HttpScript.Reset());
        assertThatThrownBy(() -> readAll(ask())).isInstanceOf(SocketException.class);

        endpoint.script(new HttpScript.CloseAfterRequest());
        try (Socket socket = ask()) {
            assertThat(readAll(socket)).isEmpty();
        }

        endpoint.script(new HttpScript.Garbage());
        try (Socket socket = ask()) {
            assertThat(readAll(socket)).startsWith(bytes("220 "));
        }
    }

    @Test
    void refusesWhileStoppedAndComesBackOnTheSamePort() throws IOException, InterruptedException {
        endpoint.stop();
        assertThatThrownBy(() -> get("/")).isInstanceOf(ConnectException.class);

        endpoint.resume();
        assertThat(get("/").statusCode()).isEqualTo(200);
    }

    @Test
    void sharesOnePortAmongAddresses() {
        List<ScriptedHttpEndpoint> regions = ScriptedHttpEndpoint.startTogether("127.0.0.1", "127.0.0.2");
        try {
            assertThat(regions)
                    .extracting(ScriptedHttpEndpoint::port)
                    .containsOnly(regions.getFirst().port());
            assertThat(regions.get(1).url("/x"))
                    .isEqualTo("http://127.0.0.2:" + regions.getFirst().port() + "/x");
        } finally {
            regions.forEach(ScriptedHttpEndpoint::close);
        }
    }

    @Test
    void speaksTls() throws IOException, InterruptedException, GeneralSecurityException {
        TestCertificate certificate = TestCertificate.selfSigned("ip:127.0.0.1", "dns:checkout.example.com");
        assertThat(certificate.pem()).startsWith("-----BEGIN CERTIFICATE-----\n");
        try (ScriptedHttpEndpoint secure = ScriptedHttpEndpoint.startTls(certificate);
                HttpClient trusting = HttpClient.newBuilder()
                        .sslContext(trusting(certificate))
                        .build()) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(secure.url("/"))).build();
            assertThat(trusting.send(request, BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
            assertThatThrownBy(() -> client.send(request, BodyHandlers.ofString()))
                    .isInstanceOf(javax.net.ssl.SSLException.class);
        }
    }

    private static SSLContext trusting(TestCertificate certificate) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("test", certificate.certificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(endpoint.url(path))).build(), BodyHandlers.ofString());
    }

    /** Sends a request over a bare socket that gives up soon. */
    private Socket ask() throws IOException {
        Socket socket = new Socket(endpoint.address().getAddress(), endpoint.port());
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.getOutputStream().write(bytes("GET / HTTP/1.1\r\nHost: test\r\n\r\n"));
        return socket;
    }

    private static byte[] readAll(Socket socket) throws IOException {
        try (socket;
                InputStream in = socket.getInputStream()) {
            return in.readAllBytes();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
