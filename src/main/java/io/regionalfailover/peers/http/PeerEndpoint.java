package io.regionalfailover.peers.http;

import io.regionalfailover.peers.PeerDesk;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * Serves the desk. Whoever has no token is sent away before a byte of the body is looked at; then come the path, the pace of the
 * address, the size, and the number of requests at a time. Runs on event loops; the desk does not.
 */
final class PeerEndpoint implements Handler<HttpServerRequest> {
    static final String OBSERVATIONS = "/peers/v1/observations";
    static final String POLICIES = "/peers/v1/policies/";
    private static final int MAX_POLICY = 512;

    private final PeerDesk desk;
    private final Optional<Tokens> tokens;
    private final boolean certificates;
    private final Admission admission;
    private final Executor executor;
    private final PeerHttpEvents events;
    private final Consumer<HttpConnection> admitted;

    /**
     * @param tokens without, anybody on this machine is let in
     * @param certificates whether a peer has to show a certificate, too
     * @param executor on which the desk is asked
     * @param admitted hears of each connection over which the token was shown
     */
    PeerEndpoint(
            PeerDesk desk,
            Optional<Tokens> tokens,
            boolean certificates,
            Admission admission,
            Executor executor,
            PeerHttpEvents events,
            Consumer<HttpConnection> admitted) {
        this.desk = desk;
        this.tokens = tokens;
        this.certificates = certificates;
        this.admission = admission;
        this.executor = executor;
        this.events = events;
        this.admitted = admitted;
    }

    @Override
    public void handle(HttpServerRequest request) {
        Exchange exchange = new Exchange(request, events);
        Optional<Refusal> refusal = refusal(request);
        if (refusal.isPresent()) {
            exchange.refuse(refusal.get());
        } else if (!admission.enter()) {
            exchange.refuse(Refusal.BUSY);
        } else if (request.path().equals(OBSERVATIONS)) {
            exchange.receive(admission::leave, body -> executor.execute(() -> exchange.answer(desk.told(body))));
        } else {
            String policy = request.path().substring(POLICIES.length());
            exchange.receive(admission::leave, body -> executor.execute(() -> exchange.answer(desk.asked(policy))));
        }
    }

    private Optional<Refusal> refusal(HttpServerRequest request) {
        boolean local = isLocal(request.remoteAddress());
        if (!request.isSSL() && !local) {
            return Optional.of(Refusal.IN_THE_CLEAR);
        }
        if (certificates && !showsCertificate(request)) {
            return Optional.of(Refusal.NO_CERTIFICATE);
        }
        String authorization = request.getHeader("Authorization");
        if (tokens.isPresent() && (authorization == null || !tokens.get().admits(authorization))) {
            return Optional.of(Refusal.NO_TOKEN);
        }
        admitted.accept(request.connection());
        // Only from here on: whoever has no token uses up nobody's pace, also behind a shared address.
        Optional<Refusal> misdirected = misdirected(request);
        if (misdirected.isPresent()) {
            return misdirected;
        }
        if (!admission.takes(String.valueOf(request.remoteAddress().hostAddress()))) {
            return Optional.of(Refusal.TOO_FAST);
        }
        return Exchange.announced(request) > PeerDesk.MAX_BODY ? Optional.of(Refusal.TOO_LARGE) : Optional.empty();
    }

    private static Optional<Refusal> misdirected(HttpServerRequest request) {
        String path = request.path() == null ? "" : request.path();
        HttpMethod expected;
        if (path.equals(OBSERVATIONS)) {
            expected = HttpMethod.POST;
        } else if (path.startsWith(POLICIES) && path.length() <= MAX_POLICY) {
            expected = HttpMethod.GET;
        } else {
            return Optional.of(Refusal.NOTHING_THERE);
        }
        return request.method().equals(expected) ? Optional.empty() : Optional.of(Refusal.WRONG_METHOD);
    }

    private static boolean isLocal(SocketAddress remote) {
        String address = remote.hostAddress();
        return address != null && InetAddress.ofLiteral(address).isLoopbackAddress();
    }

    private static boolean showsCertificate(HttpServerRequest request) {
        try {
            return request.isSSL()
                    && request.sslSession() != null
                    && request.sslSession().getPeerCertificates().length > 0;
        } catch (SSLPeerUnverifiedException e) {
            return false;
        }
    }
}
