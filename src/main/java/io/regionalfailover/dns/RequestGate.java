package io.regionalfailover.dns;

/**
 * What a provider passes before every single request, so that the zone's request budget counts each page of a read and
 * each change by itself.
 */
@FunctionalInterface
public interface RequestGate {
    /** What a request does. */
    enum Kind {
        /** Changes the zone. */
        CHANGE,
        /** Reads the zone, or asks what became of a change. */
        READ
    }

    /**
     * Blocks until the budget has room for one more request.
     *
     * @param kind what the request does
     * @throws InterruptedException when the wait was broken off: the request is not sent
     */
    void pass(Kind kind) throws InterruptedException;

    /** A gate that is always open, for providers without a budget. */
    static RequestGate open() {
        return kind -> {};
    }
}
