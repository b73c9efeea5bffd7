package io.regionalfailover.console;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is shown of one policy. Texts are one line of at most 512 characters, and lists are cut where they are too long.
 *
 * @param names the DNS names that it answers for, at most 20
 * @param mode Automatic, Manual, DryRun or Suspended
 * @param phase where traffic is; empty when nothing was said of it yet
 * @param reason why, in one word
 * @param message what was seen, what was decided, what happens next
 * @param next when the decision changes by time alone
 * @param since when traffic came to be where it is
 * @param regions in the order of preference, at most 16
 * @param conditions at most 12
 * @param lastFailover the last time traffic left a region
 * @param history the last plans, newest first, at most 20
 */
public record PolicyCard(
        String namespace,
        String name,
        List<String> names,
        String mode,
        String phase,
        String reason,
        String message,
        Optional<Instant> next,
        Optional<Instant> since,
        List<InRegion> regions,
        List<Said> conditions,
        Optional<Journey> lastFailover,
        List<Past> history) {
    private static final int NAMES = 20;
    private static final int REGIONS = 16;
    private static final int CHECKS = 10;
    private static final int ROOMS = 20;
    private static final int CONDITIONS = 12;
    private static final int PLANS = 20;

    public PolicyCard {
        names = Line.all(names, NAMES);
        reason = Line.of(reason);
        message = Line.of(message);
        regions = Line.atMost(regions, REGIONS);
        conditions = Line.atMost(conditions, CONDITIONS);
        history = Line.atMost(history, PLANS);
    }

    /** {@code namespace/name}. */
    public String key() {
        return namespace + "/" + name;
    }

    /**
     * How a region stands for this policy.
     *
     * @param health Healthy, Unhealthy or Unknown
     * @param since since when the health is so
     * @param weight the published one, as read back
     * @param share percent of the traffic
     * @param steadyWeight when all is well
     * @param passing checks that pass; likewise the two that follow
     * @param checks those that do not pass, at most 10
     * @param rooms workloads that need room there, at most 20
     */
    public record InRegion(
            String name,
            String health,
            Optional<Instant> since,
            String reason,
            String message,
            Optional<Integer> weight,
            Optional<Integer> share,
            Optional<Integer> steadyWeight,
            int passing,
            int failing,
            int unknown,
            List<Check> checks,
            List<Room> rooms) {
        public InRegion {
            message = Line.of(message);
            checks = Line.atMost(checks, CHECKS);
            rooms = Line.atMost(rooms, ROOMS);
        }

        /** Whether it gets traffic. */
        public boolean serves() {
            return weight.orElse(0) > 0;
        }
    }

    /** A check that does not pass. */
    public record Check(String name, String result, String severity, String message, Optional<Instant> since) {
        public Check {
            message = Line.of(message);
        }
    }

    /** A workload: how many copies the share needs, and how many are ready. */
    public record Room(String name, Optional<Integer> desired, Optional<Integer> ready, String message) {
        public Room {
            message = Line.of(message);
        }
    }

    /** A condition. */
    public record Said(String type, String status, String reason, String message, Optional<Instant> since) {
        public Said {
            message = Line.of(message);
        }
    }

    /** The last time traffic left a region, and when each stage was reached. */
    public record Journey(
            List<String> from,
            List<String> to,
            String reason,
            Optional<Instant> firstFailureAt,
            Optional<Instant> decidedAt,
            Optional<Instant> capacityReadyAt,
            Optional<Instant> writtenAt,
            Optional<Instant> observedAt,
            Optional<Instant> recoveredAt) {
        public Journey {
            from = Line.all(from, REGIONS);
            to = Line.all(to, REGIONS);
        }
    }

    /** A plan of the past. */
    public record Past(
            long epoch, Optional<Instant> at, String reason, String message, Map<String, Integer> weights, String by) {
        public Past {
            message = Line.of(message);
            by = Line.of(by);
            weights = Map.copyOf(weights);
        }
    }
}
