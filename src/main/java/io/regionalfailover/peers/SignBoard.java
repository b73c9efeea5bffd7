package io.regionalfailover.peers;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Where instances that cannot hear each other leave a sign of life: in a zone, which whoever may move traffic can write. Every
 * future completes normally, on another thread than the caller's.
 */
public interface SignBoard {
    /**
     * Reads what stands there.
     *
     * @param regions names of vantage points
     * @return what was left, by region, in whatever form; empty as a whole when it could not be read
     */
    CompletableFuture<Optional<Map<String, String>>> read(Set<String> regions);

    /**
     * Leaves a sign in the place of the one before.
     *
     * @param count another one than before
     * @return whether it stands there now
     */
    CompletableFuture<Boolean> leave(long count);
}
