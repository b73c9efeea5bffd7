package io.regionalfailover.peers.http;

/** Hears what happens on the way between peers; called from any thread, so it must be quick. */
public interface PeerHttpEvents {
    /** Hears nothing. */
    PeerHttpEvents NONE = new PeerHttpEvents() {
        @Override
        public void answered(int status) {}

        @Override
        public void turnedAway() {}

        @Override
        public void troubled(String sentence) {}
    };

    /**
     * A request was answered.
     *
     * @param status of HTTP: what the desk said; 401 without the token; 403, 404, 405, 408, 413 and 429 before the desk heard of it
     */
    void answered(int status);

    /** A connection was closed because there were too many, or because it showed no token in time. */
    void turnedAway();

    /**
     * Something a person should mend; what was good last goes on to hold.
     *
     * @param sentence names the setting and what was found
     */
    void troubled(String sentence);
}
