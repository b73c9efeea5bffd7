package io.regionalfailover.health;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * Encrypts connections. Trust anchors are read once and kept; the context is new for each connection, because a resumed
 * session skips the certificate, and an expired one would stay unseen.
 */
final class Trust {

    private static final int MAX_KEPT = 256;
    private static final TrustManager[] ANYBODY = {new TrustAnybody()};

    private final Map<Optional<String>, TrustManager[]> kept = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Optional<String>, TrustManager[]> eldest) {
            return size() > MAX_KEPT;
        }
    };

    /**
     * Reads the system's anchors and speaks a first word of TLS to nobody. In a process just started both take longer than
     * many a timeout, and the first attempts would fail for it.
     */
    void warmUp() {
        try {
            SSLEngine engine = context(Tls.DEFAULT).createSSLEngine();
            engine.setUseClientMode(true);
            engine.beginHandshake();
            engine.wrap(
                    ByteBuffer.allocate(0),
                    ByteBuffer.allocate(engine.getSession().getPacketBufferSize()));
        } catch (AttemptFailed | IOException e) {
            // Each attempt will say so by itself.
        }
    }

    /** Wraps a connected socket; the handshake is the caller's. */
    SSLSocket wrap(Socket plain, Tls tls, String serverName, String... protocols) throws IOException, AttemptFailed {
        SSLSocket socket =
                (SSLSocket) context(tls).getSocketFactory().createSocket(plain, serverName, plain.getPort(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setServerNames(serverNameIndication(serverName));
        parameters.setApplicationProtocols(protocols);
        if (!tls.insecureSkipVerify()) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        socket.setSSLParameters(parameters);
        return socket;
    }

    private SSLContext context(Tls tls) throws AttemptFailed {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, tls.insecureSkipVerify() ? ANYBODY : managers(tls.caPem()), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new AttemptFailed(
                    ProbeResult.unknown("the trusted certificates given for this check cannot be read"));
        }
    }

    private synchronized TrustManager[] managers(Optional<String> caPem) throws GeneralSecurityException, IOException {
        TrustManager[] known = kept.get(caPem);
        if (known == null) {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(caPem.isPresent() ? store(caPem.get()) : null);
            known = factory.getTrustManagers();
            kept.put(caPem, known);
        }
        return known;
    }

    private static KeyStore store(String pem) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int number = 0;
        for (Certificate certificate : CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))) {
            store.setCertificateEntry("ca-" + number++, certificate);
        }
        if (number == 0) {
            throw new GeneralSecurityException("no certificate in the text");
        }
        return store;
    }

    /** The name to send: none for addresses and for names that SNI cannot carry. */
    private static List<SNIServerName> serverNameIndication(String serverName) {
        if (HostName.literal(serverName).isPresent()
                || HostName.ambiguity(serverName).isPresent()) {
            return List.of();
        }
        try {
            return List.of(new SNIHostName(serverName));
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }
}
