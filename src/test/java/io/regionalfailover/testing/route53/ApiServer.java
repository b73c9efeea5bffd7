package io.regionalfailover.testing.route53;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.regionalfailover.testing.process.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** The API over HTTP: who asks, how often, what goes wrong on the way, and the wire format. */
final class ApiServer implements AutoCloseable {
    private static final String HERE = "127.0.0.1";

    static {
        // Without it small answers wait 40 ms for an acknowledgement. Read once, when the server's class is loaded.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final Duration A_DAY = Duration.ofDays(1);

    private final Account account;
    private final Options options;
    private final Clock clock;
    private final AccessKeys keys = new AccessKeys();
    private final Faults faults = new Faults();
    private final RequestLog log = new RequestLog();
    private final TokenBucket requestBucket;
    private final Optional<TokenBucket> changeBucket;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final InetSocketAddress address;
    private HttpServer server;

    ApiServer(Account account, Options options, Clock clock) throws IOException {
        this.account = account;
        this.options = options;
        this.clock = clock;
        Instant now = clock.instant();
        this.requestBucket = new TokenBucket(options.requestsPerSecond(), options.requestBurst(), now);
        this.changeBucket = options.changeBurst() == 0
                ? Optional.empty()
                : Optional.of(new TokenBucket(options.changesPerSecond(), options.changeBurst(), now));
        this.server = listen(new InetSocketAddress(InetAddress.ofLiteral(HERE), FreePort.on(HERE)));
        this.address = server.getAddress();
    }

    private HttpServer listen(InetSocketAddress where) throws IOException {
        HttpServer created = HttpServer.create(where, 256);
        created.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        created.createContext("/", this::handle);
        created.start();
        return created;
    }

    URI endpoint() {
        return URI.create("http://" + HERE + ":" + address.getPort());
    }

    AccessKeys keys() {
        return keys;
    }

    Faults faults() {
        return faults;
    }

    RequestLog log() {
        return log;
    }

    /** Stops listening: connections are refused. */
    synchronized void down() {
        server.stop(0);
    }

    /** Listens again, on the same port. */
    synchronized void up() {
        try {
            server = listen(address);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        down();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String requestId = UUID.randomUUID().toString();
        byte[] body = exchange.getRequestBody().readAllBytes();
        Optional<ApiRoute> route = ApiRoute.of(exchange.getRequestMethod(), exchange.getRequestURI());
        if (route.isEmpty()) {
            send(exchange, requestId, 404, WireWriter.error("UnknownOperationException", "No such path", requestId));
            return;
        }
        Optional<String> key = AccessKeys.keyOf(exchange.getRequestHeaders().getFirst("Authorization"));
        RequestLog.Entry entry = log.begin(clock.instant(), route.get(), key.orElse(""));
        try {
            pause(options.latency());
            keys.check(key, route.get().operation());
            Optional<Fault> fault = faults.take(entry.request());
            if (!letThrough(fault, exchange, entry)) {
                return;
            }
            Account.Reply reply = perform(route.get(), key.orElse(""), body, entry);
            if (isAnswered(fault, exchange, entry)) {
                entry.end("OK");
                send(exchange, requestId, reply.status(), reply.body());
            }
        } catch (ApiException e) {
            entry.end(e.code());
            send(exchange, requestId, e.status(), document(e, requestId));
        }
    }

    /** Lets a fault that comes before the work happen; tells whether the work is done. */
    private boolean letThrough(Optional<Fault> fault, HttpExchange exchange, RequestLog.Entry entry) {
        return switch (fault.orElse(null)) {
            case null -> true;
            case Fault.Failure(int status, String code, String message) ->
                throw new ApiException(status, code, message);
            case Fault.Slow(Duration by) -> {
                pause(by);
                yield true;
            }
            case Fault.Held(CountDownLatch letGo) -> {
                await(letGo, A_DAY);
                yield true;
            }
            case Fault.Hang() -> {
                entry.end("Hang");
                hang(exchange);
                yield false;
            }
            case Fault.RequestLost() -> {
                entry.end("RequestLost");
                exchange.close();
                yield false;
            }
            case Fault.ReplyLost() -> true;
            case Fault.HangAfterDone() -> true;
        };
    }

    private boolean isAnswered(Optional<Fault> fault, HttpExchange exchange, RequestLog.Entry entry) {
        if (fault.filter(Fault.ReplyLost.class::isInstance).isPresent()) {
            entry.end("ReplyLost");
            exchange.close();
            return false;
        }
        if (fault.filter(Fault.HangAfterDone.class::isInstance).isPresent()) {
            entry.end("HangAfterDone");
            hang(exchange);
            return false;
        }
        return true;
    }

    private Account.Reply perform(ApiRoute route, String by, byte[] body, RequestLog.Entry entry) {
        if (!requestBucket.take(1, clock.instant())) {
            throw new ApiException(400, "Throttling", "Rate exceeded");
        }
        return switch (route.operation()) {
            case CREATE_HOSTED_ZONE -> account.create(WireReader.zone(body));
            case CHANGE_RECORD_SETS -> {
                List<Change> changes = WireReader.changes(body);
                entry.changes(changes);
                if (changeBucket.isPresent() && !changeBucket.get().take(changes.size(), clock.instant())) {
                    throw new ApiException(400, "Throttling", "Rate exceeded");
                }
                yield account.change(route.id().orElse(""), by, changes);
            }
            case GET_HOSTED_ZONE, LIST_HOSTED_ZONES, LIST_HOSTED_ZONES_BY_NAME, LIST_RECORD_SETS, GET_CHANGE ->
                account.read(route);
            case CREATE_HEALTH_CHECK, LIST_HEALTH_CHECKS, DELETE_HEALTH_CHECK, GET_HEALTH_CHECK_STATUS, CHANGE_TAGS ->
                account.healthChecks().perform(route, body);
        };
    }

    private String document(ApiException error, String requestId) {
        boolean batch = error.code().equals("InvalidChangeBatch");
        if (batch && options.errorForm() == Options.ErrorForm.MESSAGES) {
            return WireWriter.invalidChangeBatch(error.messages(), requestId);
        }
        String joined = String.join(", ", error.messages());
        return WireWriter.error(error.code(), batch ? "[" + joined + "]" : joined, requestId);
    }

    private void send(HttpExchange exchange, String requestId, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/xml");
        exchange.getResponseHeaders().set("x-amzn-RequestId", requestId);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void hang(HttpExchange exchange) {
        pause(A_DAY);
        exchange.close();
    }

    /** Waits, but not beyond the end of this server. */
    private void pause(Duration time) {
        if (!time.isZero() && await(closed, time)) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean await(CountDownLatch latch, Duration atMost) {
        try {
            return latch.await(atMost.toNanos(), NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
