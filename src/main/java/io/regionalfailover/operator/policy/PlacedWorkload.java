package io.regionalfailover.operator.policy;

import io.regionalfailover.decision.Capacity;
import io.regionalfailover.placement.Scaled;
import io.regionalfailover.placement.Sighting;
import io.regionalfailover.placement.Workload;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** One workload in one region: what was seen of it and what is under way. Touched by one turn at a time. */
final class PlacedWorkload {
    final Workload workload;
    final String region;
    private Optional<Capacity> capacity = Optional.empty();
    private Optional<Sighting.Seen> seen = Optional.empty();
    private Instant lookAt = Instant.MIN;
    private Instant lowerAt = Instant.MIN;
    private OptionalInt raisedTo = OptionalInt.empty();
    private boolean busy;

    PlacedWorkload(String region, Workload workload) {
        this.region = region;
        this.workload = workload;
    }

    /** What the decision is told; empty before the first look ended. */
    Optional<Capacity> capacity() {
        return capacity;
    }

    /** As it was seen last; empty when the last look failed. */
    Optional<Sighting.Seen> seen() {
        return seen;
    }

    /** True while its cluster is asked. */
    boolean isBusy() {
        return busy;
    }

    void begin() {
        busy = true;
    }

    /** What was begun has ended and told nothing new. */
    void end() {
        busy = false;
    }

    Instant lookAt() {
        return lookAt;
    }

    void lookAgain(Instant at) {
        lookAt = at;
    }

    Instant lowerAt() {
        return lowerAt;
    }

    void lowerNotBefore(Instant at) {
        lowerAt = at;
    }

    /** True when nobody changed it since this process raised it. */
    boolean isAsRaised() {
        return raisedTo.isPresent() && seen.isPresent() && seen.get().desired() == raisedTo.getAsInt();
    }

    /** The cluster answered, or did not. */
    void saw(Sighting sighting) {
        busy = false;
        seen = sighting instanceof Sighting.Seen now ? Optional.of(now) : Optional.empty();
        capacity = Optional.of(
                switch (sighting) {
                    case Sighting.Seen now -> new Capacity.Seen(now.desired(), now.ready());
                    case Sighting.Missing(String message) -> new Capacity.Unknown(true, message);
                    case Sighting.Refused(String message) -> new Capacity.Unknown(true, message);
                    case Sighting.Unreachable(String message) -> new Capacity.Unknown(false, message);
                });
    }

    /**
     * It was raised, or could not be: then what is seen does not count as room that can be made.
     *
     * @param before replicas that it should have had until then
     */
    void wasScaled(Scaled scaled, int before) {
        switch (scaled) {
            case Scaled.Done(int desired) -> raisedTo = desired > before ? OptionalInt.of(desired) : raisedTo;
            case Scaled.Outdated outdated -> {}
            case Scaled.Missing(String message) -> unknown(true, message);
            case Scaled.Refused(String message) -> unknown(true, message);
            case Scaled.Unreachable(String message) -> unknown(false, message);
        }
    }

    /** Its cluster is not asked. */
    void is(Capacity known) {
        busy = false;
        seen = Optional.empty();
        capacity = Optional.of(known);
    }

    private void unknown(boolean lasting, String message) {
        is(new Capacity.Unknown(lasting, message));
    }
}
