package io.regionalfailover.decision;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Whether those who would take over have room, by what their clusters said.
 *
 * @param obstacles where there is none; what is refused before what is too small
 * @param unknowns where that could not be found out
 */
public record RoomJudgement(List<Obstacle> obstacles, List<Obstacle> unknowns) {
    private static final BigDecimal MEBIBYTE = BigDecimal.valueOf(1L << 20);

    public RoomJudgement {
        obstacles = List.copyOf(obstacles);
        unknowns = List.copyOf(unknowns);
    }

    /** True when everything was tried and fits. */
    public boolean isAllWell() {
        return obstacles.isEmpty() && unknowns.isEmpty();
    }

    /** What the facts say of these cases. */
    public static RoomJudgement of(ReadinessFacts facts, List<Contingency> contingencies) {
        Map<CapacityKey, Capacity> seen = new LinkedHashMap<>();
        for (CapacityJudgement judged : facts.decision().capacities()) {
            judged.seen().ifPresent(capacity -> seen.put(judged.key(), capacity));
        }
        return new Judge(seen, facts.rooms(), facts.scaledByOthers()).judge(contingencies);
    }

    /** One judgement in the making. */
    private static final class Judge {
        private final Map<CapacityKey, Capacity> seen;
        private final Map<CapacityKey, RoomTrial> rooms;
        private final Set<String> scaledByOthers;
        private final List<Obstacle> obstacles = new ArrayList<>();
        private final Set<Obstacle> unknowns = new LinkedHashSet<>();

        Judge(Map<CapacityKey, Capacity> seen, Map<CapacityKey, RoomTrial> rooms, Set<String> scaledByOthers) {
            this.seen = seen;
            this.rooms = rooms;
            this.scaledByOthers = scaledByOthers;
        }

        RoomJudgement judge(List<Contingency> contingencies) {
            Contingency.most(contingencies).forEach(this::workload);
            Map<String, Obstacle> quotas = new LinkedHashMap<>();
            for (Contingency contingency : contingencies) {
                contingency.receivers().forEach(region -> quotas(contingency, region, quotas));
            }
            obstacles.addAll(quotas.values());
            return new RoomJudgement(obstacles, List.copyOf(unknowns));
        }

        private void workload(CapacityKey key, int needed) {
            String name = key.region() + "/" + key.rule();
            switch (seen.get(key)) {
                case Capacity.Unknown(boolean lasting, String message) ->
                    obstacles.add(new Obstacle(
                            lasting ? Reason.INVALID_REFERENCE : Reason.CLUSTER_UNREACHABLE,
                            "room cannot be made: " + name + ": " + message));
                case Capacity.Elsewhere elsewhere -> {}
                case Capacity.Seen there when !scaledByOthers.contains(key.region()) -> tried(key, name, needed);
                case Capacity.Seen there -> {}
                case null -> untried(name);
            }
        }

        private void tried(CapacityKey key, String name, int needed) {
            switch (rooms.get(key)) {
                case RoomTrial.Refused(int asked, String message) ->
                    obstacles.add(new Obstacle(
                            Reason.SCALE_REFUSED, name + " cannot be scaled to " + needed + ": " + message));
                case RoomTrial.Unknown(int asked, String message) ->
                    unknowns.add(new Obstacle(
                            Reason.ROOM_UNKNOWN, "whether " + name + " can be scaled is not known: " + message));
                case RoomTrial.Accepted accepted -> accepted(accepted, name, needed);
                case null -> untried(name);
            }
        }

        private void accepted(RoomTrial.Accepted accepted, String name, int needed) {
            OptionalInt most = accepted.most();
            if (most.isPresent() && most.getAsInt() < needed) {
                obstacles.add(new Obstacle(
                        Reason.NO_ROOM,
                        name + " would need minReplicas " + needed + " and maxReplicas is " + most.getAsInt()));
            } else if (accepted.asked() < needed) {
                untried(name);
            }
            if (!accepted.quotasUnknown().isEmpty()) {
                unknowns.add(new Obstacle(
                        Reason.ROOM_UNKNOWN, "whether quotas leave room is not known: " + accepted.quotasUnknown()));
            }
        }

        private void untried(String name) {
            unknowns.add(new Obstacle(Reason.ROOM_UNKNOWN, "whether " + name + " can be scaled was not tried yet"));
        }

        /** What all workloads that would grow in a region take together; the first case that does not fit is told. */
        private void quotas(Contingency contingency, String region, Map<String, Obstacle> found) {
            Map<String, QuotaLine> lines = new LinkedHashMap<>();
            Map<String, BigDecimal> taken = new LinkedHashMap<>();
            contingency.replicas().forEach((key, needed) -> {
                if (key.region().equals(region) && rooms.get(key) instanceof RoomTrial.Accepted accepted) {
                    BigDecimal more = BigDecimal.valueOf(Math.max(0, needed - accepted.pods()));
                    for (QuotaLine line : accepted.quotas()) {
                        String bound = line.quota() + " " + line.resource();
                        lines.put(bound, line);
                        taken.merge(bound, line.perPod().multiply(more), BigDecimal::add);
                    }
                }
            });
            lines.forEach((bound, line) -> {
                BigDecimal wanted = taken.getOrDefault(bound, BigDecimal.ZERO);
                if (wanted.signum() > 0 && wanted.compareTo(line.left()) > 0) {
                    found.putIfAbsent(
                            region + " " + bound,
                            new Obstacle(Reason.NO_ROOM, tooSmall(contingency.failing(), region, line, wanted)));
                }
            });
        }

        private static String tooSmall(String failing, String region, QuotaLine line, BigDecimal wanted) {
            BigDecimal left = line.left().max(BigDecimal.ZERO);
            return "quota " + line.quota() + " in " + region + " leaves " + amount(line.resource(), left) + " of "
                    + amount(line.resource(), line.hard()) + " " + line.resource() + ", "
                    + amount(line.resource(), wanted) + " more are needed if " + failing + " fails";
        }

        /** Bytes are read as mebibytes. */
        private static String amount(String resource, BigDecimal value) {
            boolean bytes =
                    resource.endsWith("memory") || resource.endsWith("storage") || resource.contains("hugepages-");
            if (bytes && value.compareTo(MEBIBYTE) >= 0) {
                return value.divide(MEBIBYTE, 0, RoundingMode.HALF_UP).toPlainString() + "Mi";
            }
            BigDecimal shown = value.stripTrailingZeros();
            return (shown.scale() > 3 ? shown.setScale(3, RoundingMode.HALF_UP) : shown).toPlainString();
        }
    }
}
