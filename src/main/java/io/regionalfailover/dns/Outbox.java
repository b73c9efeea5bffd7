package io.regionalfailover.dns;

import io.regionalfailover.dns.Beats.Due;
import io.regionalfailover.dns.DnsProvider.ApplyResult;
import io.regionalfailover.dns.DrainBook.Composed;
import io.regionalfailover.dns.WriteQueue.Entry;
import io.regionalfailover.dns.WriteQueue.Next;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * What leaves for a zone's provider. {@link WriteQueue} decides what leaves when, {@link FinalGuard} looks at it a last time, the
 * provider applies it, and {@link Aftermath} says what its answer means for whom. One batch is on its way at a time, without a
 * lock.
 */
final class Outbox {
    private static final String BEAT = "regional-failover: heartbeat";

    /** While something waits, the alarm is due within this time: so it tells when the process stood still. */
    private static final Duration TICK = Duration.ofSeconds(1);

    private final DnsName apex;
    private final DnsProvider.Limits limits;
    private final Courier courier;
    private final Budget budget;
    private final ZoneRuntime runtime;
    private final DnsMetrics metrics;
    private final SharedReads reads;
    private final DrainBook drains;
    private final FinalGuard guard;
    private final LostReplies lostReplies;
    private final Alarm alarm;
    private final Beats beats;
    private final Object lock = new Object();
    private final WriteQueue queue;
    private final Backoff backoff;
    private boolean asksForLedger;
    private boolean closed;

    Outbox(
            DnsName apex,
            DnsProvider provider,
            Budget budget,
            ZoneRuntime runtime,
            DnsMetrics metrics,
            SharedReads reads,
            DrainBook drains) {
        this.apex = apex;
        this.limits = provider.limits();
        this.courier = new Courier(provider, budget, metrics);
        this.budget = budget;
        this.runtime = runtime;
        this.metrics = metrics;
        this.reads = reads;
        this.drains = drains;
        this.guard = new FinalGuard(apex, provider.limits());
        this.lostReplies = new LostReplies(reads, runtime, metrics);
        this.alarm = new Alarm(runtime, this::pump);
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
            if (alarm.rings(now)) {
                queue.takeOutPlans().forEach(this::isToBeDecidedAgain);
            }
            Duration budgetWait = budget.untilReady(RequestGate.Kind.CHANGE);
            if (beats(now, budgetWait)) {
                return;
            }
            boolean ledgerKnown = !drains.isUnknown();
            if (!ledgerKnown && queue.needsLedger()) {
                askForLedger();
            }
            Duration changeWait = queue.hasUrgent() ? budgetWait : budget.untilSpare();
            switch (queue.next(now, changeWait, ledgerKnown)) {
                case Next.Send(List<Entry> batch) -> runtime.executor().execute(() -> send(batch, now));
                case Next.Later(Instant moment) -> alarm.setTo(moment);
                case Next.Idle() -> {}
            }
            if (queue.hasWaiting()) {
                alarm.setTo(now.plus(TICK));
            }
        }
    }

    /** Under the lock. */
    private void askForLedger() {
        if (asksForLedger) {
            return;
        }
        asksForLedger = true;
        var unused = reads.exactly(Set.of(drains.name())).thenAccept(snapshot -> {
            synchronized (lock) {
                asksForLedger = false;
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
            alarm.setTo(moment);
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
        boolean written = refused.isEmpty() && courier.apply(due.changes(), BEAT) instanceof ApplyResult.Applied;
        beats.done(due, written, this::pump);
        arrived();
    }

    private void isToBeDecidedAgain(Entry entry) {
        runtime.complete(entry.result(), new WriteResult.Superseded());
    }

    private void send(List<Entry> batch, Instant leftAt) {
        boolean late = Alarm.isLongOverdue(leftAt, runtime.now());
        List<Entry> passed = new ArrayList<>();
        for (Entry entry : batch) {
            if (late && entry.isPlan()) {
                isToBeDecidedAgain(entry);
                continue;
            }
            Optional<String> refused = guard.refuses(entry.changes(), entry.basis());
            refused.ifPresentOrElse(
                    message -> runtime.complete(entry.result(), new WriteResult.Impossible(message)),
                    () -> passed.add(entry));
        }
        Composed composed = composed(passed);
        if (!composed.admitted().isEmpty()) {
            settle(composed, apply(composed));
        }
        arrived();
    }

    /** The batch with what it changes of the ledger; whoever the ledger holds is told so. */
    private Composed composed(List<Entry> passed) {
        int characters = passed.stream()
                .mapToInt(entry -> BatchSize.of(entry.changes().changes()).characters())
                .sum();
        Composed composed = drains.compose(passed, limits.characters() - characters);
        composed.held()
                .forEach(held -> runtime.complete(held.entry().result(), new WriteResult.Fenced(held.message())));
        Optional<String> refused = composed.swap().flatMap(swap -> swap.refused(apex));
        if (refused.isEmpty()) {
            return composed;
        }
        List<Entry> others = new ArrayList<>();
        for (Entry entry : composed.admitted()) {
            if (entry.leaving().counts()) {
                runtime.complete(entry.result(), new WriteResult.Impossible(refused.get()));
            } else {
                others.add(entry);
            }
        }
        return new Composed(others, List.of(), Map.of(), Optional.empty());
    }

    private void arrived() {
        synchronized (lock) {
            queue.arrived();
        }
        pump();
    }

    private ApplyResult apply(Composed composed) {
        List<Entry> batch = composed.admitted();
        List<Change> all = new ArrayList<>();
        composed.swap().ifPresent(swap -> all.addAll(swap.changes()));
        batch.forEach(entry -> all.addAll(entry.changes().changes()));
        ApplyResult result = courier.apply(all, Courier.comment(batch));
        if (result instanceof ApplyResult.Applied) {
            metrics.batch(all.size(), batch.size());
        }
        return result;
    }

    private void settle(Composed composed, ApplyResult came) {
        List<Entry> batch = composed.admitted();
        ApplyResult answer = drains.settled(composed, came);
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
}
