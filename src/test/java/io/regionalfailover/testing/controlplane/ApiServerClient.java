package io.regionalfailover.testing.controlplane;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The two requests that a control plane sends to its own API server. Trusts that server's certificate only. */
final class ApiServerClient implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final URI server;
    private final String token;
    private final HttpClient http;

    ApiServerClient(URI server, String token, Path certificateAuthority) throws IOException {
        this.server = server;
        this.token = token;
        this.http = HttpClient.newBuilder()
                .sslContext(trusting(certificateAuthority))
                .connectTimeout(TIMEOUT)
                .build();
    }

    /** Whether {@code /readyz} says so. A server that is not there yet is not ready. */
    boolean isReady() throws InterruptedException {
        try {
            return send(request("/readyz").GET()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Creates an object; one that exists already is left as it is. */
    void create(String path, String json) throws IOException, InterruptedException {
        var response = send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
        if (response.statusCode() != 201 && response.statusCode() != 409) {
            throw new IOException(
                    "POST " + path + " was answered with " + response.statusCode() + ": " + response.body());
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.resolve(path)).timeout(TIMEOUT).header("Authorization", "Bearer " + token);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static SSLContext trusting(Path certificates) throws IOException {
        try (var in = Files.newInputStream(certificates)) {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("certificate-" + store.size(), certificate);
            }
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot read the certificates in " + certificates, e);
        }
    }
}
