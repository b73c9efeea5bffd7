package io.regionalfailover.dns;

import io.regionalfailover.decision.Plan;
import io.regionalfailover.decision.Proposal;
import io.regionalfailover.decision.Velocity;
import io.regionalfailover.dns.gate.Hanging;
import java.util.Map;
import java.util.Set;

/**
 * A plan that wants to be published.
 *
 * @param publication what is published with it
 * @param plan the next plan; its epoch is above every epoch seen, its nonce is fresh
 * @param basis what was read and is replaced: a {@link Reading.Free} or {@link Reading.Owned}
 * @param urgency evacuations go before everything else
 * @param leavingWeight the weight that leaves a failing region; more goes first
 * @param keepsValues true: only weights change, and the record sets stay as they were found; for an instance whose spec is not
 *     the published one. The plan then has the published spec's hash
 * @param leaving what the zone's velocity ledger has to count
 */
public record WriteRequest(
        Publication publication,
        Plan plan,
        Reading basis,
        Proposal.Kind urgency,
        int leavingWeight,
        boolean keepsValues,
        Leaving leaving) {

    /** One that publishes what the publication says, and by which health begins no evacuation. */
    public WriteRequest(Publication publication, Plan plan, Reading basis, Proposal.Kind urgency, int leavingWeight) {
        this(publication, plan, basis, urgency, leavingWeight, false, Leaving.NOBODY);
    }

    /** The same, with record sets that hang on these health checks. */
    WriteRequest on(Hanging checks) {
        return new WriteRequest(publication.on(checks), plan, basis, urgency, leavingWeight, keepsValues, leaving);
    }

    /**
     * Evacuations that begin with a plan.
     *
     * @param byHealth regions that health begins to evacuate; empty for orders, steps that follow, and all else
     * @param unanimous true when all vantage points, and at least two, agree: no limit holds it, and it counts all the same
     * @param velocity what the writing instance knows by itself, this policy not counted
     */
    public record Leaving(Set<String> byHealth, boolean unanimous, Velocity velocity) {
        /** Health begins to evacuate no region. */
        public static final Leaving NOBODY = new Leaving(Set.of(), false, new Velocity(Map.of(), 0, 1));

        public Leaving {
            byHealth = Set.copyOf(byHealth);
        }

        /** True when the ledger is changed with it. */
        boolean counts() {
            return !byHealth.isEmpty();
        }
    }
}
