package io.regionalfailover.decision;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one decision leaves for the next: verdicts have hysteresis. Lost with the process, on purpose: the first verdicts of
 * a new process come from the published plan.
 *
 * @param verdicts per check and region
 * @param regions per region
 * @param zoneRead true once the zone was read: only the first reading has verdicts to be taken over
 * @param warm true once the first attempts at every check are done; checks that are added later do not start that again
 * @param capacityWait the move that waits for room, or did, where one is wanted
 * @param trace of the decision that left this; {@link Trace#NONE} when something was changed since
 */
public record Memory(
        Map<CheckKey, CheckVerdict> verdicts,
        Map<String, RegionVerdict> regions,
        boolean zoneRead,
        boolean warm,
        Optional<CapacityWait> capacityWait,
        Trace trace) {
    /** Of a process that has decided nothing yet. */
    public static final Memory EMPTY = new Memory(Map.of(), Map.of(), false, false, Optional.empty());

    public Memory {
        verdicts = Map.copyOf(verdicts);
        regions = Map.copyOf(regions);
    }

    /** One that no decision left. */
    public Memory(
            Map<CheckKey, CheckVerdict> verdicts,
            Map<String, RegionVerdict> regions,
            boolean zoneRead,
            boolean warm,
            Optional<CapacityWait> capacityWait) {
        this(verdicts, regions, zoneRead, warm, capacityWait, Trace.NONE);
    }

    /**
     * The same, with regions that are stable from this moment at the earliest: somebody else moved traffic away from them, for what
     * was perhaps not seen here.
     */
    public Memory stableFrom(Instant at, Set<String> names) {
        Map<String, RegionVerdict> later = new HashMap<>(regions);
        for (String name : names) {
            later.computeIfPresent(name, (region, verdict) -> verdict.from(at));
        }
        return new Memory(verdicts, later, zoneRead, warm, capacityWait);
    }

    /**
     * The same, when these checks try something else from now on: that they passed says nothing of it, and so does for how long.
     * That they failed stays in force until something is seen to pass.
     */
    public Memory changed(Set<CheckKey> checks) {
        Map<CheckKey, CheckVerdict> judgedAnew = new HashMap<>(verdicts);
        for (CheckKey check : checks) {
            judgedAnew.computeIfPresent(
                    check,
                    (key, verdict) -> verdict.outcome() == Outcome.PASSING
                            ? new CheckVerdict(verdict.outcome(), verdict.since(), false, verdict.disputed())
                            : verdict);
        }
        return new Memory(judgedAnew, regions, zoneRead, warm, capacityWait);
    }

    /**
     * The verdict on one check in one region.
     *
     * @param outcome the verdict
     * @param since when the first attempt of the streak that led to it ended, on the own steady clock
     * @param judged true when it rests on attempts, false when it was taken over from the published plan
     * @param disputed true when it was passing while somebody saw it failing, and nothing has settled that since
     */
    public record CheckVerdict(Outcome outcome, Instant since, boolean judged, boolean disputed) {}

    /**
     * The verdict on one region.
     *
     * @param health as shown
     * @param inForce the last definite verdict, which decisions rest on; {@code UNKNOWN} only before the first
     * @param since when {@code health} became what it is
     * @param healthySince since when it is Healthy without a break, and nobody disputed it; empty while it is not
     */
    public record RegionVerdict(
            RegionHealth health, RegionHealth inForce, Instant since, Optional<Instant> healthySince) {
        private RegionVerdict from(Instant at) {
            return new RegionVerdict(health, inForce, at, healthySince.map(earlier -> at));
        }
    }

    /**
     * A move that needs room.
     *
     * @param kind what kind of move
     * @param regions those that traffic leaves, of a move away; those that it comes to, of others
     * @param since when it was first wanted
     */
    public record CapacityWait(Proposal.Kind kind, Set<String> regions, Instant since) {
        public CapacityWait {
            regions = Set.copyOf(regions);
        }
    }
}
