package io.regionalfailover.peers.http;

/** Why a request does not reach the desk. The sentence tells an honest peer what to mend, and anybody else nothing. */
enum Refusal {
    IN_THE_CLEAR(403, "plain http is answered on this machine only; use https"),
    NO_CERTIFICATE(403, "a client certificate is needed"),
    NO_TOKEN(401, "the token is missing or wrong"),
    NOTHING_THERE(404, "there is nothing here"),
    WRONG_METHOD(405, "this method is not answered here"),
    TOO_SLOW(408, "the body did not come in time"),
    TOO_LARGE(413, "the body is too large"),
    TOO_FAST(429, "too many requests from this address; wait a second"),
    BUSY(429, "too many requests at a time; wait a second");

    private final int status;
    private final String sentence;

    Refusal(int status, String sentence) {
        this.status = status;
        this.sentence = sentence;
    }

    int status() {
        return status;
    }

    /** As JSON. */
    String body() {
        return "{\"error\":\"" + sentence + "\"}";
    }

    /** Whether the one who asked may go on with the same connection. */
    boolean keepsConnection() {
        return status == 404 || status == 429;
    }
}
