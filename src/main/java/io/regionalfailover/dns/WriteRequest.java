package io.regionalfailover.dns;

import io.regionalfailover.decision.Plan;
import io.regionalfailover.decision.Proposal;

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
 */
public record WriteRequest(
        Publication publication,
        Plan plan,
        Reading basis,
        Proposal.Kind urgency,
        int leavingWeight,
        boolean keepsValues) {

    /** One that publishes what the publication says. */
    public WriteRequest(Publication publication, Plan plan, Reading basis, Proposal.Kind urgency, int leavingWeight) {
        this(publication, plan, basis, urgency, leavingWeight, false);
    }
}
