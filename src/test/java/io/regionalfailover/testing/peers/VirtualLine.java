package io.regionalfailover.testing.peers;

import io.regionalfailover.peers.PeerDesk;
import io.regionalfailover.peers.PeerLine;
import io.regionalfailover.simulation.engine.VirtualTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A network between desks on virtual time: each direction of each pair can be cut by itself. */
public final class VirtualLine {
    private static final Duration ONE_WAY = Duration.ofMillis(20);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final VirtualTime time;
    private final Map<String, PeerDesk> desks = new HashMap<>();
    private final Map<String, String> declining = new HashMap<>();
    private final Set<String> cut = new HashSet<>();
    private long messages;
    private long bytes;

    public VirtualLine(VirtualTime time) {
        this.time = time;
    }

    /** A desk that answers at this URL from now on. */
    public void open(String url, PeerDesk desk) {
        desks.put(url, desk);
    }

    /** Nobody answers at this URL from now on. */
    public void shut(String url) {
        desks.remove(url);
    }

    /** Somebody answers at this URL and does not speak with us. */
    public void decline(String url, String why) {
        declining.put(url, why);
    }

    /** Nothing gets from one URL to the other. */
    public void cut(String from, String to) {
        cut.add(from + " " + to);
    }

    /** Everything gets through again. */
    public void mend() {
        cut.clear();
        declining.clear();
    }

    /** How many messages were sent. */
    public long messages() {
        return messages;
    }

    /** How many bytes were sent. */
    public long bytes() {
        return bytes;
    }

    /** The line of the instance at a URL. */
    public PeerLine from(String url) {
        return new PeerLine() {
            @Override
            public CompletableFuture<Heard> tell(String peer, byte[] message) {
                messages++;
                bytes += message.length;
                return send(url, peer, desk -> desk.told(message));
            }

            @Override
            public CompletableFuture<Heard> ask(String peer, String policy) {
                return send(url, peer, desk -> desk.asked(policy));
            }
        };
    }

    private CompletableFuture<PeerLine.Heard> send(String from, String to, Function<PeerDesk, PeerDesk.Reply> request) {
        CompletableFuture<PeerLine.Heard> heard = new CompletableFuture<>();
        after(ONE_WAY, () -> {
            if (cut.contains(from + " " + to)) {
                return;
            }
            PeerDesk desk = desks.get(to);
            if (desk == null) {
                after(ONE_WAY, () -> heard.complete(new PeerLine.Heard.Silent("connection refused")));
                return;
            }
            String why = declining.get(to);
            if (why != null) {
                after(ONE_WAY, () -> heard.complete(new PeerLine.Heard.Declined(why)));
                return;
            }
            PeerDesk.Reply reply = request.apply(desk);
            after(ONE_WAY, () -> {
                if (!cut.contains(to + " " + from)) {
                    heard.complete(
                            reply.status() == 200
                                    ? new PeerLine.Heard.Answered(reply.body())
                                    : new PeerLine.Heard.Declined("status " + reply.status()));
                }
            });
        });
        after(TIMEOUT, () -> heard.complete(new PeerLine.Heard.Silent("timed out")));
        return heard;
    }

    private void after(Duration delay, Runnable task) {
        var unused = time.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }
}
