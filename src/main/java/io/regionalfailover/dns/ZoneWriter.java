package io.regionalfailover.dns;

import io.regionalfailover.decision.Plan;
import io.regionalfailover.decision.Proposal;
import io.regionalfailover.dns.Batcher.Candidate;
import io.regionalfailover.dns.ChangePlanner.Planned;
import io.regionalfailover.dns.DnsProvider.ApplyResult;
import io.regionalfailover.dns.SharedReads.Snapshot;
import io.regionalfailover.dns.WriteQueue.Entry;
import io.regionalfailover.dns.WriteQueue.Next;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * One zone at one provider. {@link WriteQueue} decides what leaves when, {@link FinalGuard} looks at it a last time, the provider
 * applies it, and {@link Aftermath} says what its answer means for whom. One batch is on its way at a time, without a lock.
 */
public final class ZoneWriter implements Zone {
    private static final Duration UNREADABLE = Duration.ofSeconds(1);
    private static final int LONGEST_COMMENT = 200;

    private final DnsProvider provider;
    private final Budget budget;
    private final ZoneRuntime runtime;
    private final DnsMetrics metrics;
    private final FinalGuard guard;
    private final SharedReads reads;
    private final ChangeWatch changes;
    private final Propagation propagation;
    private final LostReplies lostReplies;
    private final Object lock = new Object();
    private final WriteQueue queue;
    private final Backoff backoff;
    private Optional<Instant> wakesAt = Optional.empty();
    private boolean closed;

    /**
     * A zone that is open.
     *
     * @param apex the zone's own name
     * @param budget of the provider account, shared by its zones; the provider passes it before each request
     * @param asker asks authoritative servers
     * @param nameservers who is asked; empty: those that the provider names
     */
    public ZoneWriter(
            DnsName apex,
            DnsProvider provider,
            Budget budget,
            NameserverAsker asker,
            List<InetSocketAddress> nameservers,
            ZoneRuntime runtime,
            DnsMetrics metrics) {
        this.provider = provider;
        this.budget = budget;
        this.runtime = runtime;
        this.metrics = metrics;
        this.guard = new FinalGuard(apex, provider.limits());
        this.reads = new SharedReads(provider, budget, runtime, metrics);
        this.changes = new ChangeWatch(provider, budget, runtime, metrics);
        this.propagation = new Propagation(provider, asker, nameservers, runtime, metrics);
        this.lostReplies = new LostReplies(reads, runtime, metrics);
        this.queue = new WriteQueue(provider.limits(), provider.gathering());
        this.backoff = new Backoff(runtime.random());
    }

    @Override
    public CompletableFuture<Reading> read(Publication publication) {
        return reads.read(publication);
    }

    @Override
    public CompletableFuture<WriteResult> write(WriteRequest request) {
        CompletableFuture<WriteResult> result = new CompletableFuture<>();
        Planned planned = ChangePlanner.of(request, provider.limits());
        offer(
                planned,
                request.urgency(),
                request.leavingWeight(),
                request.publication(),
                sets(request.basis()),
                result);
        return result;
    }

    @Override
    public void cancel(Owner owner) {
        synchronized (lock) {
            queue.cancel(owner).forEach(entry -> runtime.complete(entry.result(), new WriteResult.Superseded()));
        }
    }

    @Override
    public CompletableFuture<WriteResult> release(Publication publication, boolean deleteRecords) {
        return afterReading(publication, basis -> ChangePlanner.release(publication, basis, deleteRecords));
    }

    @Override
    public CompletableFuture<WriteResult> dropTypes(Publication publication) {
        return afterReading(publication, basis -> ChangePlanner.dropTypes(publication, basis));
    }

    private CompletableFuture<WriteResult> afterReading(Publication publication, Function<NameSets, Planned> step) {
        CompletableFuture<WriteResult> result = new CompletableFuture<>();
        var unused = reads.names(publication.names()).thenAccept(snapshot -> {
            switch (snapshot) {
                case Snapshot.Taken(NameSets basis) ->
                    offer(step.apply(basis), Proposal.Kind.RETURN, 0, publication, basis, result);
                case Snapshot.NotTaken(Failure failure, String message) ->
                    runtime.complete(
                            result,
                            new WriteResult.Failed(
                                    failure, message, runtime.now().plus(UNREADABLE)));
            }
        });
        return result;
    }

    @Override
    public CompletableFuture<Optional<Instant>> inForce(String changeId) {
        return changes.inForce(changeId);
    }

