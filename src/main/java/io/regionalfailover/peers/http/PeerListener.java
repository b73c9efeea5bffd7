package io.regionalfailover.peers.http;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.SSLOptions;
import io.vertx.core.net.TrustOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/** The TLS port. Connections are few: so many in all and from one address, and each has so long to show that it belongs here. */
final class PeerListener {
    static final int MOST_CONNECTIONS = 256;
    static final int MOST_PER_ADDRESS = 64;
    static final Duration SHOWS_TOKEN_WITHIN = Duration.ofSeconds(10);
    private static final Duration HANDSHAKE = Duration.ofSeconds(5);
    private static final Duration IDLE = Duration.ofSeconds(60);
    private static final int MAX_HEADERS = 8 * 1024;
    private static final int MAX_LINE = 1024;

    private final Vertx vertx;
    private final HttpServer server;
    private final PeerHttpEvents events;
    private final Map<String, Integer> connections = new HashMap<>();
    private final Map<HttpConnection, Long> unknown = new HashMap<>();
    private int open;

    /** @param endpoint is told whom to tell of connections over which the token was shown */
    PeerListener(
            Vertx vertx,
            PeerHttpOptions options,
            TlsFiles.Material material,
            Function<Consumer<HttpConnection>, Handler<HttpServerRequest>> endpoint,
            PeerHttpEvents events) {
        this.vertx = vertx;
        this.events = events;
        HttpServerOptions http = new HttpServerOptions()
                .setHost(options.address())
                .setPort(options.port())
                .setSsl(true)
                .setClientAuth(options.caFile().isPresent() ? ClientAuth.REQUIRED : ClientAuth.NONE)
                .setEnabledSecureTransportProtocols(Set.of("TLSv1.3", "TLSv1.2"))
                .setSslHandshakeTimeout(HANDSHAKE.toSeconds())
                .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS)
                .setUseAlpn(false)
                .setHttp2ClearTextEnabled(false)
                .setIdleTimeout((int) IDLE.toSeconds())
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setMaxHeaderSize(MAX_HEADERS)
                .setMaxInitialLineLength(MAX_LINE)
                .setReuseAddress(true);
        material.keys().ifPresent(keys -> http.setKeyCertOptions(KeyCertOptions.wrap(keys)));
        material.trust().ifPresent(trust -> http.setTrustOptions(TrustOptions.wrap(trust)));
        server = vertx.createHttpServer(http)
                .connectionHandler(this::connected)
                .exceptionHandler(ignored -> events.turnedAway())
                .requestHandler(endpoint.apply(this::admitted));
    }

    /** Opens the port; completes with its number. */
    CompletableFuture<Integer> open() {
        return server.listen().map(HttpServer::actualPort).toCompletionStage().toCompletableFuture();
    }

    /** Shows and asks for other certificates from now on; whoever is connected stays so. */
    void reload(TlsFiles.Material material) {
        SSLOptions tls = new SSLOptions();
        material.keys().ifPresent(keys -> tls.setKeyCertOptions(KeyCertOptions.wrap(keys)));
        material.trust().ifPresent(trust -> tls.setTrustOptions(TrustOptions.wrap(trust)));
        server.updateSSLOptions(tls, true)
                .onFailure(failure ->
                        events.troubled("the TLS port goes on with the certificates it had: " + failure.getMessage()));
    }

    /** All on the server's one event loop. */
    private void connected(HttpConnection connection) {
        String address = String.valueOf(connection.remoteAddress().hostAddress());
        int there = connections.getOrDefault(address, 0);
        if (open >= MOST_CONNECTIONS || there >= MOST_PER_ADDRESS) {
            events.turnedAway();
            connection.close();
            return;
        }
        open++;
        connections.put(address, there + 1);
        unknown.put(connection, vertx.setTimer(SHOWS_TOKEN_WITHIN.toMillis(), ignored -> {
            events.turnedAway();
            connection.close();
        }));
        connection.closeHandler(ignored -> {
            open--;
            connections.compute(address, (key, count) -> count == null || count <= 1 ? null : count - 1);
            admitted(connection);
        });
    }

    private void admitted(HttpConnection connection) {
        Long timer = unknown.remove(connection);
        if (timer != null) {
            vertx.cancelTimer(timer);
        }
    }
}
