package io.regionalfailover.decision;

import java.util.List;
import java.util.Optional;

/**
 * What one stage of the decision comes to.
 *
 * @param proposal what it wants written now
 * @param holds what it wants and withholds
 * @param underWay true when its traffic is on the move, so that nothing less urgent may begin
 */
record Part(Optional<Proposal> proposal, List<Hold> holds, boolean underWay) {
    static final Part NOTHING = new Part(Optional.empty(), List.of(), false);

    static Part of(Proposal proposal, List<Hold> holds) {
        return new Part(Optional.of(proposal), holds, true);
    }

    static Part held(List<Hold> holds) {
        return new Part(Optional.empty(), holds, false);
    }
}
