package io.regionalfailover.dns;

import io.regionalfailover.dns.DnsProvider.ReadResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Reads of a zone, shared: what is asked for within {@value #GATHER_MILLIS} ms, or while another read is on its way, becomes one
 * read; what has time waits for {@value #PATIENT_MILLIS} ms, or until somebody reads who has none. A request is never served by a read that
 * began before it.
 */
final class SharedReads {
    private static final int GATHER_MILLIS = 50;
    private static final int PATIENT_MILLIS = 1_000;

    private final DnsProvider provider;
    private final Budget budget;
    private final ZoneRuntime runtime;
    private final DnsMetrics metrics;
    private final DrainBook drains;
    private final Object lock = new Object();
    private final Backoff backoff;
    private List<Wanted> waiting = new ArrayList<>();
    private Instant notBefore = Instant.MIN;
    private Instant beginsAt = Instant.MAX;
    private boolean busy;
    private boolean closed;

    /** @param drains learns of the ledger with every read */
    SharedReads(DnsProvider provider, Budget budget, ZoneRuntime runtime, DnsMetrics metrics, DrainBook drains) {
        this.provider = provider;
        this.budget = budget;
        this.runtime = runtime;
        this.metrics = metrics;
        this.drains = drains;
        this.backoff = new Backoff(runtime.random());
    }

    /** @param until it waits for others that ask */
    private record Wanted(Set<DnsName> names, Instant until, CompletableFuture<Snapshot> result) {}

    /** What a read came to. */
    sealed interface Snapshot {
        /** @param sets the names wanted */
        record Taken(NameSets sets) implements Snapshot {}

        /** The zone could not be read. */
        record NotTaken(Failure failure, String message) implements Snapshot {}
    }

    /** What the zone says of a policy. */
    CompletableFuture<Reading> read(Publication publication) {
        return reading(publication, GATHER_MILLIS);
    }

    /** The same for somebody who has time. */
    CompletableFuture<Reading> readBack(Publication publication) {
        return reading(publication, PATIENT_MILLIS);
    }

    private CompletableFuture<Reading> reading(Publication publication, int gatherMillis) {
        return ask(withFences(publication.names()), gatherMillis).thenApply(snapshot -> switch (snapshot) {
            case Snapshot.Taken(NameSets sets) -> Interpreter.interpret(publication, sets);
            case Snapshot.NotTaken(Failure failure, String message) -> new Reading.Failed(failure, message);
        });
    }

    /** What the zone says at reserved names. */
    CompletableFuture<Texts> texts(Set<DnsName> names) {
        return exactly(names).thenApply(snapshot -> switch (snapshot) {
            case Snapshot.Taken(NameSets sets) -> {
                Map<DnsName, String> byName = new HashMap<>();
                sets.byName()
                        .forEach((name, there) -> ReservedText.shown(there).ifPresent(text -> byName.put(name, text)));
                yield new Texts.Taken(byName);
            }
            case Snapshot.NotTaken(Failure failure, String message) -> new Texts.NotTaken(failure, message);
        });
    }

    /** What the zone holds at some names and at their fences' names. */
    CompletableFuture<Snapshot> names(Set<DnsName> names) {
        return exactly(withFences(names));
    }

    /** What the zone holds at these names alone. */
    CompletableFuture<Snapshot> exactly(Set<DnsName> names) {
        return ask(names, GATHER_MILLIS);
    }

    private static Set<DnsName> withFences(Set<DnsName> names) {
        Set<DnsName> all = new LinkedHashSet<>(names);
        names.forEach(name -> all.add(name.fence()));
        return all;
    }

    private CompletableFuture<Snapshot> ask(Set<DnsName> names, int gatherMillis) {
        CompletableFuture<Snapshot> result = new CompletableFuture<>();
        synchronized (lock) {
            if (closed) {
                runtime.complete(result, closedSnapshot());
            } else {
                // While another read is on its way others gather for as long as it takes.
                int longest = busy && gatherMillis == GATHER_MILLIS ? 0 : gatherMillis;
                Wanted wanted = new Wanted(Set.copyOf(names), runtime.now().plusMillis(longest), result);
                waiting.add(wanted);
                beginBy(wanted.until());
            }
        }
        return result;
    }

    void close() {
        synchronized (lock) {
            closed = true;
            waiting.forEach(wanted -> runtime.complete(wanted.result(), closedSnapshot()));
            waiting = new ArrayList<>();
        }
    }

    /** Under the lock. */
    private void beginBy(Instant gathered) {
        if (busy) {
            return;
        }
        Instant affordable = runtime.now().plus(budget.untilReady(RequestGate.Kind.READ));
        Instant begins = latest(latest(gathered, notBefore), affordable);
        if (begins.isBefore(beginsAt)) {
            beginsAt = begins;
            runtime.at(begins, () -> runtime.executor().execute(() -> readNow(begins)));
        }
    }

    /** @param due the moment for which it was set; where an earlier one was set since, there is nothing left to do */
    private void readNow(Instant due) {
        List<Wanted> served;
        synchronized (lock) {
            if (!due.equals(beginsAt)) {
                return;
            }
            beginsAt = Instant.MAX;
            busy = true;
            served = waiting;
            waiting = new ArrayList<>();
        }
        Set<DnsName> names = new HashSet<>();
        served.forEach(wanted -> names.addAll(wanted.names()));
        Instant readAt = runtime.now();
        names.addAll(drains.wanted());
        ReadResult result = names.isEmpty() ? new ReadResult.Read(Map.of()) : askProvider(names);
        if (result instanceof ReadResult.Read(Map<DnsName, List<RecordSet>> byName) && names.contains(drains.name())) {
            drains.read(byName.getOrDefault(drains.name(), List.of()), readAt);
        }
        synchronized (lock) {
            switch (result) {
                case ReadResult.Read ignored -> backoff.reset();
                case ReadResult.NotRead ignored -> notBefore = runtime.now().plus(backoff.next());
            }
            busy = false;
            waiting.stream().map(Wanted::until).min(Comparator.naturalOrder()).ifPresent(this::beginBy);
        }
        served.forEach(wanted -> runtime.complete(wanted.result(), snapshot(wanted.names(), result)));
    }

    private ReadResult askProvider(Set<DnsName> names) {
        ReadResult result;
        try {
            result = provider.read(Set.copyOf(names));
        } catch (RuntimeException e) {
            result = new ReadResult.NotRead(Failure.UNREACHABLE, "The read broke off: " + e);
        }
        switch (result) {
            case ReadResult.Read ignored -> {
                budget.answered();
                metrics.request("read", "ok");
            }
            case ReadResult.NotRead(Failure failure, String ignored) -> {
                if (failure == Failure.THROTTLED) {
                    budget.throttled();
                }
                metrics.request("read", failure.outcome());
            }
        }
        return result;
    }

    private static Snapshot snapshot(Set<DnsName> names, ReadResult result) {
        return switch (result) {
            case ReadResult.NotRead(Failure failure, String message) -> new Snapshot.NotTaken(failure, message);
            case ReadResult.Read(Map<DnsName, List<RecordSet>> byName) -> {
                Map<DnsName, List<RecordSet>> wanted = new HashMap<>();
                names.forEach(name -> {
                    if (byName.containsKey(name)) {
                        wanted.put(name, byName.getOrDefault(name, List.of()));
                    }
                });
                yield new Snapshot.Taken(new NameSets(wanted));
            }
        };
    }

    private static Snapshot closedSnapshot() {
        return new Snapshot.NotTaken(Failure.UNREACHABLE, "The zone is closed.");
    }

    private static Instant latest(Instant some, Instant other) {
        return some.isAfter(other) ? some : other;
    }
}
