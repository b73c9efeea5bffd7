package io.regionalfailover.decision;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the stages want together, the most urgent first.
 *
 * @param proposal the one that is to be written
 * @param holds everything that is wanted and withheld
 * @param leaving true when traffic is on its way out of a region
 * @param returning true when traffic is to come back, now or later
 */
record Wish(Optional<Proposal> proposal, List<Hold> holds, boolean leaving, boolean returning) {

    /**
     * What is wanted.
     *
     * @param unbound true for the whole of it, before vetoes and limits
     */
    static Wish of(Situation situation, boolean unbound) {
        if (situation.facts().published() instanceof Published.Unread) {
            return new Wish(Optional.empty(), List.of(), false, false);
        }
        if (situation.present().isEmpty()) {
            Part first = FirstPlan.of(situation, unbound);
            return new Wish(first.proposal(), first.holds(), false, false);
        }
        Part leaving = Evacuation.of(situation, unbound);
        if (leaving.proposal().isPresent()) {
            return new Wish(leaving.proposal(), leaving.holds(), true, false);
        }
        List<Hold> holds = new ArrayList<>(leaving.holds());
        Part upkeep = Upkeep.of(situation, unbound);
        holds.addAll(upkeep.holds());
        if (upkeep.proposal().isPresent()
                || leaving.underWay()
                || !upkeep.holds().isEmpty()) {
            return new Wish(upkeep.proposal(), holds, leaving.underWay(), false);
        }
        Part returning = Return.of(situation, unbound);
        holds.addAll(returning.holds());
        boolean wanted = returning.proposal().isPresent() || !returning.holds().isEmpty();
        return new Wish(returning.proposal(), holds, false, wanted);
    }
}
