package io.regionalfailover.peers.http;

import io.regionalfailover.peers.PeerDesk;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One request and its answer. It has so long for its body and so long again for its answer to be taken; whatever happens, it ends
 * once. Everything but {@link #answer} is called on the connection's event loop.
 */
final class Exchange {
    static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration FAREWELL = Duration.ofSeconds(1);
    private static final int UNAVAILABLE = 503;
    private static final Runnable NOTHING = () -> {};

    private final Vertx vertx;
    private final Context context;
    private final HttpServerRequest request;
    private final PeerHttpEvents events;
    private Buffer body = Buffer.buffer();
    private Runnable end = NOTHING;
    /** None yet: timers are counted from 0. */
    private long timer = -1;

    private int discarded;
    private boolean answered;

    Exchange(HttpServerRequest request, PeerHttpEvents events) {
        this.context = Objects.requireNonNull(Vertx.currentContext(), "not on an event loop");
        this.vertx = context.owner();
        this.request = request;
        this.events = events;
    }

    /** How many bytes the request says that it brings; 0 when it does not say. */
    static long announced(HttpServerRequest request) {
        String length = Optional.ofNullable(request.getHeader(HttpHeaders.CONTENT_LENGTH))
                .orElse("0");
        try {
            return Long.parseLong(length.strip());
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    /**
     * Takes in the body.
     *
     * @param ended is called once, when the request has been answered or given up
     * @param complete gets the body
     */
    void receive(Runnable ended, Consumer<byte[]> complete) {
        end = ended;
        patient(() -> refuse(Refusal.TOO_SLOW));
        request.response().closeHandler(ignored -> finish());
        request.response().exceptionHandler(ignored -> finish());
        request.exceptionHandler(ignored -> finish());
        request.handler(this::take);
        request.endHandler(ignored -> {
            if (!answered) {
                byte[] whole = body.getBytes();
                body = Buffer.buffer();
                patient(() -> request.connection().close());
                complete.accept(whole);
            }
        });
        request.resume();
    }

    private void take(Buffer part) {
        if (answered) {
            discarded += part.length();
            if (discarded > PeerDesk.MAX_BODY) {
                request.pause();
            }
        } else if (body.length() + part.length() > PeerDesk.MAX_BODY) {
            refuse(Refusal.TOO_LARGE);
        } else {
            body.appendBuffer(part);
        }
    }

    private void patient(Runnable afterwards) {
        vertx.cancelTimer(timer);
        timer = vertx.setTimer(PATIENCE.toMillis(), ignored -> context.runOnContext(now -> afterwards.run()));
    }

    /** Hands over what the desk said; from any thread. */
    void answer(PeerDesk.Reply reply) {
        context.runOnContext(ignored -> {
            // Behind one address may stand several processes, and the next connection may find the one that can answer.
            send(reply.status(), Buffer.buffer(reply.body()), reply.status() != UNAVAILABLE);
        });
    }

    /** Sends it away. */
    void refuse(Refusal refusal) {
        body = Buffer.buffer();
        if (end == NOTHING && !request.isEnded()) {
            request.handler(this::take);
        }
        if (refusal.status() == 401) {
            request.response().putHeader("WWW-Authenticate", "Bearer");
        } else if (refusal.status() == 429) {
            request.response().putHeader("Retry-After", "1");
        }
        boolean bounded =
                announced(request) <= PeerDesk.MAX_BODY && request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null;
        send(refusal.status(), Buffer.buffer(refusal.body()), bounded && refusal.keepsConnection());
    }

    private void send(int status, Buffer content, boolean keep) {
        if (answered) {
            return;
        }
        answered = true;
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            finish();
            return;
        }
        response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
        events.answered(status);
        if (keep) {
            response.end(content).onComplete(sent -> finish());
            return;
        }
        response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        response.end(content).onComplete(sent -> {
            finish();
            farewell();
        });
    }

    /**
     * Whoever closes on a peer that still sends takes the answer away from it; so that one has a moment to read it and go. Of what
     * it still sends no more is taken than a body may have.
     */
    private void farewell() {
        if (request.isEnded()) {
            request.connection().close();
        } else {
            vertx.setTimer(FAREWELL.toMillis(), ignored -> request.connection().close());
        }
    }

    private void finish() {
        vertx.cancelTimer(timer);
        answered = true;
        Runnable once = end;
        end = NOTHING;
        once.run();
    }
}
