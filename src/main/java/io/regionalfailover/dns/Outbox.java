package io.regionalfailover.dns;

import io.regionalfailover.dns.Beats.Due;
import io.regionalfailover.dns.DnsProvider.ApplyResult;
import io.regionalfailover.dns.WriteQueue.Entry;
import io.regionalfailover.dns.WriteQueue.Next;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What leaves for a zone's provider. {@link WriteQueue} decides what leaves when, {@link FinalGuard} looks at it a last time, the
 * provider applies it, and {@link Aftermath} says what its answer means for whom. One batch is on its way at a time, without a
 * lock.
 */
final class Outbox {
    private static final int LONGEST_COMMENT = 200;
    private static final String BEAT = "regional-failover: heartbeat";

    private final DnsName apex;
    private final DnsProvider provider;
    private final Budget budget;
    private final ZoneRuntime runtime;
    private final DnsMetrics metrics;
    private final FinalGuard guard;
    private final LostReplies lostReplies;
    private final Beats beats;
    private final Object lock = new Object();
    private final WriteQueue queue;
    private final Backoff backoff;
    private Optional<Instant> wakesAt = Optional.empty();
    private boolean closed;

    Outbox(
            DnsName apex,
            DnsProvider provider,
            Budget budget,
            ZoneRuntime runtime,
            DnsMetrics metrics,
            SharedReads reads) {
        this.apex = apex;
        this.provider = provider;
        this.budget = budget;
        this.runtime = runtime;
        this.metrics = metrics;
        this.guard = new FinalGuard(apex, provider.limits());
        this.lostReplies = new LostReplies(reads, runtime, metrics);
        this.beats = new Beats(apex, reads, runtime);
        this.queue = new WriteQueue(provider.limits(), provider.gathering());
        this.backoff = new Backoff(runtime.random());
    }

    /** Takes back what of an owner's was not sent. */
    void cancel(Owner owner) {
        synchronized (lock) {
            queue.cancel(owner).forEach(entry -> runtime.complete(entry.result(), new WriteResult.Superseded()));
        }
    }

    /** Puts a heartbeat in line, behind all change sets. */
    CompletableFuture<Boolean> beat(DnsName name, String text) {
        return beats.offer(name, text, this::pump);
    }

    /** Sends nothing more. Goes before the reads are closed. */
    void close() {
        synchronized (lock) {
            closed = true;
            queue.clear().forEach(entry -> runtime.complete(entry.result(), new WriteResult.Superseded()));
        }
        beats.close();
        lostReplies.close();
    }

    /** Puts a change set in line. */
    void offer(Entry entry) {
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
            Instant now = runtime.now();
            Duration budgetWait = budget.untilReady(RequestGate.Kind.CHANGE);
            if (beats(now, budgetWait)) {
                return;
            }
            switch (queue.next(now, budgetWait)) {
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

    /** Under the lock. True when a heartbeat leaves now: nothing else waits, or it has waited for long enough. */
    private boolean beats(Instant now, Duration budgetWait) {
        Optional<Due> due = queue.isFree() ? beats.due() : Optional.empty();
        if (due.isEmpty()) {
            return false;
        }
        Instant affordable = now.plus(budgetWait);
        Instant moment = queue.hasWaiting() && due.get().overdueAt().isAfter(affordable)
                ? due.get().overdueAt()
                : affordable;
        if (moment.isAfter(now)) {
            wakeAt(moment);
            return false;
        }
        queue.occupy();
        beats.leaves(due.get());
        runtime.executor().execute(() -> send(due.get()));
        return true;
    }

    private void send(Due due) {
        Heartbeat own = due.beat().heartbeat();
        Optional<String> refused = TextGuard.refuses(
                apex,
                due.beat().name(),
                due.before(),
                due.changes(),
                text -> Heartbeat.parse(text)
                        .filter(other -> other.installation().equals(own.installation()))
                        .isPresent());
        boolean written = refused.isEmpty() && apply(due.changes(), BEAT) instanceof ApplyResult.Applied;
        beats.done(due, written, this::pump);
        arrived();
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
        arrived();
    }

    private void arrived() {
        synchronized (lock) {
            queue.arrived();
        }
        pump();
    }

    private ApplyResult apply(List<Entry> batch) {
        List<Change> all = batch.stream()
                .flatMap(entry -> entry.changes().changes().stream())
                .toList();
        ApplyResult result = apply(all, comment(batch));
        if (result instanceof ApplyResult.Applied) {
            metrics.batch(all.size(), batch.size());
        }
        return result;
    }

    private ApplyResult apply(List<Change> changes, String comment) {
        ApplyResult result;
        try {
            result = provider.apply(changes, comment);
        } catch (RuntimeException e) {
            result = new ApplyResult.OutcomeUnknown("The request broke off: " + e);
        }
        metrics.request("apply", Aftermath.outcome(result));
        pace(result);
        return result;
    }

    /** Learns from an answer how many requests the account takes. */
    private void pace(ApplyResult answer) {
        switch (answer) {
            case ApplyResult.Throttled ignored -> budget.throttled();
            case ApplyResult.Applied ignored -> budget.answered();
            case ApplyResult.Fenced ignored -> budget.answered();
            case ApplyResult.Refused ignored -> budget.answered();
            case ApplyResult.Unreachable ignored -> {}
            case ApplyResult.OutcomeUnknown ignored -> {}
        }
    }

    private void settle(List<Entry> batch, ApplyResult answer) {
        Instant now = runtime.now();
        Instant retryAt = heldUntil(answer, now);
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

    /** Until when a policy's request would be in vain. A heartbeat holds nobody off. */
    private Instant heldUntil(ApplyResult answer, Instant now) {
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
