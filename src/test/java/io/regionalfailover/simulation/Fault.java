package io.regionalfailover.simulation;

import io.regionalfailover.simulation.engine.Fate;
import io.regionalfailover.simulation.engine.Trouble;
import io.regionalfailover.simulation.engine.Way;
import java.time.Duration;
import java.util.List;

/**
 * Something that goes wrong, or that people do. One that lasts ends by itself, so that any of them can be left out of a
 * schedule.
 */
sealed interface Fault {
    /** Lasts beyond the end of every simulation. */
    Duration FOR_GOOD = Duration.ofDays(2);

    /** What of a region can be out of order. */
    enum Part {
        FRONTEND,
        DATABASE
    }

    /** A region does not answer. */
    record RegionDown(String region, List<Part> parts, Duration lasts) implements Fault {}

    /** A region answers and does not, by turns. */
    record RegionFlaps(String region, Part part, Duration up, Duration down, Duration lasts) implements Fault {}

    /** What all regions share does not answer. */
    record SharedDown(Duration lasts) implements Fault {}

    /** One instance does not reach a region's endpoints. */
    record CutFromRegion(int instance, String region, Duration lasts) implements Fault {}

    /** One instance reaches no endpoint at all. */
    record CutFromAll(int instance, Duration lasts) implements Fault {}

    /** One instance cannot tell: every attempt is Unknown. */
    record Blind(int instance, Duration lasts) implements Fault {}

    /** One instance does not reach the provider, or hears nothing of it. */
    record CutFromZone(int instance, Way way, Duration lasts) implements Fault {}

    /** Two instances do not reach each other. */
    record CutFromPeer(int instance, int peer, Way way, Duration lasts) implements Fault {}

    /** The provider is not well. */
    record Provider(Trouble trouble, Duration lasts) implements Fault {}

    /** The next change of an instance goes wrong. */
    record NextWrite(int instance, Fate.Blow fate) implements Fault {}

    /** The next change of an instance is under way for so long; its sender hears nothing. */
    record DelayedWrite(int instance, Duration by) implements Fault {}

    /** A process dies and is started again. */
    record Crash(int instance, Duration away, boolean statusLost) implements Fault {}

    /** A process stands still, and wakes up with what it had in hand. */
    record Pause(int instance, Duration lasts) implements Fault {}

    /** The wall clock is set. */
    record ClockJump(int instance, Duration by) implements Fault {}

    /** A cluster's API server does not answer: no status arrives, no spec is delivered. */
    record ApiServerAway(int instance, Duration lasts) implements Fault {}

    /** What somebody does in the zone. */
    enum Hand {
        WEIGHT_EDITED,
        FENCE_DELETED,
        SETS_DELETED,
        EMPTIED,
        OLD_FENCE
    }

    /** Somebody changes the zone by hand. */
    record HandEdit(int policy, Hand hand) implements Fault {}

    /** Somebody puts a record set on the policy's name, and takes it away again. */
    record ForeignSet(int policy, Duration lasts) implements Fault {}

    /** A changed spec reaches the clusters, each in its own time. */
    record SpecChange(int policy, int variant, List<Duration> arrivals) implements Fault {
        public SpecChange {
            arrivals = List.copyOf(arrivals);
        }
    }
}
