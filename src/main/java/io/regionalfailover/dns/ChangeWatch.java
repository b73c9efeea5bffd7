package io.regionalfailover.dns;

import io.regionalfailover.dns.DnsProvider.ForceResult;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Asks the provider whether changes are in force: first after a second, then less and less often, for all the policies of a
 * batch together.
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
    private final Map<String, CompletableFuture<Optional<Instant>>> watched = new HashMap<>();
    private boolean closed;

    ChangeWatch(DnsProvider provider, Budget budget, ZoneRuntime runtime, DnsMetrics metrics) {
        this.provider = provider;
        this.budget = budget;
        this.runtime = runtime;
        this.metrics = metrics;
    }

    /** When the provider said so; empty when it cannot say. */
    CompletableFuture<Optional<Instant>> inForce(String changeId) {
        CompletableFuture<Optional<Instant>> result = new CompletableFuture<>();
        synchronized (lock) {
            if (closed || changeId.isEmpty()) {
                runtime.complete(result, Optional.empty());
                return result;
            }
            CompletableFuture<Optional<Instant>> known = watched.get(changeId);
            if (known != null) {
                return known.copy();
            }
            watched.put(changeId, result);
        }
        askAfter(changeId, FIRST);
        return result.copy();
    }

    void close() {
        synchronized (lock) {
            closed = true;
            watched.values().forEach(result -> runtime.complete(result, Optional.empty()));
            watched.clear();
        }
    }

    private void askAfter(String changeId, Duration wait) {
        Duration budgeted = budget.untilReady(RequestGate.Kind.READ);
        runtime.after(longer(wait, budgeted), () -> runtime.executor().execute(() -> ask(changeId, wait)));
    }

    private void ask(String changeId, Duration waited) {
        synchronized (lock) {
            if (closed) {
                return;
            }
        }
        switch (askProvider(changeId)) {
            case ForceResult.InForce() -> {
                budget.answered();
                metrics.request("inForce", "ok");
                done(changeId, Optional.of(runtime.now()));
            }
            case ForceResult.Pending() -> {
                budget.answered();
                metrics.request("inForce", "ok");
                askAfter(changeId, shorter(waited.multipliedBy(3).dividedBy(2), MOST));
            }
            case ForceResult.NotAnswered(Failure failure, String ignored) -> {
                metrics.request("inForce", failure.outcome());
                switch (failure) {
                    case THROTTLED -> {
                        budget.throttled();
                        askAfter(changeId, shorter(waited.multipliedBy(2), MOST_THROTTLED));
                    }
                    case UNREACHABLE -> askAfter(changeId, shorter(waited.multipliedBy(2), MOST));
                    case REFUSED -> done(changeId, Optional.empty());
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

    private void done(String changeId, Optional<Instant> at) {
        CompletableFuture<Optional<Instant>> result;
        synchronized (lock) {
            result = watched.remove(changeId);
        }
        if (result != null) {
            runtime.complete(result, at);
        }
    }

    private static Duration longer(Duration some, Duration other) {
        return some.compareTo(other) > 0 ? some : other;
    }

    private static Duration shorter(Duration some, Duration other) {
        return some.compareTo(other) < 0 ? some : other;
    }
}
