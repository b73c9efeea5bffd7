package io.regionalfailover.testing.route53;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** What goes wrong with a request. */
public sealed interface Fault {

    /**
     * The request is answered with an error and nothing is done.
     *
     * @param status the HTTP status
     * @param code the error code
     * @param message the message
     */
    record Failure(int status, String code, String message) implements Fault {}

    /** The request is never answered and nothing is done. */
    record Hang() implements Fault {}

    /** The request is carried out and never answered. */
    record HangAfterDone() implements Fault {}

    /**
     * The request is carried out and answered, but late.
     *
     * @param by how long before it is carried out
     */
    record Slow(Duration by) implements Fault {}

    /**
     * The request is received, carried out once it is let go, and answered then.
     *
     * @param letGo counted down when it may go on
     */
    record Held(CountDownLatch letGo) implements Fault {}

    /** The connection breaks before anything is done. */
    record RequestLost() implements Fault {}

    /** The request is carried out, and the connection breaks before the answer. */
    record ReplyLost() implements Fault {}

    /** Returns the answer of an account that asks too much. */
    static Fault throttling() {
        return new Failure(400, "Throttling", "Rate exceeded");
    }

    /** Returns the answer of a zone that is still busy. */
    static Fault priorRequestNotComplete() {
        return new Failure(
                400,
                "PriorRequestNotComplete",
                "The request was rejected because Route 53 was still processing a prior request.");
    }

    /** Returns a 503. */
    static Fault serviceUnavailable() {
        return new Failure(503, "ServiceUnavailable", "Service is unavailable. Please try again later.");
    }

    /** Returns a 500. */
    static Fault internalFailure() {
        return new Failure(500, "InternalFailure", "An internal error occurred.");
    }
}
