package io.regionalfailover.operator.report;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many events of a kind an object may have: {@value #BURST} at once, and then one a minute. What flaps says so often, and
 * each event stands in the API server for an hour.
 */
final class EventBudget {
    private static final int BURST = 5;
    private static final Duration REFILL = Duration.ofMinutes(1);
    private static final int MOST_KEPT = 10_000;

    /** For each kind of event, when its budget is whole again; those that were told of longest ago leave first. */
    private final Map<String, Instant> wholeAt = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > MOST_KEPT;
        }
    };

    /**
     * Takes one event from the budget.
     *
     * @param kind the object, and what happened to it
     * @return false when there is none left: the event is not told
     */
    synchronized boolean take(String kind, Instant now) {
        Instant whole = wholeAt.getOrDefault(kind, now);
        Instant next = (whole.isBefore(now) ? now : whole).plus(REFILL);
        if (Duration.between(now, next).compareTo(REFILL.multipliedBy(BURST)) > 0) {
            return false;
        }
        wholeAt.put(kind, next);
        return true;
    }
}