    @Override
    public CompletableFuture<Observed> observe(
            Publication publication, Plan plan, Set<DnsName> names, Instant giveUpAt) {
        return propagation.observe(publication, plan, names, giveUpAt);
    }

    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            queue.clear().forEach(entry -> runtime.complete(entry.result(), new WriteResult.Superseded()));
        }
        lostReplies.close();
        reads.close();
        changes.close();
        propagation.close();
    }

    private void offer(
            Planned planned,
            Proposal.Kind urgency,
            int leavingWeight,
            Publication publication,
            NameSets basis,
            CompletableFuture<WriteResult> result) {
        switch (planned) {
            case Planned.Impossible(String message) -> runtime.complete(result, new WriteResult.Impossible(message));
            case Planned.Nothing() -> runtime.complete(result, new WriteResult.Released(""));
            case Planned.Ready(ChangeSet ready) ->
                enqueue(new Entry(new Candidate(ready, urgency, leavingWeight), publication, basis, result));
        }
    }

    private void enqueue(Entry entry) {
        synchronized (lock) {
            List<Entry> superseded = closed ? List.of(entry) : queue.offer(entry);
            superseded.forEach(old -> runtime.complete(old.result(), new WriteResult.Superseded()));
        }
        pump();
    }

    /** Sends what may leave, or sets the timer for the moment at which it may. */
    private void pump() {
        synchronized (lock) {
            if (closed) {
                return;
            }
            switch (queue.next(runtime.now(), budget.untilReady(RequestGate.Kind.CHANGE))) {
                case Next.Send(List<Entry> batch) -> runtime.executor().execute(() -> send(batch));
                case Next.Later(Instant moment) -> wakeAt(moment);
                case Next.Idle() -> {}
            }
        }
    }

    /** Under the lock. A timer that comes too early asks again; one that would come too late is not relied on. */
    private void wakeAt(Instant moment) {
        if (wakesAt.isPresent() && !wakesAt.get().isAfter(moment)) {
            return;
        }
        wakesAt = Optional.of(moment);
        runtime.at(moment, () -> {
            synchronized (lock) {
                wakesAt = Optional.empty();
            }
            pump();
        });
    }

    private void send(List<Entry> batch) {
        List<Entry> passed = new ArrayList<>();
        for (Entry entry : batch) {
            Optional<String> refused = guard.refuses(entry.changes(), entry.basis());
            refused.ifPresentOrElse(
                    message -> runtime.complete(entry.result(), new WriteResult.Impossible(message)),
                    () -> passed.add(entry));
        }
        if (!passed.isEmpty()) {
            settle(passed, apply(passed));
        }
        synchronized (lock) {
            queue.arrived();
        }
        pump();
    }

    private ApplyResult apply(List<Entry> batch) {
        List<Change> all = batch.stream()
                .flatMap(entry -> entry.changes().changes().stream())
                .toList();
        ApplyResult result;
        try {
            result = provider.apply(all, comment(batch));
        } catch (RuntimeException e) {
            result = new ApplyResult.OutcomeUnknown("The request broke off: " + e);
        }
        metrics.request("apply", Aftermath.outcome(result));
        if (result instanceof ApplyResult.Applied) {
            metrics.batch(all.size(), batch.size());
        }
        return result;
    }

    private void settle(List<Entry> batch, ApplyResult answer) {
        Instant now = runtime.now();
        Instant retryAt = paced(answer, now);
        Aftermath aftermath = Aftermath.of(batch, answer, now, retryAt);
        synchronized (lock) {
            if (answer instanceof ApplyResult.Applied) {
                batch.forEach(entry -> queue.overtaken(entry)
                        .forEach(stale -> runtime.complete(stale.result(), Aftermath.overtaken())));
            }
            List<Entry> superseded = closed ? aftermath.again() : queue.putBack(aftermath.again());
            superseded.forEach(entry -> runtime.complete(entry.result(), new WriteResult.Superseded()));
        }
        long fenced = aftermath.results().stream()
                .filter(done -> done.result() instanceof WriteResult.Fenced)
                .count();
        if (fenced > 0) {
            metrics.fenced((int) fenced);
        }
        aftermath.results().forEach(done -> runtime.complete(done.entry().result(), done.result()));
        if (!aftermath.unknown().isEmpty()) {
            lostReplies.findOut(aftermath.unknown());
        }
    }

    /** Learns from an answer how fast to go on, and until when a request of this zone would be in vain. */
    private Instant paced(ApplyResult answer, Instant now) {
        switch (answer) {
            case ApplyResult.Throttled ignored -> budget.throttled();
            case ApplyResult.Applied ignored -> budget.answered();
            case ApplyResult.Fenced ignored -> budget.answered();
            case ApplyResult.Refused ignored -> budget.answered();
            case ApplyResult.Unreachable ignored -> {}
            case ApplyResult.OutcomeUnknown ignored -> {}
        }
        synchronized (lock) {
            if (Aftermath.concernsSomeOnly(answer)) {
                backoff.reset();
                return now.plus(Aftermath.REFUSED_WAIT);
            }
            Instant moment = now.plus(backoff.next());
            queue.holdUntil(moment);
            return moment;
        }
    }

    private static NameSets sets(Reading basis) {
        return switch (basis) {
            case Reading.Free(NameSets sets) -> sets;
            case Reading.Owned owned -> owned.sets();
            case Reading.Conflict ignored -> NameSets.NONE;
            case Reading.Failed ignored -> NameSets.NONE;
        };
    }

    private static String comment(List<Entry> batch) {
        StringBuilder text = new StringBuilder("regional-failover:");
        for (Entry entry : batch) {
            String label = " " + entry.changes().owner().label();
            if (text.length() + label.length() > LONGEST_COMMENT) {
                return text.append(" and more").toString();
            }
            text.append(label);
        }
        return text.toString();
    }
}
