package io.regionalfailover.operator.policy;

import io.regionalfailover.decision.Reason;
import io.regionalfailover.decision.Velocity;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/** Which policies health moved out of which regions within the last ten minutes, over all policies of this process. */
public final class VelocityLedger {
    private static final Duration WINDOW = Duration.ofMinutes(10);

    private final int maxRegionsDraining;
    private final Map<String, Map<String, Instant>> movedAtByPolicyByRegion = new HashMap<>();

    /** What has ended is found at the front: each turn asks, and where a region dies there are as many moves as policies. */
    private final PriorityQueue<Move> byAge = new PriorityQueue<>(Comparator.comparing(Move::at));

    private final Set<String> policies = new HashSet<>();

    private record Move(String policy, String region, Instant at) {}

    /** @param maxRegionsDraining in how many regions at once health may move more than a handful of policies */
    public VelocityLedger(int maxRegionsDraining) {
        this.maxRegionsDraining = maxRegionsDraining;
    }

    /** Counts a policy in. */
    public synchronized void join(String policy) {
        policies.add(policy);
    }

    /** Counts a policy out. */
    public synchronized void leave(String policy) {
        policies.remove(policy);
        movedAtByPolicyByRegion.values().forEach(moved -> moved.remove(policy));
    }

    /** Health moved a policy out of a region. */
    public synchronized void moved(String policy, String region, Instant at) {
        movedAtByPolicyByRegion
                .computeIfAbsent(region, name -> new HashMap<>())
                .merge(policy, at, (before, now) -> now.isAfter(before) ? now : before);
        byAge.add(new Move(policy, region, at));
    }

    /** What an earlier process moved within the window counts as if this one had. */
    synchronized void countIn(String policy, Shift shift) {
        if (shift.reason() == Reason.REGION_UNHEALTHY) {
            shift.writtenAt().ifPresent(at -> shift.from().forEach(region -> moved(policy, region, at)));
        }
    }

    /** What one policy has to reckon with by what this process did; itself is not counted. */
    public Velocity seenBy(String policy, Instant now) {
        return seenBy(policy, now, Map.of());
    }

    /**
     * What one policy has to reckon with; itself is not counted.
     *
     * @param zone policies moved out of each region by all instances, as the zone's ledger says; the larger count holds
     */
    public synchronized Velocity seenBy(String policy, Instant now, Map<String, Integer> zone) {
        forgetBefore(now.minus(WINDOW));
        Map<String, Integer> evacuating = new HashMap<>();
        movedAtByPolicyByRegion.forEach((region, moved) -> {
            int others = moved.size() - (moved.containsKey(policy) ? 1 : 0);
            if (others > 0) {
                evacuating.put(region, others);
            }
        });
        zone.forEach((region, count) -> {
            boolean own = movedAtByPolicyByRegion.getOrDefault(region, Map.of()).containsKey(policy);
            int others = count - (own ? 1 : 0);
            if (others > 0) {
                evacuating.merge(region, others, Math::max);
            }
        });
        return new Velocity(evacuating, policies.size(), maxRegionsDraining);
    }

    /** A policy that moved once more since is not forgotten with its first move. */
    private void forgetBefore(Instant oldest) {
        for (Move move = byAge.peek(); move != null && move.at().isBefore(oldest); move = byAge.peek()) {
            byAge.remove();
            Map<String, Instant> moved = movedAtByPolicyByRegion.get(move.region());
            if (moved != null) {
                moved.remove(move.policy(), move.at());
            }
        }
    }
}
