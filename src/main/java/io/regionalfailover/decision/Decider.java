package io.regionalfailover.decision;

import io.regionalfailover.decision.Memory.CheckVerdict;
import io.regionalfailover.decision.Memory.RegionVerdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The decision: from facts to what should be published. Its order is the specification.
 *
 * <ol>
 *   <li>{@link Verdicts}: each check in each region.
 *   <li>{@link CommonCause}: what all regions share says nothing about one of them.
 *   <li>{@link Exclusion}: who must not serve.
 *   <li>What is wanted, the most urgent first: {@link FirstPlan}, {@link Evacuation}, {@link Upkeep}, {@link Return}.
 *   <li>{@link Vetoes} and {@link Limits} hold parts of that, each its own region's.
 *   <li>{@link CapacityGate}: room before traffic.
 *   <li>{@link Conclusion}: phase, reason and message.
 * </ol>
 *
 * <p>A pure function: equal facts give equal decisions, and a decision whose proposal has been published proposes nothing
 * until something else changes.
 */
public final class Decider {
    private Decider() {}

    /** What follows from the facts. Never throws, whatever they are, as long as some region of the policy has weight. */
    public static Decision decide(Facts facts) {
        Situation situation = Situation.of(facts);
        Wish wish = Wish.of(situation, false);
        Optional<Vetoes.Veto> veto = Vetoes.onWrites(facts);
        Optional<Proposal> proposal = veto.isPresent() ? Optional.empty() : wish.proposal();
        List<Hold> holds = new ArrayList<>(wish.holds());
        if (veto.isPresent() && wish.proposal().isPresent()) {
            Set<String> regions = new LinkedHashSet<>(wish.proposal().get().from());
            regions.addAll(wish.proposal().get().to());
            String message =
                    veto.get().message() + "; wanted: " + wish.proposal().get().message();
            holds.addFirst(Sentences.hold(veto.get().reason(), message, regions, Optional.empty()));
        }
        Optional<Proposal> advice = advice(situation, wish, proposal, holds);
        List<CapacityJudgement> capacities = Capacities.of(situation, proposal);
        CapacityGate.Passage passage = CapacityGate.of(situation, proposal);
        if (passage.hold().isPresent()) {
            holds.addFirst(passage.hold().get());
            advice = proposal;
            proposal = repair(situation);
        }
        List<RegionJudgement> judgements = Judgements.of(situation);
        Wish written = new Wish(proposal, holds, wish.leaving(), wish.returning());
        return new Decision(
                Conclusion.phase(situation, written),
                Conclusion.reason(situation, written),
                Conclusion.message(situation, written),
                judgements,
                proposal,
                advice,
                holds,
                capacities,
                recheckAt(facts, holds),
                !situation.warm(),
                memory(situation, judgements, passage.remembered()));
    }

    /** What is published is mended while a move waits. */
    private static Optional<Proposal> repair(Situation situation) {
        return Upkeep.of(situation, false).proposal().filter(upkeep -> upkeep.kind() == Proposal.Kind.REPAIR);
    }

    private static Optional<Proposal> advice(
            Situation situation, Wish wish, Optional<Proposal> proposal, List<Hold> holds) {
        if (proposal.isPresent() || holds.isEmpty()) {
            return Optional.empty();
        }
        return wish.proposal().isPresent()
                ? wish.proposal()
                : Wish.of(situation, true).proposal();
    }

    private static Optional<Instant> recheckAt(Facts facts, List<Hold> holds) {
        Instant next = Instant.MAX;
        for (Hold hold : holds) {
            Instant until = hold.until().orElse(Instant.MAX);
            next = until.isAfter(facts.now()) && until.isBefore(next) ? until : next;
        }
        for (Order order : facts.orders()) {
            Instant expiry = order.expiresAt();
            next = expiry.isAfter(facts.now()) && expiry.isBefore(next) ? expiry : next;
        }
        return next.equals(Instant.MAX) ? Optional.empty() : Optional.of(next);
    }

    private static Memory memory(
            Situation situation, List<RegionJudgement> judgements, Optional<Memory.CapacityWait> capacityWait) {
        Facts facts = situation.facts();
        Memory before = facts.memory();
        boolean zoneRead = before.zoneRead() || !(facts.published() instanceof Published.Unread);
        if (before.zoneRead() == zoneRead
                && before.warm() == situation.warm()
                && before.capacityWait().equals(capacityWait)
                && before.trace().isOf(situation, judgements)) {
            return before;
        }
        Map<CheckKey, CheckVerdict> verdicts = new HashMap<>();
        Map<String, RegionVerdict> regions = new HashMap<>();
        for (RegionState region : situation.regions()) {
            if (region.removed()) {
                continue;
            }
            regions.put(
                    region.name(),
                    new RegionVerdict(region.health(), region.inForce(), region.since(), region.healthySince()));
            for (CheckState check : region.checks()) {
                if (check.judged() || check.verdict() != Outcome.UNKNOWN) {
                    verdicts.put(
                            check.key(),
                            new CheckVerdict(check.verdict(), check.since(), check.judged(), check.disputed()));
                }
            }
        }
        return new Memory(verdicts, regions, zoneRead, situation.warm(), capacityWait, Trace.of(situation, judgements));
    }
}
