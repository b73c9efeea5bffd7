package io.regionalfailover.dns;

import io.regionalfailover.dns.DnsProvider.ReadResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Reads of a zone, shared: what is asked for within {@value #GATHER_MILLIS} ms, or while another read is on its way, becomes one
 * read. A request is never served by a read that began before it.
 */
final class SharedReads {
    private static final int GATHER_MILLIS = 50;

    private final DnsProvider provider;
    private final Budget budget;
    private final ZoneRuntime runtime;
    private final DnsMetrics metrics;
    private final DrainBook drains;
    private final Object lock = new Object();
    private final Backoff backoff;
    private List<Wanted> waiting = new ArrayList<>();
    private Instant notBefore = Instant.MIN;
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

    private record Wanted(Set<DnsName> names, CompletableFuture<Snapshot> result) {}

    /** What a read came to. */
    sealed interface Snapshot {
        /** @param sets the names wanted */
        record Taken(NameSets sets) implements Snapshot {}

        /** The zone could not be read. */
        record NotTaken(Failure failure, String message) implements Snapshot {}
    }

    /** What the zone says of a policy. */
    CompletableFuture<Reading> read(Publication publication) {
        return names(publication.names()).thenApply(snapshot -> switch (snapshot) {
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
        Set<DnsName> all = new LinkedHashSet<>(names);
        names.forEach(name -> all.add(name.fence()));
        return exactly(all);
    }

    /** What the zone holds at these names alone. */
    CompletableFuture<Snapshot> exactly(Set<DnsName> names) {
        Wanted wanted = new Wanted(Set.copyOf(names), new CompletableFuture<>());
        synchronized (lock) {
            if (closed) {
                runtime.complete(wanted.result(), closedSnapshot());
            } else {
                waiting.add(wanted);
                begin(Duration.ofMillis(GATHER_MILLIS));
            }
        }
        return wanted.result();
    }

    void close() {
        synchronized (lock) {
            closed = true;
            waiting.forEach(wanted -> runtime.complete(wanted.result(), closedSnapshot()));
            waiting = new ArrayList<>();
        }
    }

    /** Under the lock. */
    private void begin(Duration gather) {
        if (busy || waiting.isEmpty()) {
            return;
        }
        busy = true;
        Instant soonest = latest(runtime.now().plus(gather), notBefore);
        Instant affordable = runtime.now().plus(budget.untilReady(RequestGate.Kind.READ));
        runtime.at(latest(soonest, affordable), () -> runtime.executor().execute(this::readNow));
    }

    private void readNow() {
        List<Wanted> served;
        synchronized (lock) {
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
            begin(Duration.ZERO);
        }
        served.forEach(wanted -> runtime.complete(wanted.result(), snapshot(readAt, wanted.names(), result)));
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

    private static Snapshot snapshot(Instant readAt, Set<DnsName> names, ReadResult result) {
        return switch (result) {
            case ReadResult.NotRead(Failure failure, String message) -> new Snapshot.NotTaken(failure, message);
            case ReadResult.Read(Map<DnsName, List<RecordSet>> byName) -> {
                Map<DnsName, List<RecordSet>> wanted = new HashMap<>();
                names.forEach(name -> {
                    if (byName.containsKey(name)) {
                        wanted.put(name, byName.getOrDefault(name, List.of()));
                    }
                });
                yield new Snapshot.Taken(new NameSets(readAt, wanted));
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
