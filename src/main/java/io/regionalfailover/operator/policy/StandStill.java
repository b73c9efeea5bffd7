package io.regionalfailover.operator.policy;

import io.regionalfailover.operator.translation.PolicyModel;
import io.regionalfailover.operator.translation.ScopedProbe;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Notices that this process stood still. Attempts cause turns, and so does the reading back of the zone: where no turn was taken
 * for two intervals of what is tried most often from here, nobody looked meanwhile. Touched by one turn at a time.
 */
final class StandStill {
    private final Duration resync;
    private Optional<Instant> lastTurnAt = Optional.empty();

    /** @param resync how often a turn is taken at least, however seldom something is tried */
    StandStill(Duration resync) {
        this.resync = resync;
    }

    /** Whether this turn is the first after a stop. */
    boolean ends(PolicyModel model, Instant now) {
        Duration reach = shortestReach(model);
        Duration most = reach.plus(reach);
        boolean ends = lastTurnAt.filter(last -> last.plus(most).isBefore(now)).isPresent();
        lastTurnAt = Optional.of(now);
        return ends;
    }

    /** What another instance tries causes no turns here. */
    private Duration shortestReach(PolicyModel model) {
        Duration shortest = resync;
        for (ScopedProbe tried : model.probes().values()) {
            Duration reach = tried.probe().interval().plus(tried.probe().timeout());
            shortest = reach.compareTo(shortest) < 0 ? reach : shortest;
        }
        return shortest;
    }
}
