package io.regionalfailover.testing.http;

import java.time.Duration;
import java.util.Map;

/** What {@link ScriptedHttpEndpoint} does with a connection. */
public sealed interface HttpScript {

    /**
     * A complete answer, after which the connection is closed.
     *
     * @param status the status code
     * @param headers further headers
     * @param body the body, sent with its length
     */
    record Respond(int status, Map<String, String> headers, String body) implements HttpScript {
        public Respond {
            headers = Map.copyOf(headers);
        }
    }

    /** Accepts the connection and never answers anything: a TLS handshake hangs too. */
    record HangAfterAccept() implements HttpScript {}

    /** Reads the request and never answers. */
    record HangAfterRequest() implements HttpScript {}

    /** Sends the head of a 200 and never a byte of the body it promised. */
    record HangAfterHead() implements HttpScript {}

    /**
     * A good answer, one byte at a time, from the first byte of the status line.
     *
     * @param pause the time before each byte
     */
    record DripHead(Duration pause) implements HttpScript {}

    /**
     * The head of a 200 at once, then an endless body, one byte at a time.
     *
     * @param pause the time before each byte
     */
    record DripBody(Duration pause) implements HttpScript {}

    /**
     * A 200 with a large body, as fast as the client takes it.
     *
     * @param bytes its size; {@link Long#MAX_VALUE} never ends
     * @param withLength whether the size is announced; otherwise the body ends with the connection
     */
    record HugeBody(long bytes, boolean withLength) implements HttpScript {}

    /** Closes the connection as soon as it is accepted, with a reset. */
    record Reset() implements HttpScript {}

    /** Reads the request and closes the connection without an answer. */
    record CloseAfterRequest() implements HttpScript {}

    /** Answers in something that is not HTTP. */
    record Garbage() implements HttpScript {}

    /**
     * An answer that takes its time.
     *
     * @param by how long after the request
     * @param then what comes then
     */
    record Delayed(Duration by, HttpScript then) implements HttpScript {}

    /** Returns a 200 with the body {@code ok}. */
    static HttpScript ok() {
        return status(200, "ok");
    }

    /**
     * Returns an answer without headers of its own.
     *
     * @param status the status code
     * @param body the body
     */
    static HttpScript status(int status, String body) {
        return new Respond(status, Map.of(), body);
    }

    /**
     * Returns a 302.
     *
     * @param location where it points
     */
    static HttpScript redirect(String location) {
        return new Respond(302, Map.of("Location", location), "");
    }
}
