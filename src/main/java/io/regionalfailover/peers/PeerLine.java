package io.regionalfailover.peers;

import java.util.concurrent.CompletableFuture;

/**
 * The way to the peers. Every future completes normally within a few seconds, on another thread than the caller's; results say
 * what happened. Nothing is tried twice.
 */
public interface PeerLine {
    /** Of an instance without peers. */
    PeerLine NOBODY = new PeerLine() {
        @Override
        public CompletableFuture<Heard> tell(String peer, byte[] message) {
            return CompletableFuture.completedFuture(new Heard.Silent("nobody is there"));
        }

        @Override
        public CompletableFuture<Heard> ask(String peer, String policy) {
            return CompletableFuture.completedFuture(new Heard.Silent("nobody is there"));
        }
    };

    /**
     * Tells a peer what was seen here, and hears how much of it the peer holds.
     *
     * @param peer base URL, as the settings name it
     * @param message in the form of the {@code peers} room
     */
    CompletableFuture<Heard> tell(String peer, byte[] message);

    /**
     * Asks a peer whether it has a policy.
     *
     * @param peer base URL, as the settings name it
     * @param policy {@code namespace/name}
     */
    CompletableFuture<Heard> ask(String peer, String policy);

    /** What a peer said. */
    sealed interface Heard {
        /** @param body what it said, not looked at yet */
        record Answered(byte[] body) implements Heard {}

        /**
         * Somebody is there and does not speak with us: 401, 5xx, another version.
         *
         * @param message for a person
         */
        record Declined(String message) implements Heard {}

        /**
         * Nothing was heard.
         *
         * @param message for a person
         */
        record Silent(String message) implements Heard {}
    }
}
