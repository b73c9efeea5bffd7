package io.regionalfailover.health;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;

/** Tries an HTTP probe once, over a connection of its own: what a new visitor meets. */
final class HttpAttempt {

    private final Dialer dialer;
    private final Trust trust;

    HttpAttempt(Dialer dialer, Trust trust) {
        this.dialer = dialer;
        this.trust = trust;
    }

    /**
     * What a server answered.
     *
     * @param body its beginning
     */
    record Answer(int status, byte[] body) {}

    /** What is done with a connection. */
    private interface Exchange<R> {
        R over(GuardedSocket socket) throws IOException;
    }

    ProbeResult run(HttpProbe probe, Deadline deadline) throws AttemptFailed {
        return connected(probe, deadline, socket -> judge(probe, socket));
    }

    /** The answer, whatever its status is. */
    Answer fetch(HttpProbe probe, Deadline deadline, int keptBytes) throws AttemptFailed {
        return connected(probe, deadline, socket -> {
            HttpResponse response = ask(probe, socket, keptBytes);
            int status = response.readHead();
            return new Answer(status, response.readBody(probe.method()));
        });
    }

    private <R> R connected(HttpProbe probe, Deadline deadline, Exchange<R> exchange) throws AttemptFailed {
        try (GuardedSocket socket = dialer.dial(probe.url().getHost(), probe.port(), deadline)) {
            try {
                if (probe.secure()) {
                    Tls tls = new Tls(probe.insecureSkipVerify(), Optional.empty(), probe.caPem());
                    socket.secure(trust, tls, probe.serverName());
                }
                return exchange.over(socket);
            } catch (IOException e) {
                throw new AttemptFailed(IoFailure.of(e, socket));
            }
        }
    }

    private static HttpResponse ask(HttpProbe probe, GuardedSocket socket, int keptBytes) throws IOException {
        socket.out().write(request(probe).getBytes(StandardCharsets.ISO_8859_1));
        socket.out().flush();
        return new HttpResponse(socket.in(), socket::enter, keptBytes);
    }

    private static ProbeResult judge(HttpProbe probe, GuardedSocket socket) throws IOException {
        HttpResponse response = ask(probe, socket, HttpResponse.KEPT_BODY_BYTES);
        int status = response.readHead();
        if (probe.expectedStatus().stream().noneMatch(range -> range.contains(status))) {
            return ProbeResult.failing("HTTP " + status + ", expected " + expected(probe) + redirectHint(status));
        }
        byte[] body = response.readBody(probe.method());
        boolean holds = probe.expectedBody()
                .map(text -> Bytes.contains(body, text.getBytes(StandardCharsets.UTF_8)))
                .orElse(true);
        return holds
                ? ProbeResult.PASSING
                : ProbeResult.failing("HTTP " + status + ", but the body lacks the expected text");
    }

    /** The request's head, which is all of it. */
    static String request(HttpProbe probe) {
        StringBuilder request = new StringBuilder(256)
                .append(probe.method())
                .append(' ')
                .append(path(probe.url()))
                .append(" HTTP/1.1\r\nHost: ")
                .append(probe.hostHeader())
                .append("\r\n");
        probe.headers().forEach((name, value) -> line(request, name, value));
        ifAbsent(request, probe, "User-Agent", "regional-failover-operator");
        ifAbsent(request, probe, "Accept", "*/*");
        line(request, "Connection", "close");
        return request.append("\r\n").toString();
    }

    private static void ifAbsent(StringBuilder request, HttpProbe probe, String name, String value) {
        if (probe.headers().keySet().stream().noneMatch(name::equalsIgnoreCase)) {
            line(request, name, value);
        }
    }

    private static void line(StringBuilder request, String name, String value) {
        request.append(name).append(": ").append(value).append("\r\n");
    }

    private static String path(URI url) {
        URI ascii = URI.create(url.toASCIIString());
        String path = ascii.getRawPath() == null || ascii.getRawPath().isEmpty() ? "/" : ascii.getRawPath();
        return ascii.getRawQuery() == null ? path : path + "?" + ascii.getRawQuery();
    }

    private static String expected(HttpProbe probe) {
        return probe.expectedStatus().stream().map(StatusRange::toString).collect(Collectors.joining(", "));
    }

    private static String redirectHint(int status) {
        return status / 100 == 3 ? " (redirects are not followed)" : "";
    }
}
