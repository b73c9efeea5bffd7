package io.regionalfailover.health;

import io.netty.handler.codec.http2.Http2Exception;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Tries a gRPC probe once, over a connection of its own, in the calling thread. */
final class GrpcAttempt {

    private static final String HTTP_2 = "h2";

    /** The names of gRPC's status codes, by number. */
    private static final String[] CODES = {
        "OK",
        "CANCELLED",
        "UNKNOWN",
        "INVALID_ARGUMENT",
        "DEADLINE_EXCEEDED",
        "NOT_FOUND",
        "ALREADY_EXISTS",
        "PERMISSION_DENIED",
        "RESOURCE_EXHAUSTED",
        "FAILED_PRECONDITION",
        "ABORTED",
        "OUT_OF_RANGE",
        "UNIMPLEMENTED",
        "INTERNAL",
        "UNAVAILABLE",
        "DATA_LOSS",
        "UNAUTHENTICATED"
    };

    /** The server is to give up after us: who ends the call at the same moment would be taken for one that refuses it. */
    private static final long SERVERS_GRACE_MILLIS = 1_000;

    private final Dialer dialer;
    private final Trust trust;

    GrpcAttempt(Dialer dialer, Trust trust) {
        this.dialer = dialer;
        this.trust = trust;
    }

    ProbeResult run(GrpcProbe probe, Deadline deadline) throws AttemptFailed {
        try (GuardedSocket socket = dialer.dial(probe.host(), probe.port(), deadline)) {
            try {
                if (probe.tls().isPresent()) {
                    Tls tls = probe.tls().get();
                    String name = HostName.bare(tls.serverName().orElse(probe.host()));
                    if (!socket.secure(trust, tls, name, HTTP_2).equals(HTTP_2)) {
                        return ProbeResult.failing("the TLS server at " + HostName.text(socket.peer())
                                + " does not offer HTTP/2 (ALPN h2)");
                    }
                }
                try (Http2Call call = new Http2Call(socket.in(), socket.out())) {
                    return judge(probe, call.exchange(head(probe, deadline), GrpcHealth.request(probe.service())));
                }
            } catch (Http2Exception e) {
                return ProbeResult.failing(
                        HostName.text(socket.peer()) + " does not speak HTTP/2 as it should: " + e.getMessage());
            } catch (IOException e) {
                return IoFailure.of(e, socket);
            }
        }
    }

    private static Http2Call.Head head(GrpcProbe probe, Deadline deadline) {
        return new Http2Call.Head(
                probe.tls().isPresent() ? "https" : "http",
                probe.authority(),
                "/grpc.health.v1.Health/Check",
                Math.min(deadline.millis() + SERVERS_GRACE_MILLIS, 99_999_999) + "m");
    }

    /** What an answer says about the service. */
    static ProbeResult judge(GrpcProbe probe, Http2Call.Answer answer) {
        if (answer.reset().isPresent()) {
            return ProbeResult.failing(
                    "the server ended the call: " + answer.reset().get());
        }
        if (!answer.field(":status").equals(Optional.of("200"))) {
            return ProbeResult.failing(
                    "HTTP " + answer.field(":status").orElse("without status") + ", expected an answer of gRPC");
        }
        String type = answer.field("content-type").orElse("none");
        if (!type.startsWith("application/grpc")) {
            return ProbeResult.failing("content type " + type + ", expected an answer of gRPC");
        }
        Optional<String> code = answer.field("grpc-status");
        if (code.isEmpty()) {
            return ProbeResult.failing("the answer lacks grpc-status");
        }
        if (!code.get().equals("0")) {
            return refused(probe, code.get(), answer.field("grpc-message").orElse(""));
        }
        String asked = probe.service().isEmpty() ? "the server" : "service \"" + probe.service() + "\"";
        return GrpcHealth.response(answer.body())
                .map(status -> status == GrpcHealth.Status.SERVING
                        ? ProbeResult.PASSING
                        : ProbeResult.failing(asked + " is " + status))
                .orElse(ProbeResult.failing("the answer is not one of grpc.health.v1"));
    }

    private static ProbeResult refused(GrpcProbe probe, String code, String message) {
        return ProbeResult.failing(
                switch (code) {
                    case "5" ->
                        "service \"" + probe.service() + "\" is not known to the server's health service (NOT_FOUND)";
                    case "12" -> "the server has no grpc.health.v1.Health (UNIMPLEMENTED)";
                    default -> name(code) + (message.isEmpty() ? "" : ": " + decoded(message));
                });
    }

    private static String name(String code) {
        if (code.matches("[0-9]{1,2}") && Integer.parseInt(code) < CODES.length) {
            return CODES[Integer.parseInt(code)];
        }
        return "grpc-status " + code;
    }

    /** Percent signs stand for bytes of UTF-8. */
    private static String decoded(String message) {
        try {
            return URLDecoder.decode(message.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return message;
        }
    }
}
