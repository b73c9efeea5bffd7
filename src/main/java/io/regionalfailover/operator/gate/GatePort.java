package io.regionalfailover.operator.gate;

import io.regionalfailover.dns.gate.GateWord;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The port that anybody may ask: {@code GET /gate/<hosted zone>/<region>} is answered with one word and nothing else. It knows no
 * other path, reads no body, and keeps no connection.
 */
public final class GatePort implements AutoCloseable {
    private static final Pattern PATH = Pattern.compile("/gate/([A-Z0-9]{1,32})/([a-z0-9][-a-z0-9.]{0,252})");
    private static final int MOST_CONNECTIONS = 1024;
    private static final int MAX_HEADERS = 4 * 1024;
    private static final int MAX_LINE = 512;
    private static final Duration IDLE = Duration.ofSeconds(5);
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;
    private static final int UNAVAILABLE = 503;

    private final Vertx vertx;
    private final HttpServer server;
    private final BooleanSupplier active;
    private final BiFunction<String, String, GateWord> words;
    private final Consumer<String> answered;
    private final AtomicInteger open = new AtomicInteger();

    /**
     * A port that is not open yet.
     *
     * @param address of this machine on which it is opened
     * @param port 0 for a free one
     * @param active false while another replica speaks for this region: then nothing is said at all
     * @param words what is said, by hosted zone and region
     * @param answered is told of each answer: the word, or the status of one without
     */
    public GatePort(
            String address,
            int port,
            BooleanSupplier active,
            BiFunction<String, String, GateWord> words,
            Consumer<String> answered) {
        this.active = active;
        this.words = words;
        this.answered = answered;
        this.vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        this.server = vertx.createHttpServer(new HttpServerOptions()
                        .setHost(address)
                        .setPort(port)
                        .setIdleTimeout((int) IDLE.toSeconds())
                        .setIdleTimeoutUnit(TimeUnit.SECONDS)
                        .setHttp2ClearTextEnabled(false)
                        .setMaxHeaderSize(MAX_HEADERS)
                        .setMaxInitialLineLength(MAX_LINE)
                        .setReuseAddress(true))
                .connectionHandler(connection -> {
                    connection.closeHandler(closed -> open.decrementAndGet());
                    if (open.incrementAndGet() > MOST_CONNECTIONS) {
                        connection.close();
                    }
                })
                .exceptionHandler(ignored -> {})
                .requestHandler(this::answer);
    }

    /** Opens the port; completes with its number. */
    public CompletableFuture<Integer> open() {
        return server.listen().map(HttpServer::actualPort).toCompletionStage().toCompletableFuture();
    }

    private void answer(HttpServerRequest request) {
        Matcher path = PATH.matcher(String.valueOf(request.path()));
        boolean reads = request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD;
        HttpServerResponse response = request.response()
                .putHeader("content-type", "text/plain; charset=utf-8")
                .putHeader("cache-control", "no-store")
                .putHeader("connection", "close");
        if (!path.matches()) {
            end(response, NOT_FOUND, "");
        } else if (!reads) {
            end(response, NOT_ALLOWED, "");
        } else if (!active.getAsBoolean()) {
            end(response, UNAVAILABLE, "");
        } else {
            end(response, OK, words.apply(path.group(1), path.group(2)).text());
        }
    }

    private void end(HttpServerResponse response, int status, String word) {
        answered.accept(word.isEmpty() ? String.valueOf(status) : word);
        response.setStatusCode(status).end(word.isEmpty() ? "" : word + "\n");
    }

    @Override
    public void close() {
        vertx.close();
    }
}
