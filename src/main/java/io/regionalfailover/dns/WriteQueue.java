package io.regionalfailover.dns;

import io.regionalfailover.decision.Proposal;
import io.regionalfailover.dns.Batcher.Candidate;
import io.regionalfailover.dns.ChangeSet.Intent;
import io.regionalfailover.dns.WriteRequest.Leaving;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * What waits to be written to a zone, and when the next batch leaves: at once where the zone is quiet, else when it is full
 * or some time after the last one left; never while one is on its way, nor while the zone is held off. Decides, and
 * does nothing. Not safe for several threads.
 */
final class WriteQueue {
    private final DnsProvider.Limits limits;
    private final DnsProvider.Limits besideLedger;
    private final Duration gathering;
    private final Map<String, Entry> waiting = new LinkedHashMap<>();
    private final Set<String> cancelledOnTheWay = new HashSet<>();
    private BatchSize size = BatchSize.NONE;
    private Instant lastLeft = Instant.MIN;
    private Instant heldUntil = Instant.MIN;
    private boolean onTheWay;
    private boolean again;

    /** @param gathering how long after a batch the next one waits for company */
    WriteQueue(DnsProvider.Limits limits, Duration gathering) {
        this.limits = limits;
        this.besideLedger = new DnsProvider.Limits(limits.values(), limits.characters() - DrainText.MOST_OF_BATCH);
        this.gathering = gathering;
    }

    /**
     * A change set that somebody waits for.
     *
     * @param basis what it believes to be in the zone
     * @param leaving what the velocity ledger has to count
     */
    record Entry(
            Candidate candidate,
            Publication publication,
            NameSets basis,
            Leaving leaving,
            CompletableFuture<WriteResult> result) {

        /** One that the velocity ledger does not count. */
        Entry(Candidate candidate, Publication publication, NameSets basis, CompletableFuture<WriteResult> result) {
            this(candidate, publication, basis, Leaving.NOBODY, result);
        }

        ChangeSet changes() {
            return candidate.changes();
        }

        String owner() {
            return changes().owner().hash();
        }

        boolean isPlan() {
            return changes().intent().writesPlan();
        }

        /** A release stands beside a write: it may be of names that the policy no longer has. */
        private String key() {
            return isPlan() ? owner() : releaseOf(owner());
        }

        private static String releaseOf(String owner) {
            return owner + " release";
        }
    }

    /** What happens next. */
    sealed interface Next {
        /** @param batch leaves now */
        record Send(List<Entry> batch) implements Next {}

        /** @param moment at which to ask again, if nothing else happens */
        record Later(Instant moment) implements Next {}

        /** Nothing waits, or a batch is on its way. */
        record Idle() implements Next {}
    }

    /**
     * Puts an entry in the place of those of the same owner that are older and about the same, which are returned. One that
     * only drops types gives way to whatever waits, and is returned itself.
     */
    List<Entry> offer(Entry entry) {
        boolean givesWay = entry.changes().intent() == Intent.DROP_TYPES;
        if (givesWay && !of(entry.owner()).isEmpty()) {
            return List.of(entry);
        }
        List<Entry> replaced = new ArrayList<>(overtaken(entry));
        Optional.ofNullable(waiting.get(entry.key())).ifPresent(old -> replaced.addAll(remove(List.of(old))));
        put(entry);
        return replaced;
    }

    /** Takes out all of an owner's. */
    List<Entry> cancel(Owner owner) {
        if (onTheWay) {
            cancelledOnTheWay.add(owner.hash());
        }
        return remove(of(owner.hash()));
    }

    /** Takes out what waits of the same owner and touches the same names. */
    List<Entry> overtaken(Entry by) {
        return remove(of(by.owner()).stream()
                .filter(entry -> entry.changes().names().stream().anyMatch(by.changes()::touches))
                .toList());
    }

