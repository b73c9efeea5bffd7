package io.regionalfailover.peers.http;

import io.regionalfailover.peers.PeerDesk;
import io.regionalfailover.testing.http.TestCertificate;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One instance's side of the exchange, with its files in a folder and a desk that takes notes. */
final class PeerBench implements PeerDesk, PeerHttpEvents, AutoCloseable {
    static final String TOKEN = "token-of-all-peers-0123456789";

    final Queue<String> heard = new ConcurrentLinkedQueue<>();
    final Queue<String> troubles = new ConcurrentLinkedQueue<>();
    final Map<Integer, AtomicInteger> answers = new ConcurrentHashMap<>();
    final AtomicInteger turnedAway = new AtomicInteger();
    volatile Function<byte[], Reply> toldReply =
            message -> new Reply(200, ("{\"got\":" + message.length + "}").getBytes(StandardCharsets.UTF_8));

    private final Path folder;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final Vertx vertx = Vertx.vertx();
    private boolean token;
    private boolean identity;
    private boolean ca;
    private @Nullable PeerHttp http;

    PeerBench(Path folder) {
        this.folder = folder;
    }

    PeerBench withToken(String text) {
        token = true;
        write("token", text);
        return this;
    }

    /** Shows this certificate. */
    PeerBench showing(TestCertificate certificate) {
        identity = true;
        write("tls.key", certificate.keyPem());
        write("tls.crt", certificate.pem());
        return this;
    }

    /** Trusts nobody but these, as servers and as clients. */
    PeerBench trusting(TestCertificate... certificates) {
        ca = true;
        StringBuilder all = new StringBuilder();
        for (TestCertificate certificate : certificates) {
            all.append(certificate.pem());
        }
        write("ca.crt", all.toString());
        return this;
    }

    /** As the kubelet does: never half a file. */
    void write(String name, String text) {
        try {
            Path fresh = Files.writeString(folder.resolve(name + ".new"), text);
            Files.move(fresh, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    PeerHttp http() {
        PeerHttp there = http;
        if (there == null) {
            there = new PeerHttp(
                    new PeerHttpOptions(
                            List.of(PeerUrl.of("http://127.0.0.1:1")),
                            token ? Optional.of(folder.resolve("token")) : Optional.empty(),
                            identity
                                    ? PeerHttpOptions.identity(
                                            Optional.of(folder.resolve("tls.crt")),
                                            Optional.of(folder.resolve("tls.key")))
                                    : Optional.empty(),
                            ca ? Optional.of(folder.resolve("ca.crt")) : Optional.empty(),
                            "127.0.0.1",
                            0),
                    InstantSource.system(),
                    executor,
                    this);
            http = there;
        }
        return there;
    }

    /** Opens the TLS port. */
    String listen() {
        return "https://127.0.0.1:" + http().listen(this).join();
    }

    /** Opens a plain port as that of health and metrics, with an answer for these beside. */
    int listenPlain(String host) {
        var endpoint = http().endpoint(this);
        return vertx.createHttpServer(new HttpServerOptions().setHost(host).setPort(0))
                .requestHandler(request -> {
                    if (request.path().startsWith("/peers/")) {
                        endpoint.handle(request);
                    } else {
                        request.response().end("UP");
                    }
                })
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    int count(int status) {
        AtomicInteger count = answers.get(status);
        return count == null ? 0 : count.get();
    }

    @Override
    public Reply told(byte[] message) {
        heard.add("told " + message.length);
        return toldReply.apply(message);
    }

    @Override
    public Reply asked(String policy) {
        heard.add("asked " + policy);
        return new Reply(200, "{\"has\":false}".getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void answered(int status) {
        answers.computeIfAbsent(status, ignored -> new AtomicInteger()).incrementAndGet();
    }

    @Override
    public void turnedAway() {
        turnedAway.incrementAndGet();
    }

    @Override
    public void troubled(String sentence) {
        troubles.add(sentence);
    }

    @Override
    public void close() {
        if (http != null) {
            http.close();
        }
        vertx.close().toCompletionStage().toCompletableFuture().join();
        executor.shutdownNow();
    }
}
