package io.regionalfailover.peers;

import io.regionalfailover.peers.PeerLine.Heard;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The exchange of observations with the other instances: what is said to them, and what is known of them.
 *
 * <ol>
 *   <li>What this instance sees is told to every peer at once when it may change a verdict, and otherwise a sign that nothing
 *       changed, once a second. So nobody polls, and a quiet fleet says little.
 *   <li>What a peer says counts while it is proven young: it answers to something that this process said at most 4 s ago. An instance that slept finds old messages in its sockets; they prove nothing.
 *   <li>A peer that is not heard counts as one that does not agree. It ceases to count only when its heartbeat in the zone stands
 *       still; while anybody is not heard, this instance leaves its own.
 * </ol>
 */
public final class Exchange {
    private static final Duration TICK = Duration.ofSeconds(1);

    /** Is told what happens; returns at once. */
    public interface Listener {
        /** Something changed that the decision on a policy rests on. */
        void changed(String policy);

        /** A peer was heard. */
        void heard(Instant at);
    }

    private final Author author;
    private final PeerLine line;
    private final InstantSource clock;
    private final ScheduledExecutorService timers;
    private final Object lock = new Object();
    private final Roll roll;
    private final PeerDesk desk;
    private final Reports reports = new Reports();
    private volatile Listener listener = new Listener() {
        @Override
        public void changed(String policy) {}

        @Override
        public void heard(Instant at) {}
    };
    private volatile Parcels parcels = Parcels.NONE;
    private long sequence;
    private boolean closed;

    /**
     * An exchange that has not begun.
     *
     * @param urls base URLs of the peers; this instance's own may be among them
     * @param holdings which policies this instance has
     * @param clock steady, counting the time for which the process slept
     */
    public Exchange(
            Author author,
            List<String> urls,
            PeerLine line,
            Holdings holdings,
            InstantSource clock,
            ScheduledExecutorService timers) {
        this.author = author;
        this.line = line;
        this.clock = clock;
        this.timers = timers;
        this.roll = new Roll(author, urls);
        this.desk = new Reception(
                author, holdings, clock, lock, roll, this::tell, parcels -> this.parcels.arrived(parcels));
    }

    /** The exchange of an instance without peers. */
    public static Exchange alone(Author author, InstantSource clock, ScheduledExecutorService timers) {
        return new Exchange(author, List.of(), PeerLine.NOBODY, policy -> Optional.empty(), clock, timers);
    }

    /** Begins to speak and to listen. */
    public void start(Listener newListener) {
        listener = newListener;
        if (hasPeers()) {
            synchronized (lock) {
                roll.startsAt(clock.instant());
                roll.peers().forEach(peer -> peer.offerParcels(parcels.keys()));
            }
            timers.schedule(this::tick, 0, TimeUnit.NANOSECONDS);
        }
    }

    /** What is handed to the peers beside what this instance sees; to be said before the start. */
    public void carry(Parcels newParcels) {
        parcels = newParcels;
    }

    /** The parcels of these keys are other ones now. */
    public void offer(Collection<String> keys) {
        synchronized (lock) {
            roll.peers().forEach(peer -> peer.offerParcels(keys));
        }
        flush();
    }

    /** Where the peers are heard and answered. */
    public PeerDesk desk() {
        return desk;
    }

    /** Ends the exchange; the peers hear nothing more. */
    public void close() {
        synchronized (lock) {
            closed = true;
        }
    }

    /** As whom this instance speaks. */
    public Author author() {
        return author;
    }

    /** Whether there is anybody to speak to. */
    public boolean hasPeers() {
        return !roll.peers().isEmpty();
    }

    /** The names of all regions that policies speak of: where somebody may stand who was never heard. */
    public void regions(Set<String> names) {
        synchronized (lock) {
            roll.regions(names);
        }
    }

    /** The boards on which signs of life are left, by name; others are forgotten. */
    public void boards(Map<String, SignBoard> named) {
        synchronized (lock) {
            roll.boards(named);
        }
    }

    /**
     * What this instance sees of a policy.
     *
     * @param validFor after this time without another report the votes are withdrawn
     */
    public void say(PolicyReport report, Duration validFor) {
        if (!hasPeers()) {
            return;
        }
        synchronized (lock) {
            reports.say(report, clock.instant().plus(validFor));
            roll.peers().forEach(peer -> peer.offer(report));
        }
        flush();
    }

