package io.regionalfailover.decision;

import io.regionalfailover.decision.Memory.CapacityWait;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Stage 7, room before traffic: a move waits until the regions that gain share have the replicas ready that their new share
 * needs.
 *
 * <ol>
 *   <li>Nothing is asked of the regions that traffic leaves.
 *   <li>Each rule has its own time-out, counted from when the move was first wanted. A move in steps has one wait.
 *   <li>Where waiting does not help, the time-out counts as over at once.
 *   <li>What people force does not wait; neither do first plans and repairs, which answer for names that have no answer.
 * </ol>
 */
final class CapacityGate {
    private static final Set<Proposal.Kind> WAITING =
            EnumSet.of(Proposal.Kind.EVACUATE, Proposal.Kind.RETURN, Proposal.Kind.ROLL_OUT);

    private final Situation situation;
    private final Proposal proposal;
    private final Instant since;
    private final List<String> lacks = new ArrayList<>();
    private boolean endless;
    private Instant until = Instant.MIN;

    private CapacityGate(Situation situation, Proposal proposal, Instant since) {
        this.situation = situation;
        this.proposal = proposal;
        this.since = since;
    }

    /**
     * What the gate makes of a proposal.
     *
     * @param hold why it waits; empty when it may be written
     * @param remembered the wait, for the next decision
     */
    record Passage(Optional<Hold> hold, Optional<CapacityWait> remembered) {}

    /** @param wanted what would be written if there is room */
    static Passage of(Situation situation, Optional<Proposal> wanted) {
        Optional<CapacityWait> before = situation.facts().memory().capacityWait();
        if (situation.policy().capacityRules().isEmpty()) {
            return new Passage(Optional.empty(), Optional.empty());
        }
        if (wanted.isEmpty()) {
            return new Passage(Optional.empty(), before.filter(wait -> isBetweenSteps(situation, wait)));
        }
        Proposal proposal = wanted.get();
        if (!WAITING.contains(proposal.kind()) || isForced(situation, proposal)) {
            return new Passage(Optional.empty(), Optional.empty());
        }
        CapacityWait wait = before.filter(known ->
                        known.kind() == proposal.kind() && known.regions().equals(moving(proposal)))
                .orElseGet(() -> new CapacityWait(
                        proposal.kind(), moving(proposal), situation.facts().now()));
        return new Passage(new CapacityGate(situation, proposal, wait.since()).hold(), Optional.of(wait));
    }

    /** A shift in steps has one wait: it names those whom traffic leaves. A return has one for each step. */
    private static Set<String> moving(Proposal proposal) {
        return proposal.kind() == Proposal.Kind.EVACUATE ? proposal.from() : proposal.to();
    }

    private static boolean isBetweenSteps(Situation situation, CapacityWait wait) {
        return wait.kind() == Proposal.Kind.EVACUATE
                && situation.stage() instanceof Stage.Evacuating under
                && under.from().equals(wait.regions())
                && situation.excluded().keySet().containsAll(under.from());
    }

    private static boolean isForced(Situation situation, Proposal proposal) {
        for (Order order : situation.facts().orders()) {
            Set<String> regions = order.kind().excludes() ? proposal.from() : proposal.to();
            if (order.force() && regions.contains(order.region())) {
                return true;
            }
        }
        return false;
    }

    private Optional<Hold> hold() {
        Shares next = Shares.of(proposal.weights());
        for (String region : proposal.to()) {
            for (CapacityRule rule : situation.policy().capacityRules()) {
                look(region, rule, rule.mustBeReady(rule.needed(next.of(region))));
            }
        }
        if (lacks.isEmpty()) {
            return Optional.empty();
        }
        Optional<Instant> ends = endless ? Optional.empty() : Optional.of(until);
        String after = ends.map(end -> "; traffic moves without it " + Sentences.at(end))
                .orElse("; onTimeout is Hold, so traffic waits for it");
        return Optional.of(Sentences.hold(
                Reason.AWAITING_CAPACITY,
                "room is made before traffic comes: " + String.join(", ", lacks) + after,
                proposal.to(),
                ends));
    }

    private void look(String region, CapacityRule rule, int mustBeReady) {
        Capacity seen = situation.facts().capacities().get(new CapacityKey(region, rule.name()));
        String what = region + "/" + rule.name();
        if (seen == null) {
            lack(rule, false, what + " was not looked at yet");
            return;
        }
        switch (seen) {
            case Capacity.Elsewhere() -> {}
            case Capacity.Seen(int desired, int ready) -> {
                if (ready < mustBeReady) {
                    lack(rule, false, what + " has " + ready + " of " + mustBeReady + " ready");
                }
            }
            case Capacity.Unknown(boolean lasting, String message) -> lack(rule, lasting, what + ": " + message);
        }
    }

    private void lack(CapacityRule rule, boolean lasting, String what) {
        Instant end = since.plus(rule.timeout());
        boolean over = lasting || !situation.facts().now().isBefore(end);
        if (over && !rule.holdsOnTimeout()) {
            return;
        }
        lacks.add(what);
        endless |= rule.holdsOnTimeout();
        until = end.isAfter(until) ? end : until;
    }
}
