package io.regionalfailover.peers;

import io.regionalfailover.peers.Company.Member;
import io.regionalfailover.peers.PeerLine.Heard;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The exchange of observations with the other instances.
 *
 * <ol>
 *   <li>What this instance sees is told to every peer at once when it may change a verdict, and otherwise a sign that nothing
 *       changed, once a second. So nobody polls, and a quiet fleet says little.
 *   <li>What a peer says counts while it is proven young: it answers to something that this process said at most {@value
 *       #YOUNG_SECONDS} s ago. An instance that slept finds old messages in its sockets; they prove nothing.
 *   <li>A peer that is not heard counts as one that does not agree. It ceases to count only when its heartbeat in the zone stands
 *       still; while anybody is not heard, this instance leaves its own.
 * </ol>
 */
public final class Exchange implements PeerDesk {
    private static final int YOUNG_SECONDS = 4;
    private static final Duration YOUNG = Duration.ofSeconds(YOUNG_SECONDS);
    private static final int MOST_INBOXES = 32;
    private static final Duration TICK = Duration.ofSeconds(1);

    /** Nothing was heard for as long as two signs take: somebody may be gone. */
    private static final Duration DOUBT = Duration.ofMillis(2_500);

    /** @param voidAt a loop that has said nothing new by then does not look any more */
    private record Said(PolicyReport report, Instant voidAt) {}

    /** Is told what happens; returns at once. */
    public interface Listener {
        /** Something changed that the decision on a policy rests on. */
        void changed(String policy);

        /** A peer was heard. */
        void heard(Instant at);
    }

    private final Author author;
    private final PeerLine line;
    private final Holdings holdings;
    private final InstantSource clock;
    private final ScheduledExecutorService timers;
    private final Object lock = new Object();
    private final List<Outbox> peers = new ArrayList<>();
    private final Map<String, Inbox> inboxes = new HashMap<>();
    private final Map<String, Heartbeats> boards = new LinkedHashMap<>();
    private final Map<String, Said> latest = new TreeMap<>();
    private final Map<String, Standing> standings = new HashMap<>();
    private volatile Listener listener = new Listener() {
        @Override
        public void changed(String policy) {}

        @Override
        public void heard(Instant at) {}
    };
    private Set<String> regions = Set.of();
    private Instant startedAt = Instant.MIN;
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
        this.holdings = holdings;
        this.clock = clock;
        this.timers = timers;
        urls.forEach(url -> peers.add(new Outbox(url)));
    }

    /** The exchange of an instance without peers. */
    public static Exchange alone(Author author, InstantSource clock, ScheduledExecutorService timers) {
        PeerLine nobody = new PeerLine() {
            @Override
            public CompletableFuture<Heard> tell(String peer, byte[] message) {
                return CompletableFuture.completedFuture(new Heard.Silent("nobody is there"));
            }

            @Override
            public CompletableFuture<Heard> ask(String peer, String policy) {
                return CompletableFuture.completedFuture(new Heard.Silent("nobody is there"));
            }
        };
        return new Exchange(author, List.of(), nobody, policy -> Optional.empty(), clock, timers);
    }

    /** Begins to speak and to listen. */
    public void start(Listener newListener) {
        listener = newListener;
        if (!peers.isEmpty()) {
            synchronized (lock) {
                startedAt = clock.instant();
            }
            timers.schedule(this::tick, 0, TimeUnit.NANOSECONDS);
        }
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
        return !peers.isEmpty();
    }

    /** The names of all regions that policies speak of: where somebody may stand who was never heard. */
    public void regions(Set<String> names) {
        synchronized (lock) {
            regions = Set.copyOf(names);
        }
    }

    /** The boards on which signs of life are left, by name; others are forgotten. */
    public void boards(Map<String, SignBoard> named) {
        synchronized (lock) {
            boards.keySet().retainAll(named.keySet());
            named.forEach((name, board) -> {
                Heartbeats before = boards.get(name);
                if (before == null || !before.board.equals(board)) {
                    boards.put(name, new Heartbeats(board));
                }
            });
        }
    }

    /**
     * What this instance sees of a policy.
     *
     * @param validFor after this time without another report the votes are withdrawn
     */
    public void say(PolicyReport report, Duration validFor) {
        if (peers.isEmpty()) {
            return;
        }
        synchronized (lock) {
            latest.put(report.policy(), new Said(report, clock.instant().plus(validFor)));
            peers.forEach(peer -> peer.offer(report));
        }
        flush();
    }

    /** This instance does not have the policy any more. */
    public void forget(String policy) {
        synchronized (lock) {
            if (latest.remove(policy) != null) {
                peers.forEach(peer -> peer.offerGone(policy));
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
        Instant now = clock.instant();
        List<Member> members = new ArrayList<>();
        synchronized (lock) {
            for (Outbox peer : peers) {
                if (!peer.isSelf()) {
                    members.add(member(peer, policy, board, now));
                }
            }
        }
        return new Company(author.vantagePoint(), members);
    }

    private Member member(Outbox peer, String policy, String board, Instant now) {
        String name = peer.name().orElse(peer.peer);
        Standing standing = standing(peer, Optional.ofNullable(boards.get(board)), now);
        Optional<PolicyReport> report = standing == Standing.VOTING
                ? Optional.ofNullable(inboxes.get(name)).flatMap(inbox -> inbox.report(policy))
                : Optional.empty();
        String message = switch (standing) {
            case VOTING -> "";
            case UNHEARD -> peer.trouble().isEmpty() ? "is not heard" : peer.trouble();
            case GONE -> "is not heard, and its heartbeat in the zone stands still";
        };
        return new Member(name, standing, report, message);
    }

    private Standing standing(Outbox peer, Optional<Heartbeats> board, Instant now) {
        Optional<Inbox> inbox = peer.name().map(inboxes::get);
        if (inbox.filter(said -> isYoung(said, now)).isPresent()) {
            return Standing.VOTING;
        }
        if (peer.declinedWithin(YOUNG, now)) {
            return Standing.UNHEARD;
        }
        Instant since = inbox.map(Inbox::heardAt).orElse(Instant.MIN);
        Set<String> where = peer.name().map(Set::of).orElseGet(this::unclaimed);
        boolean gone = !where.isEmpty()
                && board.filter(signs -> signs.stoodStill(where, since, now)).isPresent();
        return gone ? Standing.GONE : Standing.UNHEARD;
    }

    private static boolean isYoung(Inbox inbox, Instant now) {
        return inbox.provenAt().isAfter(Instant.MIN)
                && !inbox.provenAt().plus(YOUNG).isBefore(now);
    }

    /** Where a peer may stand that was never heard: wherever nobody else does. */
    private Set<String> unclaimed() {
        Set<String> names = new HashSet<>(regions);
        names.remove(author.vantagePoint());
        peers.forEach(peer -> peer.name().ifPresent(names::remove));
        return names;
    }

    /** The configured peers that are not this instance, for questions to each of them. */
    public List<String> others() {
        synchronized (lock) {
            return peers.stream()
                    .filter(peer -> !peer.isSelf())
                    .map(peer -> peer.peer)
                    .toList();
        }
    }

    /** Asks every other instance whether it has a policy. */
    public CompletableFuture<Possession> possession(String policy) {
        List<CompletableFuture<Possession>> answers = new ArrayList<>();
        for (String peer : others()) {
            answers.add(line.ask(peer, policy).thenApply(heard -> Possession.of(peer, heard)));
        }
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .thenApply(ignored -> Possession.of(
                        answers.stream().map(CompletableFuture::join).toList()));
    }

    private void tick() {
        Instant now = clock.instant();
        synchronized (lock) {
            if (closed) {
                return;
            }
            withdraw(now);
            peers.forEach(peer -> send(peer, now));
            if (peers.stream().anyMatch(peer -> isDoubted(peer, now))) {
                boards.values().forEach(board -> pulse(board, now));
            }
        }
        tellStandings();
        timers.schedule(this::tick, TICK.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void withdraw(Instant now) {
        latest.replaceAll((policy, said) -> {
            if (!said.voidAt().isBefore(now) || said.report().checks().isEmpty()) {
                return said;
            }
            PolicyReport silent = said.report().withoutVotes();
            peers.forEach(peer -> peer.offer(silent));
            return new Said(silent, said.voidAt());
        });
    }

    private boolean isDoubted(Outbox peer, Instant now) {
        if (peer.isSelf()) {
            return false;
        }
        Instant proven = peer.name().map(inboxes::get).map(Inbox::provenAt).orElse(Instant.MIN);
        Instant since = proven.isAfter(startedAt) ? proven : startedAt;
        return peer.isFailing() || since.plus(DOUBT).isBefore(now);
    }

    private void pulse(Heartbeats signs, Instant now) {
        if (signs.beginLook(now)) {
            Set<String> names = new TreeSet<>(unclaimed());
            peers.stream()
                    .filter(peer -> !peer.isSelf())
                    .forEach(peer -> peer.name().ifPresent(names::add));
            var unused = signs.board.read(names).thenAccept(found -> {
                synchronized (lock) {
                    signs.looked(now, found);
                }
                tellStandings();
            });
        }
        signs.beginSign(now).ifPresent(count -> {
            var unused = signs.board.leave(count).thenAccept(there -> {
                synchronized (lock) {
                    signs.left();
                }
            });
        });
    }

    private void flush() {
        Instant now = clock.instant();
        synchronized (lock) {
            if (!closed) {
                peers.stream().filter(Outbox::hasNews).forEach(peer -> send(peer, now));
            }
        }
    }

    /** Under the lock. One message is on its way at a time: what comes in meanwhile goes together with the next. */
    private void send(Outbox peer, Instant now) {
        if (peer.isOnTheWay() || peer.rests(now)) {
            return;
        }
        long number = ++sequence;
        Optional<Message.Echo> echo = peer.name().map(inboxes::get).flatMap(Inbox::echo);
        byte[] bytes = MessageCodec.encode(peer.next(author, number, echo, this::report, now));
        var unused = line.tell(peer.peer, bytes).thenAccept(heard -> heard(peer, number, heard));
    }

    private Optional<PolicyReport> report(String policy) {
        return Optional.ofNullable(latest.get(policy)).map(Said::report);
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
                peer.beginAnew(latest.keySet());
            }
        } catch (MalformedMessageException e) {
            peer.declined("answers what cannot be read: " + e.getMessage(), now);
        }
    }

    @Override
    public Reply told(byte[] bytes) {
        Message message;
        try {
            message = MessageCodec.decode(bytes);
        } catch (MalformedMessageException e) {
            return new Reply(400, MessageCodec.encodeError(String.valueOf(e.getMessage())));
        }
        if (!message.installation().equals(author.installation())) {
            return new Reply(409, MessageCodec.encodeError("another installation"));
        }
        Instant now = clock.instant();
        Collection<String> changed = List.of();
        long holds;
        synchronized (lock) {
            if (message.vantagePoint().equals(author.vantagePoint())) {
                holds = message.sequence();
            } else {
                Inbox inbox = inbox(message.vantagePoint());
                changed = inbox.take(message, now, proof(message)).orElse(List.of());
                holds = inbox.holds(message.process());
            }
        }
        listener.heard(now);
        changed.forEach(listener::changed);
        tellStandings();
        return new Reply(
                200,
                MessageCodec.encode(
                        new Message.Answer(author.installation(), author.vantagePoint(), author.process(), holds)));
    }

    /** Whoever speaks has our token; still, names that nobody answers to do not pile up. */
    private Inbox inbox(String vantagePoint) {
        Inbox there = inboxes.get(vantagePoint);
        if (there != null) {
            return there;
        }
        if (inboxes.size() >= MOST_INBOXES) {
            inboxes.keySet()
                    .removeIf(name -> peers.stream()
                            .noneMatch(peer -> peer.name().filter(name::equals).isPresent()));
        }
        Inbox fresh = new Inbox();
        inboxes.put(vantagePoint, fresh);
        return fresh;
    }

    /** When this process said what the message answers to. */
    private Optional<Instant> proof(Message message) {
        return message.echo()
                .filter(echo -> echo.process().equals(author.process()))
                .flatMap(echo -> peers.stream()
                        .filter(peer -> peer.name()
                                .filter(message.vantagePoint()::equals)
                                .isPresent())
                        .flatMap(peer -> peer.saidAt(echo.sequence()).stream())
                        .findFirst());
    }

    @Override
    public Reply asked(String policy) {
        return holdings.has(policy)
                .map(has -> new Reply(200, MessageCodec.encodeHas(has)))
                .orElseGet(() -> new Reply(503, MessageCodec.encodeError("not known yet")));
    }

    /** Tells whoever listens when a peer began to count, or ceased to. */
    private void tellStandings() {
        List<String> policies = List.of();
        Instant now = clock.instant();
        synchronized (lock) {
            Map<String, Standing> present = new HashMap<>();
            for (Outbox peer : peers) {
                if (!peer.isSelf()) {
                    present.put(peer.peer, standing(peer, Optional.empty(), now));
                    boards.forEach((name, signs) ->
                            present.put(peer.peer + " " + name, standing(peer, Optional.of(signs), now)));
                }
            }
            if (!present.equals(standings)) {
                standings.clear();
                standings.putAll(present);
                policies = List.copyOf(latest.keySet());
            }
        }
        policies.forEach(listener::changed);
    }
}
