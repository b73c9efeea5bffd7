package io.regionalfailover.peers;

import io.regionalfailover.decision.CheckKey;
import io.regionalfailover.decision.Observation;
import io.regionalfailover.decision.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What an instance says of one policy.
 *
 * @param policy {@code namespace/name}
 * @param spec hash of the spec that the instance has, 16 hexadecimal characters
 * @param epoch the highest that it has seen in the zone
 * @param checks what it saw; a check that it cannot try is missing
 * @param rooms of the workloads in its own region
 */
public record PolicyReport(String policy, String spec, long epoch, List<CheckReport> checks, List<RoomReport> rooms) {
    /** No threshold is above this: a longer streak says no more. */
    private static final int LONGEST_THRESHOLD = 20;

    public PolicyReport {
        checks = List.copyOf(checks);
        rooms = List.copyOf(rooms);
    }

    /** The same without votes: nobody looks any more. */
    PolicyReport withoutVotes() {
        return new PolicyReport(policy, spec, epoch, List.of(), rooms);
    }

    /**
     * What it saw, of the checks that try the same as ours.
     *
     * @param probes hashes of what our checks try
     */
    public Map<CheckKey, Observation> observations(Map<CheckKey, String> probes) {
        Map<CheckKey, Observation> seen = new HashMap<>();
        for (CheckReport check : checks) {
            if (check.probe().equals(probes.get(check.key()))) {
                seen.put(check.key(), check.seen());
            }
        }
        return seen;
    }

    /**
     * True when whoever holds this report would judge the other one alike: it says the same; or nothing fails, so that no
     * failure's time matters, and no streak can still reach a threshold.
     */
    boolean saysWhat(PolicyReport other) {
        if (!spec.equals(other.spec)
                || epoch != other.epoch
                || !rooms.equals(other.rooms)
                || checks.size() != other.checks.size()) {
            return false;
        }
        Map<CheckKey, CheckReport> others = new HashMap<>();
        other.checks.forEach(check -> others.put(check.key(), check));
        for (CheckReport check : checks) {
            CheckReport same = others.get(check.key());
            if (same == null || !same.probe().equals(check.probe()) || !settledAlike(check.seen(), same.seen())) {
                return false;
            }
        }
        return true;
    }

    private static boolean settledAlike(Observation some, Observation other) {
        boolean settled = some.outcome() == other.outcome()
                && some.outcome() != Outcome.FAILING
                && some.streak() >= LONGEST_THRESHOLD
                && other.streak() >= LONGEST_THRESHOLD
                && some.message().equals(other.message());
        return settled || some.equals(other);
    }
}
