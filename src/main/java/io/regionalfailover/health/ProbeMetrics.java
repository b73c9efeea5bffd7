package io.regionalfailover.health;

import io.regionalfailover.decision.Outcome;
import java.time.Duration;

/** Hears of every attempt; called on the probe's thread, so it must be quick. */
@FunctionalInterface
public interface ProbeMetrics {

    /** Measures nothing. */
    ProbeMetrics NONE = (kind, outcome, duration, lag) -> {};

    /**
     * An attempt has ended.
     *
     * @param kind of the probe: {@code http}, {@code tcp}, {@code dns}, {@code grpc}, {@code workload} or {@code prometheus}
     * @param outcome what it found
     * @param duration how long it took
     * @param lag how late it began, at least 0
     */
    void attempted(String kind, Outcome outcome, Duration duration, Duration lag);

    /**
     * An attempt was left out because the one before it was still running.
     *
     * @param kind of the probe
     */
    default void skipped(String kind) {}
}
