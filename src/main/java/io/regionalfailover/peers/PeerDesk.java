package io.regionalfailover.peers;

/** Answers peers. Called from any thread but an event loop's, never throws, whatever it is handed. */
public interface PeerDesk {
    /** The largest body of a request or an answer, in bytes. */
    int MAX_BODY = 1 << 20;

    /**
     * A peer tells what it saw.
     *
     * @param message at most {@link #MAX_BODY} bytes of anything at all
     */
    Reply told(byte[] message);

    /**
     * A peer tells what it saw while nobody here listens to that: the parcels in it are taken.
     *
     * @param message at most {@link #MAX_BODY} bytes of anything at all
     */
    default void overheard(byte[] message) {}

    /**
     * A peer asks whether this instance has a policy. May ask the API server, for a few seconds at most.
     *
     * @param policy {@code namespace/name}, or anything at all
     */
    Reply asked(String policy);

    /**
     * What it is told.
     *
     * @param status of HTTP: 200; 400 for what cannot be read; 409 for another version or installation; 429 for too much; 503 while
     *     nothing can be said yet
     * @param body JSON
     */
    record Reply(int status, byte[] body) {}
}
