package io.regionalfailover.peers;

import io.regionalfailover.peers.Company.Member;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who the peers are, what was heard of each, and how each stands. Not safe for several threads.
 *
 * <ol>
 *   <li>Who was heard, and answers to something that was said here a moment ago, votes.
 *   <li>Who declines to speak is alive without a vote.
 *   <li>Anybody else counts and does not agree, until the heartbeat on the board that is asked about stands still.
 * </ol>
 */
final class Roll {
    private static final int YOUNG_SECONDS = 4;
    private static final Duration YOUNG = Duration.ofSeconds(YOUNG_SECONDS);

    /** Nothing was heard for as long as two signs take: somebody may be gone. */
    private static final Duration DOUBT = Duration.ofMillis(2_500);

    private static final int MOST_INBOXES = 32;

    private final Author author;
    private final List<Outbox> peers = new ArrayList<>();
    private final Map<String, Inbox> inboxes = new HashMap<>();
    private final Map<String, Heartbeats> boards = new LinkedHashMap<>();
    private final Map<String, Standing> told = new HashMap<>();
    private Set<String> regions = Set.of();
    private Instant startedAt = Instant.MIN;

    Roll(Author author, List<String> urls) {
        this.author = author;
        urls.forEach(url -> peers.add(new Outbox(url)));
    }

    /** What each peer is told, this instance itself among them. */
    List<Outbox> peers() {
        return peers;
    }

    /** The boards on which signs of life are left. */
    Collection<Heartbeats> boards() {
        return boards.values();
    }

    /** Nobody is doubted before there was time to hear him. */
    void startsAt(Instant now) {
        startedAt = now;
    }

    /** @param names all regions that policies speak of */
    void regions(Set<String> names) {
        regions = Set.copyOf(names);
    }

    /** @param named the boards by name; others are forgotten */
    void boards(Map<String, SignBoard> named) {
        boards.keySet().retainAll(named.keySet());
        named.forEach((name, board) -> {
            Heartbeats before = boards.get(name);
            if (before == null || !before.board.equals(board)) {
                boards.put(name, new Heartbeats(board));
            }
        });
    }

    /** The base URLs of those that are not this instance. */
    List<String> others() {
        return peers.stream()
                .filter(peer -> !peer.isSelf())
                .map(peer -> peer.peer)
                .toList();
    }

    /** @param board the name of the board that speaks for the policy's zone */
    Company company(String policy, String board, Instant now) {
        List<Member> members = new ArrayList<>();
        for (Outbox peer : peers) {
            if (!peer.isSelf()) {
                members.add(member(peer, policy, board, now));
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

    /** Whose signs of life are looked for. */
    Set<String> lookedFor() {
        Set<String> names = new TreeSet<>(unclaimed());
        peers.stream()
                .filter(peer -> !peer.isSelf())
                .forEach(peer -> peer.name().ifPresent(names::add));
        return names;
    }

    /** Whether somebody is not heard as he should be. */
    boolean anyIsDoubted(Instant now) {
        return peers.stream().anyMatch(peer -> !peer.isSelf() && isDoubted(peer, now));
    }

    private boolean isDoubted(Outbox peer, Instant now) {
        Instant proven = peer.name().map(inboxes::get).map(Inbox::provenAt).orElse(Instant.MIN);
        Instant since = proven.isAfter(startedAt) ? proven : startedAt;
        return peer.isFailing() || since.plus(DOUBT).isBefore(now);
    }

    /** The newest message of a peer that is held here, to be named to it. */
    Optional<Message.Echo> echo(Outbox peer) {
        return peer.name().map(inboxes::get).flatMap(Inbox::echo);
    }

    /**
     * Takes in what was said by somebody else than this instance.
     *
     * @return the policies of which something changed
     */
    Collection<String> take(Message message, Instant now) {
        return inbox(message.vantagePoint()).take(message, now, proof(message)).orElse(List.of());
    }

    /** The newest message held of a process; 0 for none. */
    long holds(String vantagePoint, String process) {
        return inbox(vantagePoint).holds(process);
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

    /** Whether anybody's standing differs from what this said last time. */
    boolean standingsChanged(Instant now) {
        Map<String, Standing> present = new HashMap<>();
        for (Outbox peer : peers) {
            if (!peer.isSelf()) {
                present.put(peer.peer, standing(peer, Optional.empty(), now));
                boards.forEach(
                        (name, signs) -> present.put(peer.peer + " " + name, standing(peer, Optional.of(signs), now)));
            }
        }
        if (present.equals(told)) {
            return false;
        }
        told.clear();
        told.putAll(present);
        return true;
    }
}
