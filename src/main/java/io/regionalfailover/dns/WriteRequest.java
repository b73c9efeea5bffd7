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
 */
public record WriteRequest(
        Publication publication, Plan plan, Reading basis, Proposal.Kind urgency, int leavingWeight) {}
