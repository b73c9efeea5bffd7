package io.regionalfailover.peers;

import io.regionalfailover.peers.PeerLine.Heard;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Whether any other instance has a policy. */
public sealed interface Possession {
    /** Every one of them says that it does not have it. */
    record Nobody() implements Possession {}

    /** @param peer one that has it */
    record Somebody(String peer) implements Possession {}

    /** @param message who cannot say, and why */
    record Unknown(String message) implements Possession {}

    /** Asks each of the peers. */
    static CompletableFuture<Possession> ask(PeerLine line, List<String> peers, String policy) {
        List<CompletableFuture<Possession>> answers = peers.stream()
                .map(peer -> line.ask(peer, policy).thenApply(heard -> of(peer, heard)))
                .toList();
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .thenApply(ignored ->
                        of(answers.stream().map(CompletableFuture::join).toList()));
    }

    /** What one peer said. */
    static Possession of(String peer, Heard heard) {
        return switch (heard) {
            case Heard.Declined(String message) -> new Unknown(peer + " " + message);
            case Heard.Silent(String message) -> new Unknown(peer + " " + message);
            case Heard.Answered(byte[] body) -> {
                try {
                    yield MessageCodec.decodeHas(body) ? new Somebody(peer) : new Nobody();
                } catch (MalformedMessageException e) {
                    yield new Unknown(peer + " answers what cannot be read: " + e.getMessage());
                }
            }
        };
    }

    /** What all of them said together: who has it counts first, then who cannot say. */
    static Possession of(List<Possession> answers) {
        return answers.stream()
                .filter(Somebody.class::isInstance)
                .findFirst()
                .or(() -> answers.stream().filter(Unknown.class::isInstance).findFirst())
                .orElseGet(Nobody::new);
    }
}
