package io.regionalfailover.dns;

import io.regionalfailover.dns.DnsProvider.ForceResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Asks the provider whether changes are in force: first after a second, then less and less often, for all the policies of a
 * batch together. One question at a time, the one that waited longest: many changes must not stand in the way of the zone's reads, which
 * pay from the same budget. A change that nobody waits for any more is not asked for.
 */
final class ChangeWatch {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofSeconds(5);
    private static final Duration MOST_THROTTLED = Duration.ofSeconds(30);

    private final DnsProvider provider;
    private final Budget budget;
    private final ZoneRuntime runtime;
    private final DnsMetrics metrics;
    private final Object lock = new Object();
    private final Map<String, Watched> watched = new LinkedHashMap<>();
    private boolean busy;
    private Instant alarm = Instant.MAX;
    private boolean closed;

    ChangeWatch(DnsProvider provider, Budget budget, ZoneRuntime runtime, DnsMetrics metrics) {
        this.provider = provider;
        this.budget = budget;
        this.runtime = runtime;
        this.metrics = metrics;
    }

    /** A change, and who waits for it. Under the lock. */
    private static final class Watched {
        final List<CompletableFuture<Optional<Instant>>> results = new ArrayList<>();
        Duration waited = FIRST;
        Instant dueAt;

        Watched(Instant dueAt) {
            this.dueAt = dueAt;
        }

        boolean isGivenUp() {
            return results.stream().allMatch(CompletableFuture::isDone);
        }
    }

    /** When the provider said so; empty when it cannot say. Who cancels it is not waited for. */
    CompletableFuture<Optional<Instant>> inForce(String changeId) {
        CompletableFuture<Optional<Instant>> result = new CompletableFuture<>();
        synchronized (lock) {
            if (closed || changeId.isEmpty()) {
                runtime.complete(result, Optional.empty());
                return result;
            }
            watched.computeIfAbsent(changeId, id -> new Watched(runtime.now().plus(FIRST)))
                    .results
                    .add(result);
            next();
        }
        return result;
    }

    void close() {
        synchronized (lock) {
            closed = true;
            watched.values().forEach(change -> complete(change, Optional.empty()));
            watched.clear();
        }
    }

    /** Asks for what is due, or sets the timer for when something is. Under the lock. */
    private void next() {
        watched.values().removeIf(Watched::isGivenUp);
        if (busy || closed || watched.isEmpty()) {
            return;
        }
        Instant now = runtime.now();
        Map.Entry<String, Watched> first = watched.entrySet().stream()
                .min(Comparator.comparing(change -> change.getValue().dueAt))
                .orElseThrow();
        // Others take the budget when it is just enough; after that time it stands in line with them.
        Instant standsInLine = first.getValue().dueAt.plus(MOST);
        Instant ready = now.plus(budget.untilReady(RequestGate.Kind.READ));
        Instant affordable = ready.isBefore(standsInLine) ? ready : standsInLine;
        Instant moment = first.getValue().dueAt.isAfter(affordable) ? first.getValue().dueAt : affordable;
        if (!moment.isAfter(now)) {
            busy = true;
            runtime.executor().execute(() -> ask(first.getKey()));
        } else if (moment.isBefore(alarm) || !alarm.isAfter(now)) {
            alarm = moment;
            runtime.at(moment, this::wake);
        }
    }

    private void wake() {
        synchronized (lock) {
            alarm = Instant.MAX;
            next();
        }
    }

    private void ask(String changeId) {
        ForceResult answer = askProvider(changeId);
        learn(answer);
        synchronized (lock) {
            busy = false;
            Watched change = watched.get(changeId);
            if (change != null) {
                take(changeId, change, answer);
            }
            next();
        }
    }

    private void take(String changeId, Watched change, ForceResult answer) {
        switch (answer) {
            case ForceResult.InForce() -> done(changeId, change, Optional.of(runtime.now()));
            case ForceResult.Pending() ->
                again(change, change.waited.multipliedBy(3).dividedBy(2), MOST);
            case ForceResult.NotAnswered(Failure failure, String ignored) -> {
                switch (failure) {
                    case THROTTLED -> again(change, change.waited.multipliedBy(2), MOST_THROTTLED);
                    case UNREACHABLE -> again(change, change.waited.multipliedBy(2), MOST);
                    case REFUSED -> done(changeId, change, Optional.empty());
                }
            }
        }
    }

    private void again(Watched change, Duration wait, Duration most) {
        change.waited = wait.compareTo(most) < 0 ? wait : most;
        change.dueAt = runtime.now().plus(change.waited);
    }

    private void done(String changeId, Watched change, Optional<Instant> at) {
        watched.remove(changeId);
        complete(change, at);
    }

    private void complete(Watched change, Optional<Instant> at) {
        change.results.forEach(result -> runtime.complete(result, at));
    }

    private void learn(ForceResult answer) {
        switch (answer) {
            case ForceResult.InForce(), ForceResult.Pending() -> {
                budget.answered();
                metrics.request("inForce", "ok");
            }
            case ForceResult.NotAnswered(Failure failure, String ignored) -> {
                metrics.request("inForce", failure.outcome());
                if (failure == Failure.THROTTLED) {
                    budget.throttled();
                }
            }
        }
    }

    private ForceResult askProvider(String changeId) {
        try {
            return provider.inForce(changeId);
        } catch (RuntimeException e) {
            return new ForceResult.NotAnswered(Failure.UNREACHABLE, "The question broke off: " + e);
        }
    }
}
