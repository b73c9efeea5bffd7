package io.regionalfailover.simulation.engine;

import io.regionalfailover.peers.PeerDesk;
import io.regionalfailover.peers.PeerLine;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;

/** What lies between instances: each direction of each pair can be cut by itself, and everything takes a while. */
public final class PeerNetwork {
    private static final long MILLISECOND = 1_000_000L;
    private static final long TIMEOUT = 2_000 * MILLISECOND;

    private final VirtualTime time;
    private final IntFunction<Optional<OperatorRun>> runs;
    private final RandomGenerator random;
    private final Map<Direction, Integer> cuts = new HashMap<>();

    private int messages;

    private record Direction(int from, int to) {}

    /** @param runs what runs now, by the number of its instance; empty while nothing does */
    public PeerNetwork(VirtualTime time, RandomGenerator random, IntFunction<Optional<OperatorRun>> runs) {
        this.time = time;
        this.runs = runs;
        this.random = random;
    }

    /** Where an instance is reached, by its number. */
    public static String url(int instance) {
        return "https://i" + instance + ".example.net";
    }

    private static int instance(String url) {
        return Integer.parseInt(url.substring("https://i".length(), url.indexOf('.')));
    }

    /** What one sends to the other does not arrive, or does again; counted. */
    public void cut(int from, int to, boolean begins) {
        cuts.merge(new Direction(from, to), begins ? 1 : -1, Integer::sum);
    }

    private boolean isCut(int from, int to) {
        return cuts.getOrDefault(new Direction(from, to), 0) > 0;
    }

    /** The line of one run of an instance. */
    PeerLine from(int instance, Life life) {
        return new PeerLine() {
            @Override
            public CompletableFuture<Heard> tell(String peer, byte[] message) {
                return send(instance, life, instance(peer), desk -> desk.told(message));
            }

            @Override
            public CompletableFuture<Heard> ask(String peer, String policy) {
                return send(instance, life, instance(peer), desk -> desk.asked(policy));
            }
        };
    }

    private CompletableFuture<PeerLine.Heard> send(
            int from, Life life, int to, Function<PeerDesk, PeerDesk.Reply> request) {
        messages++;
        CompletableFuture<PeerLine.Heard> heard = new CompletableFuture<>();
        life.after(TIMEOUT, () -> heard.complete(new PeerLine.Heard.Silent("timed out")));
        if (isCut(from, to)) {
            return heard;
        }
        time.after(latency(), () -> {
            Optional<OperatorRun> run = runs.apply(to);
            if (run.isEmpty()) {
                life.after(latency(), () -> heard.complete(new PeerLine.Heard.Silent("connection refused")));
                return;
            }
            run.get().life().after(0, () -> {
                PeerDesk.Reply reply = request.apply(run.get().desk());
                if (!isCut(to, from)) {
                    life.after(latency(), () -> heard.complete(heard(reply)));
                }
            });
        });
        return heard;
    }

    private static PeerLine.Heard heard(PeerDesk.Reply reply) {
        return reply.status() == 200
                ? new PeerLine.Heard.Answered(reply.body())
                : new PeerLine.Heard.Declined("status " + reply.status());
    }

    /** How many were sent. */
    public int messages() {
        return messages;
    }

    private long latency() {
        return MILLISECOND + random.nextLong(40 * MILLISECOND);
    }
}