    /** This instance does not have the policy any more. */
    public void forget(String policy) {
        synchronized (lock) {
            if (reports.forget(policy)) {
                roll.peers().forEach(peer -> peer.offerGone(policy));
            }
        }
        flush();
    }

    /**
     * The peers, as a policy has to reckon with them now.
     *
     * @param board the name of the board that speaks for its zone; empty when there is none
     */
    public Company company(String policy, String board) {
        synchronized (lock) {
            return roll.company(policy, board, clock.instant());
        }
    }

    /** The configured peers that are not this instance, for questions to each of them. */
    public List<String> others() {
        synchronized (lock) {
            return roll.others();
        }
    }

    /** Asks every other instance whether it has a policy. */
    public CompletableFuture<Possession> possession(String policy) {
        return Possession.ask(line, others(), policy);
    }

    private void tick() {
        Instant now = clock.instant();
        synchronized (lock) {
            if (closed) {
                return;
            }
            reports.withdraw(now).forEach(silent -> roll.peers().forEach(peer -> peer.offer(silent)));
            roll.peers().forEach(peer -> send(peer, now));
            if (roll.anyIsDoubted(now)) {
                roll.boards().forEach(board -> pulse(board, now));
            }
        }
        tellStandings();
        timers.schedule(this::tick, TICK.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void pulse(Heartbeats signs, Instant now) {
        if (signs.beginLook(now)) {
            var unused = signs.board.read(roll.lookedFor()).thenAccept(found -> {
                synchronized (lock) {
                    signs.looked(now, found);
                }
                tellStandings();
            });
        }
        signs.beginSign(now).ifPresent(count -> {
            var unused = signs.board.leave(count).thenAccept(there -> {
                synchronized (lock) {
                    signs.left(there);
                }
            });
        });
    }

    private void flush() {
        Instant now = clock.instant();
        synchronized (lock) {
            if (!closed) {
                roll.peers().stream().filter(Outbox::hasNews).forEach(peer -> send(peer, now));
            }
        }
    }

    /** Under the lock. One message is on its way at a time: what comes in meanwhile goes together with the next. */
    private void send(Outbox peer, Instant now) {
        if (peer.isOnTheWay() || peer.rests(now)) {
            return;
        }
        long number = ++sequence;
        byte[] bytes = MessageCodec.encode(peer.next(author, number, roll.echo(peer), reports::of, parcels, now));
        var unused = line.tell(peer.peer, bytes).thenAccept(heard -> heard(peer, number, heard));
    }

    private void heard(Outbox peer, long number, Heard heard) {
        Instant now = clock.instant();
        boolean more;
        synchronized (lock) {
            switch (heard) {
                case Heard.Answered(byte[] body) -> answered(peer, number, body, now);
                case Heard.Declined(String message) -> peer.declined(message, now);
                case Heard.Silent(String message) -> peer.lost(message);
            }
            more = !peer.isFailing() && peer.hasNews() && !closed;
            if (more) {
                send(peer, now);
            }
        }
    }

    private void answered(Outbox peer, long number, byte[] body, Instant now) {
        try {
            Message.Answer answer = MessageCodec.decodeAnswer(body);
            if (!answer.installation().equals(author.installation())) {
                peer.declined("belongs to installation \"" + answer.installation() + "\"", now);
                return;
            }
            boolean own = answer.vantagePoint().equals(author.vantagePoint());
            if (!peer.arrived(answer, number, own, now) && !own) {
                peer.beginAnew(reports.policies(), parcels.keys());
            }
        } catch (MalformedMessageException e) {
            peer.declined("answers what cannot be read: " + e.getMessage(), now);
        }
    }

    /** A peer said something that changes these policies. */
    private void tell(Collection<String> changed, Instant now) {
        listener.heard(now);
        changed.forEach(listener::changed);
        tellStandings();
    }

    /** Tells whoever listens when a peer began to count, or ceased to. */
    private void tellStandings() {
        List<String> policies = List.of();
        Instant now = clock.instant();
        synchronized (lock) {
            if (roll.standingsChanged(now)) {
                policies = List.copyOf(reports.policies());
            }
        }
        policies.forEach(listener::changed);
    }
}
