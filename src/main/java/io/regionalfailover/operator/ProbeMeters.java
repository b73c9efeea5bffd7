package io.regionalfailover.operator;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.regionalfailover.decision.Outcome;
import io.regionalfailover.health.ProbeMetrics;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Measures attempts. */
final class ProbeMeters implements ProbeMetrics {
    private static final Duration[] BOUNDS = {
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(10)
    };

    private record Key(String kind, Outcome outcome) {}

    private final MeterRegistry registry;
    private final Timer lag;
    private final Map<Key, Timer> durations = new ConcurrentHashMap<>();
    private final Map<String, Counter> skipped = new ConcurrentHashMap<>();

    ProbeMeters(MeterRegistry registry) {
        this.registry = registry;
        lag = Timer.builder("regional.failover.probe.lag")
                .description("How late a probe started")
                .serviceLevelObjectives(BOUNDS)
                .register(registry);
    }

    @Override
    public void attempted(String kind, Outcome outcome, Duration duration, Duration late) {
        lag.record(late);
        durations.computeIfAbsent(new Key(kind, outcome), this::timer).record(duration);
    }

    @Override
    public void skipped(String kind) {
        skipped.computeIfAbsent(kind, this::counter).increment();
    }

    private Counter counter(String kind) {
        return Counter.builder("regional.failover.probe.skipped")
                .description("Attempts left out because the one before was still running")
                .tags("kind", kind)
                .register(registry);
    }

    private Timer timer(Key key) {
        return Timer.builder("regional.failover.check.duration")
                .description("How long an attempt took")
                .tags("kind", key.kind(), "result", key.outcome().text())
                .serviceLevelObjectives(BOUNDS)
                .register(registry);
    }
}
