package io.regionalfailover.decision;

import java.util.List;
import java.util.Map;

/**
 * Who looks, and what they saw.
 *
 * @param denominator the vantage points a quorum is counted of, at least 1: the configured ones, not those that answer
 * @param views what each of those that answer saw, the own view first
 */
public record VantagePoints(int denominator, List<View> views) {
    public VantagePoints {
        views = List.copyOf(views);
    }

    /** Those that can try a check: all, or the one that it is reserved for, which then is the whole quorum. */
    VantagePoints of(CheckRule rule) {
        if (rule.onlyFrom().isEmpty()) {
            return this;
        }
        String only = rule.onlyFrom().get();
        return new VantagePoints(
                1, views.stream().filter(view -> view.name().equals(only)).toList());
    }

    /**
     * What one vantage point saw.
     *
     * @param name the vantage point's name
     * @param observations by check and region; one that is missing was not tried
     */
    public record View(String name, Map<CheckKey, Observation> observations) {
        public View {
            observations = Map.copyOf(observations);
        }

        /** What was seen of a check, {@link Observation#NONE} when nothing was. */
        public Observation of(CheckKey key) {
            return observations.getOrDefault(key, Observation.NONE);
        }
    }
}
