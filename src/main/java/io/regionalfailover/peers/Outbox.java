package io.regionalfailover.peers;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What one peer is still to be told, and what it is known to hold. One message is on its way at a time. Not safe for several
 * threads.
 */
final class Outbox {
    /** Checks in one message, so that it stays below the bound in bytes. */
    private static final int MOST_CHECKS = 1_000;

    private static final int REMEMBERED_MESSAGES = 64;

    /** Behind a name that leads back here somebody else may stand one day. */
    private static final Duration SELF_AGAIN = Duration.ofSeconds(30);

    final String peer;
    private final Map<String, PolicyReport> told = new HashMap<>();
    private final Set<String> untold = new LinkedHashSet<>();
    private final ParcelQueue parcels = new ParcelQueue();
    private final LinkedHashMap<Long, Instant> saidAt = new LinkedHashMap<>();
    private Optional<String> name = Optional.empty();
    private boolean self;
    private Instant restsUntil = Instant.MIN;
    private final List<String> carried = new ArrayList<>();
    private long follows;
    private boolean onTheWay;
    private boolean failed;
    private Instant declinedAt = Instant.MIN;
    private String trouble = "was not heard yet";

    Outbox(String peer) {
        this.peer = peer;
    }

    /** The peer is to be told of this policy, unless it holds as much already. */
    void offer(PolicyReport report) {
        PolicyReport before = told.get(report.policy());
        if (before == null || untold.contains(report.policy()) || !before.saysWhat(report)) {
            untold.add(report.policy());
        }
    }

    /** The peer is to be told that this policy is gone. */
    void offerGone(String policy) {
        untold.add(policy);
    }

    /** The peer is to be handed these parcels. */
    void offerParcels(Collection<String> keys) {
        parcels.offer(keys);
    }

    /** All that it was told is void. */
    void beginAnew(Set<String> policies, Set<String> parcelKeys) {
        follows = 0;
        told.clear();
        untold.clear();
        untold.addAll(policies);
        parcels.offer(parcelKeys);
    }

    boolean isOnTheWay() {
        return onTheWay;
    }

    /** True while there is no need to speak to oneself. */
    boolean rests(Instant now) {
        return self && now.isBefore(restsUntil);
    }

    boolean hasNews() {
        return !untold.isEmpty() || !parcels.isEmpty();
    }

    /**
     * The next message, which counts as on its way until {@link #arrived} or {@link #lost}.
     *
     * @param latest what is to be said of each policy; one that is missing is gone
     * @param shelf has the parcels
     */
    Message next(
            Author author,
            long sequence,
            Optional<Message.Echo> echo,
            Function<String, Optional<PolicyReport>> latest,
            Parcels shelf,
            Instant now) {
        List<PolicyReport> policies = new ArrayList<>();
        List<String> gone = new ArrayList<>();
        int checks = 0;
        for (String policy : List.copyOf(untold)) {
            PolicyReport report = latest.apply(policy).orElse(null);
            int more = report == null ? 1 : 1 + report.checks().size();
            if (checks > 0 && checks + more > MOST_CHECKS) {
                break;
            }
            checks += more;
            untold.remove(policy);
            if (report == null) {
                told.remove(policy);
                gone.add(policy);
            } else {
                told.put(policy, report);
                policies.add(report);
            }
        }
        carried.clear();
        policies.forEach(report -> carried.add(report.policy()));
        carried.addAll(gone);
        onTheWay = true;
        saidAt.put(sequence, now);
        if (saidAt.size() > REMEMBERED_MESSAGES) {
            saidAt.pollFirstEntry();
        }
        return new Message(
                author.installation(),
                author.vantagePoint(),
                author.process(),
                sequence,
                follows,
                echo,
                policies,
                gone,
                // One that does not answer is not read all of it again and again: the first answer brings it.
                isFailing() ? List.of() : parcels.next(shelf));
    }

    /** When a message was said; empty when that is long ago. */
    Optional<Instant> saidAt(long sequence) {
        return Optional.ofNullable(saidAt.get(sequence));
    }

    /**
     * The peer answered.
     *
     * @param own its name is this instance's own: it is this instance, or a replica of it
     * @return false when it does not hold what it was told
     */
    boolean arrived(Message.Answer answer, long sequence, boolean own, Instant now) {
        onTheWay = false;
        failed = false;
        trouble = "";
        name = Optional.of(answer.vantagePoint());
        self = own;
        restsUntil = own ? now.plus(SELF_AGAIN) : Instant.MIN;
        follows = answer.holds() == sequence ? sequence : 0;
        return answer.holds() == sequence;
    }

    /** Nobody answered, or not to what was said. */
    void lost(String message) {
        isToBeSaidAgain();
        onTheWay = false;
        failed = true;
        trouble = message;
    }

    /** Somebody is there and does not listen. */
    void declined(String message, Instant now) {
        isToBeSaidAgain();
        onTheWay = false;
        failed = true;
        trouble = message;
        declinedAt = now;
    }

    /** The peer may hold what the last message said, or not: the next one, which follows what it surely holds, says it too. */
    private void isToBeSaidAgain() {
        parcels.again();
        carried.forEach(told::remove);
        untold.addAll(carried);
        carried.clear();
    }

    /** True when the last message did not arrive. */
    boolean isFailing() {
        return failed;
    }

    /** Whether somebody said within this time that he is there, though he does not listen. */
    boolean declinedWithin(Duration time, Instant now) {
        return !declinedAt.equals(Instant.MIN) && declinedAt.plus(time).isAfter(now);
    }

    Optional<String> name() {
        return name;
    }

    boolean isSelf() {
        return self;
    }

    /** What went wrong last, for a person. */
    String trouble() {
        return trouble;
    }
}
