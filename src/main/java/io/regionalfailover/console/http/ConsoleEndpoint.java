package io.regionalfailover.console.http;

import io.regionalfailover.console.Door;
import io.regionalfailover.console.Hub;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Serves the page below {@code /console/} and the stream that feeds it. Runs on event loops. */
public final class ConsoleEndpoint implements Handler<HttpServerRequest> {
    /** Where it is. */
    public static final String ROOT = "/console";

    private static final String EVENTS = "events";
    private static final Map<String, String> GUARDS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none';"
                    + " form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "X-Frame-Options",
            "DENY",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Cache-Control",
            "no-store");

    /** What proxies add to what they pass on; their clients cannot take it away. */
    private static final List<String> OF_PROXIES = List.of("forwarded", "via", "x-forwarded-", "x-envoy-", "x-real-ip");

    private final Map<String, Page> pages = Page.all();
    private final Door door;
    private final Reviewer reviewer;
    private final Hub hub;
    private final Vertx vertx;

    /** @param vertx that of the server */
    public ConsoleEndpoint(Door door, Reviewer reviewer, Hub hub, Vertx vertx) {
        this.door = door;
        this.reviewer = reviewer;
        this.hub = hub;
        this.vertx = vertx;
    }

    @Override
    public void handle(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        GUARDS.forEach(response::putHeader);
        String path = request.path() == null ? "" : request.path();
        if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
            response.putHeader("Allow", "GET, HEAD");
            refuse(response, 405, "The console only reads.");
        } else if (path.equals(ROOT + "/" + EVENTS)) {
            stream(request);
        } else {
            page(request, path);
        }
    }

    private void page(HttpServerRequest request, String path) {
        HttpServerResponse response = request.response();
        if (door.toPage(knock(request)) instanceof Door.Answer.Refused(int status, String sentence)) {
            refuse(response, status, sentence);
            return;
        }
        if (path.equals(ROOT)) {
            // Without the stroke the files would be looked for beside the page; relative, so that a prefix in front may
            // stay.
            response.setStatusCode(308).putHeader("Location", "console/").end();
            return;
        }
        String name = path.substring(Math.min(path.length(), ROOT.length() + 1));
        Page page = pages.get(name.isEmpty() ? "index.html" : name);
        if (page == null) {
            refuse(response, 404, "There is no such page.");
        } else {
            response.putHeader("Content-Type", page.type()).end(Buffer.buffer(page.content()));
        }
    }

    private void stream(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        switch (door.toData(knock(request))) {
            case Door.Answer.Refused(int status, String sentence) -> refuse(response, status, sentence);
            case Door.Answer.Open open -> show(request);
            case Door.Answer.Ask(String token) -> {
                Context context = vertx.getOrCreateContext();
                var unused = reviewer.review(token)
                        .thenAccept(verdict -> context.runOnContext(ignored -> reviewed(request, verdict)));
            }
        }
    }

    private void reviewed(HttpServerRequest request, Reviewer.Verdict verdict) {
        HttpServerResponse response = request.response();
        if (response.closed() || response.ended()) {
            return;
        }
        switch (verdict) {
            case ADMITTED -> show(request);
            case UNKNOWN -> refuse(response, 401, "The API server knows no such token, or it has expired.");
            case FORBIDDEN ->
                refuse(
                        response,
                        403,
                        "The holder of this token may not list all that is shown here: failoverpolicies and trafficshifts in"
                                + " all namespaces shown, regions and regiondrains.");
            case BUSY -> refuse(response, 429, "Too many tokens are being looked at; try again.");
            case UNAVAILABLE ->
                refuse(
                        response,
                        503,
                        "The API server does not say whose token this is; try again, or forward the port.");
        }
    }

    private void show(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        if (request.method().equals(HttpMethod.HEAD)) {
            response.end();
            return;
        }
        Stream stream = new Stream(response, vertx.getOrCreateContext());
        response.closeHandler(closed -> hub.leave(stream));
        response.exceptionHandler(failed -> hub.leave(stream));
        if (!hub.join(stream)) {
            response.putHeader("Retry-After", "10");
            refuse(response, 503, "Too many look at the console now; " + Hub.MOST_VIEWERS + " may at a time.");
        } else {
            response.putHeader("Content-Type", "text/event-stream").setChunked(true);
        }
    }

    private static void refuse(HttpServerResponse response, int status, String sentence) {
        if (status == 401) {
            response.putHeader("WWW-Authenticate", "Bearer realm=\"console\"");
        }
        response.setStatusCode(status)
                .putHeader("Content-Type", "text/plain; charset=utf-8")
                .end(sentence + "\n");
    }

    private static Door.Knock knock(HttpServerRequest request) {
        List<String> hosts = request.headers().getAll("Host");
        Optional<String> host = request.authority() == null || hosts.size() > 1
                ? Optional.empty()
                : Door.host(String.valueOf(request.authority()));
        boolean passedOn = request.headers().names().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .anyMatch(name -> OF_PROXIES.stream().anyMatch(name::startsWith));
        return new Door.Knock(
                host,
                isLoopback(request.remoteAddress()) && isLoopback(request.localAddress()),
                passedOn,
                Optional.ofNullable(request.getHeader("Origin")),
                Optional.ofNullable(request.getHeader("Sec-Fetch-Site")),
                Optional.ofNullable(request.getHeader("Authorization")));
    }

    private static boolean isLoopback(SocketAddress address) {
        String literal = address == null ? null : address.hostAddress();
        return literal != null && InetAddress.ofLiteral(literal).isLoopbackAddress();
    }
}
