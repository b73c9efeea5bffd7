package io.regionalfailover.operator.policy;

import io.regionalfailover.decision.Decision;
import io.regionalfailover.decision.ReadinessFacts;
import io.regionalfailover.dns.Reading;
import io.regionalfailover.operator.translation.PolicyModel;
import io.regionalfailover.peers.Company;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All there is to report of a policy after a turn.
 *
 * @param now on the steady clock
 * @param generation of the newest spec seen
 * @param model the spec that is carried out; empty when none was ever accepted
 * @param refusal why the newest spec is not the one that is carried out, or why it cannot be
 * @param decision the last decision; empty without a model
 * @param reading what the zone says
 * @param progress how far the published plan got
 * @param trouble of the zone, while it lasts
 * @param unseenAt servers that were not seen with the plan
 * @param lastShift the last time traffic left a region
 * @param history the last plans, newest first
 * @param company the other vantage points
 * @param readiness what tells whether a failover would succeed; empty without a decision
 */
public record PolicySnapshot(
        Instant now,
        long generation,
        Optional<PolicyModel> model,
        Optional<Refusal> refusal,
        Optional<Decision> decision,
        Optional<Reading> reading,
        Optional<PlanProgress> progress,
        Optional<Trouble> trouble,
        List<String> unseenAt,
        Optional<Shift> lastShift,
        List<PastPlan> history,
        Company company,
        Optional<ReadinessFacts> readiness) {
    public PolicySnapshot {
        unseenAt = List.copyOf(unseenAt);
        history = List.copyOf(history);
    }

    /** Whether it says the same, at another moment: after most turns there is nothing new to report. */
    public boolean saysTheSame(PolicySnapshot other) {
        return new PolicySnapshot(
                        other.now,
                        generation,
                        model,
                        refusal,
                        decision,
                        reading,
                        progress,
                        trouble,
                        unseenAt,
                        lastShift,
                        history,
                        company,
                        readiness)
                .equals(other);
    }
}
