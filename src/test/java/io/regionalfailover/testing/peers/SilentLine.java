package io.regionalfailover.testing.peers;

import io.regionalfailover.peers.PeerLine;
import java.util.concurrent.CompletableFuture;

/** Nobody is at the other end. */
public final class SilentLine implements PeerLine {
    @Override
    public CompletableFuture<Heard> tell(String peer, byte[] message) {
        return CompletableFuture.completedFuture(new Heard.Silent("nobody is there"));
    }

    @Override
    public CompletableFuture<Heard> ask(String peer, String policy) {
        return CompletableFuture.completedFuture(new Heard.Silent("nobody is there"));
    }
}
