package io.regionalfailover.console;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is shown of an order that a person gave.
 *
 * @param kind RegionDrain or TrafficShift
 * @param name with its namespace, where it has one
 * @param regions that are left or returned to
 * @param returns whether they are returned to
 * @param force whether it breaks the glass
 * @param reason in its author's words
 * @param by who asked for it; empty when that was not said
 * @param phase Pending, Active, Expired or Refused; empty when nothing was said of it yet
 * @param message what became of it
 * @param end when it ends by itself
 * @param done policies that have carried it out; of those whose stand was said
 * @param policies {@code namespace/name} of those it is for, at most 100
 */
public record OrderCard(
        String kind,
        String name,
        List<String> regions,
        boolean returns,
        boolean force,
        String reason,
        String by,
        String phase,
        String message,
        Optional<Instant> end,
        int done,
        List<String> policies) {
    private static final int REGIONS = 16;
    private static final int POLICIES = 100;

    public OrderCard {
        regions = Line.all(regions, REGIONS);
        reason = Line.of(reason);
        by = Line.of(by);
        message = Line.of(message);
        policies = Line.all(policies, POLICIES);
    }

    /** Whether it still counts, or somebody should know that it does not. */
    public boolean isShown() {
        return !phase.equals("Expired");
    }
}
