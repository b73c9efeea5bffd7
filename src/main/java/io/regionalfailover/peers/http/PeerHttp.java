package io.regionalfailover.peers.http;

import io.regionalfailover.peers.PeerDesk;
import io.regionalfailover.peers.PeerLine;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;

/**
 * Speaks HTTP with peers, in both directions, with one set of files. Certificates and token are looked at once a second, and what
 * is good holds from then on. It has an event loop of its own, so that nothing that comes in here slows down anything else.
 */
public final class PeerHttp implements AutoCloseable {
    private static final long LOOK_MILLIS = 1000;

    private final PeerHttpOptions options;
    private final ExecutorService executor;
    private final PeerHttpEvents events;
    private final Vertx vertx;
    private final Optional<Tokens> tokens;
    private final TlsFiles tls;
    private final Admission admission;
    private final HttpPeerLine line;
    private final List<PeerListener> listeners = new CopyOnWriteArrayList<>();

    /**
     * Reads the files.
     *
     * @param clock steady
     * @param executor on which the desk is asked and results complete; it may block
     * @throws IllegalArgumentException when a file is not fit, with a sentence that names the setting
     */
    public PeerHttp(PeerHttpOptions options, InstantSource clock, ExecutorService executor, PeerHttpEvents events) {
        this.options = options;
        this.executor = executor;
        this.events = events;
        vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        try {
            tokens = options.tokenFile().map(file -> new Tokens(file, clock, events));
            tls = new TlsFiles(vertx, options.identity(), options.caFile(), events);
        } catch (IllegalArgumentException e) {
            vertx.close();
            throw e;
        }
        admission = new Admission(clock);
        line = new HttpPeerLine(tokens, tls.material().clientContext(), executor);
        vertx.setPeriodic(LOOK_MILLIS, ignored -> executor.execute(this::look));
    }

    private synchronized void look() {
        tokens.ifPresent(Tokens::look);
        if (tls.look()) {
            TlsFiles.Material material = tls.material();
            listeners.forEach(listener -> listener.reload(material));
            line.reload(material.clientContext());
        }
    }

    /** The way to the peers. */
    public PeerLine line() {
        return line;
    }

    /**
     * Serves the desk on somebody else's server: over plain HTTP for this machine only, over TLS for whoever has the token.
     *
     * @return to be given every request whose path begins with {@code /peers/}
     */
    public Handler<HttpServerRequest> endpoint(PeerDesk desk) {
        return endpoint(desk, ignored -> {});
    }

    private PeerEndpoint endpoint(PeerDesk desk, Consumer<HttpConnection> admitted) {
        return new PeerEndpoint(desk, tokens, options.caFile().isPresent(), admission, executor, events, admitted);
    }

    /** Whether there is a certificate to serve with. */
    public boolean servesTls() {
        return options.identity().isPresent();
    }

    /**
     * Serves the desk on the TLS port.
     *
     * @return the port, once it is open; fails when it cannot be opened
     * @throws IllegalStateException when there is no certificate to serve with
     */
    public synchronized CompletableFuture<Integer> listen(PeerDesk desk) {
        if (!servesTls()) {
            throw new IllegalStateException("there is no certificate to serve with");
        }
        PeerListener listener =
                new PeerListener(vertx, options, tls.material(), admitted -> endpoint(desk, admitted), events);
        listeners.add(listener);
        return listener.open();
    }

    /** How many requests are being heard now. */
    int inside() {
        return admission.inside();
    }

    @Override
    public void close() {
        line.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