    private List<Entry> of(String owner) {
        return Stream.of(owner, Entry.releaseOf(owner))
                .map(waiting::get)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Takes out every plan. */
    List<Entry> takeOutPlans() {
        return remove(
                List.copyOf(waiting.values()).stream().filter(Entry::isPlan).toList());
    }

    /** Takes out everything. */
    List<Entry> clear() {
        return remove(List.copyOf(waiting.values()));
    }

    /**
     * What to do now. A batch that is returned counts as on its way until {@link #arrived}.
     *
     * @param budgetWait how long a change would have to wait for the request budget
     * @param ledgerKnown false: what the velocity ledger counts stays until it was read
     */
    Next next(Instant now, Duration budgetWait, boolean ledgerKnown) {
        if (onTheWay || waiting.isEmpty()) {
            return new Next.Idle();
        }
        Instant moment = latest(heldUntil, now.plus(budgetWait));
        Instant gathered = again || lastLeft.equals(Instant.MIN) ? now : latest(moment, lastLeft.plus(gathering));
        DnsProvider.Limits most = needsLedger() ? besideLedger : limits;
        // All that waits fits: no need to put a batch together, for each one that comes, to see that it is not full.
        if (moment.isAfter(now) || gathered.isAfter(now) && size.fits(most)) {
            return new Next.Later(latest(moment, size.fits(most) ? gathered : moment));
        }
        Map<Candidate, Entry> entries = new IdentityHashMap<>();
        waiting.values().stream()
                .filter(entry -> ledgerKnown || !entry.leaving().counts())
                .forEach(entry -> entries.put(entry.candidate(), entry));
        if (entries.isEmpty()) {
            return new Next.Idle();
        }
        Batcher.Batch batch = Batcher.next(List.copyOf(entries.keySet()), most);
        if (!batch.full() && gathered.isAfter(now)) {
            return new Next.Later(gathered);
        }
        onTheWay = true;
        again = false;
        lastLeft = now;
        List<Entry> taken = new ArrayList<>();
        for (Candidate candidate : batch.taken()) {
            Optional.ofNullable(entries.get(candidate)).ifPresent(taken::add);
        }
        return new Next.Send(remove(taken));
    }

    /** True when nothing is on its way. */
    boolean isFree() {
        return !onTheWay;
    }

    /** True when a policy's changes wait. */
    boolean hasWaiting() {
        return !waiting.isEmpty();
    }

    /** True when traffic waits to leave a region. */
    boolean hasUrgent() {
        return waiting.values().stream().anyMatch(entry -> entry.candidate().urgency() == Proposal.Kind.EVACUATE);
    }

    /** True when something waits that the velocity ledger counts. */
    boolean needsLedger() {
        return waiting.values().stream().anyMatch(entry -> entry.leaving().counts());
    }

    /** Something else is on its way until {@link #arrived}; the policies' next batch is not gathered for any longer by it. */
    void occupy() {
        onTheWay = true;
    }

    /** The batch that was on its way has come to something. */
    void arrived() {
        onTheWay = false;
        cancelledOnTheWay.clear();
    }

    /**
     * Puts back what can go again at once, before {@link #arrived}.
     *
     * @return those that are not put back, as a newer one waits or they were cancelled
     */
    List<Entry> putBack(List<Entry> rest) {
        List<Entry> superseded = new ArrayList<>();
        for (Entry entry : rest) {
            if (cancelledOnTheWay.contains(entry.owner()) || waiting.containsKey(entry.key())) {
                superseded.add(entry);
            } else {
                put(entry);
                again = true;
            }
        }
        return superseded;
    }

    /** No batch leaves before this moment. */
    void holdUntil(Instant moment) {
        heldUntil = latest(heldUntil, moment);
    }

    private void put(Entry entry) {
        waiting.put(entry.key(), entry);
        size = size.plus(BatchSize.of(entry.changes().changes()));
    }

    private List<Entry> remove(List<Entry> entries) {
        for (Entry entry : entries) {
            if (waiting.remove(entry.key(), entry)) {
                size = size.minus(BatchSize.of(entry.changes().changes()));
            }
        }
        return entries;
    }

    private static Instant latest(Instant some, Instant other) {
        return some.isAfter(other) ? some : other;
    }
}
