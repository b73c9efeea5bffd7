package io.regionalfailover.decision;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What follows from the facts.
 *
 * @param phase where traffic is
 * @param reason why, the most telling one
 * @param message what was seen, what was decided, what happens next and when; for a person, at most 256 characters
 * @param regions what was judged of each region, in the spec's order, removed ones last
 * @param proposal what is to be written now
 * @param advice what is wanted though it may not be written: the proposal before vetoes and limits
 * @param holds what is withheld and why
 * @param capacities what each workload in each region needs, in the spec's order
 * @param recheckAt when the decision changes by time alone, on the steady clock
 * @param coldStart true while first attempts are outstanding
 * @param memory for the next decision
 */
public record Decision(
        Phase phase,
        Reason reason,
        String message,
        List<RegionJudgement> regions,
        Optional<Proposal> proposal,
        Optional<Proposal> advice,
        List<Hold> holds,
        List<CapacityJudgement> capacities,
        Optional<Instant> recheckAt,
        boolean coldStart,
        Memory memory) {
    public Decision {
        regions = List.copyOf(regions);
        holds = List.copyOf(holds);
        capacities = List.copyOf(capacities);
    }

    /**
     * Whether all is well, by what everybody sees now and not only by verdicts that still stand. Then another success of any check
     * leads to an equal decision, and so does time that passes until {@link #recheckAt}. What else goes into one, such as
     * orders, peers and what is published, is for the caller to watch.
     */
    public boolean isAtRest() {
        return phase == Phase.STEADY
                && reason == Reason.ALL_REGIONS_HEALTHY
                && proposal.isEmpty()
                && holds.isEmpty()
                && !coldStart
                && memory.trace().isAtRest();
    }
}
