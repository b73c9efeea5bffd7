package io.regionalfailover.decision;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Stage 4, traffic that comes back: regions that are not excluded and hold less than their target get it step by step.
 *
 * <ol>
 *   <li>Targets are steady shares among the regions that are not excluded, of the traffic that excluded ones do not hold.
 *   <li>What a region gains is taken from those who hold more than their target, in proportion to their excess. Excluded
 *       regions and those that may not gain yet keep what they have.
 *   <li>Regions that go together are one sequence. One that becomes ready later waits for it to end, and begins its own.
 *   <li>A person's return skips stability, approval and blocked windows; what a broken-off rehearsal took goes back
 *       without cooldown and in one step, too, and a forced return skips health.
 * </ol>
 */
final class Return {
    private static final Fraction ONE_PERCENT = Fraction.of(1, 100);

    private final Situation situation;
    private final boolean unbound;
    private final Shares present;
    private final Map<String, Fraction> targets;
    private final List<Hold> holds = new ArrayList<>();

    private Return(Situation situation, boolean unbound) {
        this.situation = situation;
        this.unbound = unbound;
        this.present = Shares.of(situation.published());
        this.targets = targets();
    }

    /**
     * What of it is to be done now. Something is published.
     *
     * @param unbound true for what is wanted, before vetoes and limits
     */
    static Part of(Situation situation, boolean unbound) {
        boolean allIsWell = situation.excluded().isEmpty() && situation.isSteady();
        return allIsWell ? Part.NOTHING : new Return(situation, unbound).part();
    }

    private Map<String, Fraction> targets() {
        Fraction pool = Fraction.ONE.less(present.of(situation.excluded().keySet()));
        int steady = 0;
        for (RegionState region : situation.regions()) {
            steady += situation.isExcluded(region.name()) ? 0 : region.steadyWeight();
        }
        Map<String, Fraction> shares = new LinkedHashMap<>();
        for (RegionState region : situation.regions()) {
            boolean stays = steady == 0 || situation.isExcluded(region.name());
            shares.put(
                    region.name(),
                    stays ? present.of(region.name()) : pool.times(Fraction.of(region.steadyWeight(), steady)));
        }
        return shares;
    }

    private Part part() {
        Set<String> lacking = lacking();
        if (lacking.isEmpty()) {
            return Part.NOTHING;
        }
        Set<String> members = members(lacking);
        Set<String> ready = new LinkedHashSet<>();
        for (String region : lacking) {
            if (unbound || isReady(situation.region(region), members.contains(region))) {
                ready.add(region);
            }
        }
        Set<String> going = sequence(ready, members);
        if (going.isEmpty()) {
            return Part.held(holds);
        }
        boolean goesOn = members.containsAll(going);
        Optional<Hold> wait = unbound
                ? Optional.empty()
                : goesOn
                        ? Limits.step(
                                situation,
                                Reason.FAILBACK_STEP,
                                situation.policy().failback().stepInterval(),
                                going)
                        : Limits.propagation(situation, going);
        if (wait.isPresent()) {
            holds.add(wait.get());
            return Part.held(holds);
        }
        return step(
                going,
                going.containsAll(lacking),
                goesOn && situation.stage() instanceof Stage.Returning under ? under.percent() : 0);
    }

    /** Regions whose weight would grow if everybody had the target. */
    private Set<String> lacking() {
        Weights wanted = weights(targets);
        Set<String> lacking = Moved.to(situation.published(), wanted);
        // Who has the very share is not given another one that merely rounds otherwise.
        lacking.removeIf(region ->
                situation.isExcluded(region) || !target(region).isAbove(present.of(region)) || isRounding(region));
        return lacking;
    }

    /** While somebody is excluded, several steps of a shift may have come to shares of which the last digit differs. */
    private boolean isRounding(String region) {
        return !situation.excluded().isEmpty()
                && situation.stage() instanceof Stage.Settled
                && servesAllBut(region, ONE_PERCENT);
    }

    private boolean servesAllBut(String region, Fraction rest) {
        return situation.published().of(region) > 0
                && !target(region).less(present.of(region)).isAbove(rest);
    }

    /** Those of the sequence under way: they have what its last step gives, within the rounding of one weight. */
    private Set<String> members(Set<String> lacking) {
        Set<String> members = new LinkedHashSet<>();
        if (situation.stage() instanceof Stage.Returning under) {
            Fraction one = Fraction.of(1, situation.published().sum());
            for (String region : lacking) {
                Fraction given = target(region).percent(under.percent());
                boolean has = situation.published().of(region) > 0
                        && !given.isAbove(present.of(region).plus(one));
                if (has) {
                    members.add(region);
                }
            }
        }
        return members;
    }

    private Fraction target(String region) {
        return targets.getOrDefault(region, Fraction.ZERO);
    }

    /** People's returns first, then the sequence under way, then a new one. */
    private Set<String> sequence(Set<String> ready, Set<String> members) {
        Set<String> ordered = new LinkedHashSet<>();
        Set<String> goingOn = new LinkedHashSet<>();
        for (String region : ready) {
            if (members.contains(region)) {
                goingOn.add(region);
            } else if (order(region).isPresent()) {
                ordered.add(region);
            }
        }
        if (unbound) {
            return ready;
        }
        if (!ordered.isEmpty()) {
            return ordered;
        }
        if (goingOn.isEmpty()) {
            return ready;
        }
        for (String region : ready) {
            if (!goingOn.contains(region)) {
                holds.add(Sentences.hold(
                        Reason.FAILBACK_STEP,
                        region + " gets its traffic when " + Sentences.list(goingOn) + " has it all",
                        Set.of(region),
                        Optional.empty()));
            }
        }
        return goingOn;
    }

    /** A person's return of a region, while more than the rounding of one weight is to be returned. */
    private Optional<Order> order(String region) {
        Order found = null;
        if (servesAllBut(region, Fraction.of(1, situation.published().sum()))) {
            return Optional.empty();
        }
        for (Order order : situation.facts().orders()) {
            if (!order.kind().excludes() && order.region().equals(region)) {
                found = found == null || order.force() || order.kind() == Order.Kind.GIVE_BACK ? order : found;
            }
        }
        return Optional.ofNullable(found);
    }

    private boolean isGivenBack(String region) {
        return order(region)
                .filter(order -> order.kind() == Order.Kind.GIVE_BACK)
                .isPresent();
    }

    private boolean isReady(RegionState region, boolean goesOn) {
        Optional<Hold> hold = Readmission.hold(situation, region, order(region.name()), goesOn);
        hold.ifPresent(holds::add);
        return hold.isEmpty();
    }

    /**
     * The next step that moves something.
     *
     * @param everybody true when nobody else lacks anything, so that the last step is exactly the target
     * @param given percent of the step before
     */
    private Part step(Set<String> going, boolean everybody, int given) {
        List<Integer> steps = unbound || going.stream().allMatch(this::isGivenBack)
                ? List.of(100)
                : situation.policy().failback().steps();
        for (int step : steps) {
            boolean target = step == 100 && everybody;
            Weights next = step > given ? weights(target ? targets : given(going, step)) : situation.published();
            if (!Moved.to(situation.published(), next).isEmpty()) {
                Weights last = weights(everybody ? targets : given(going, 100));
                return Part.of(proposal(next, next.sameShares(last) ? 100 : step, going), holds);
            }
        }
        return Part.held(holds);
    }

    private Weights weights(Map<String, Fraction> shares) {
        return Weighting.of(new Shares(shares), situation.policy().regions(), Shift.caps(situation, present));
    }

    /** Shares when those that go have so much of their target. */
    private Map<String, Fraction> given(Set<String> going, int percent) {
        Map<String, Fraction> shares = new LinkedHashMap<>(present.byRegion());
        Fraction gained = Fraction.ZERO;
        for (String region : going) {
            Fraction next = present.of(region).max(target(region).percent(percent));
            gained = gained.plus(next.less(present.of(region)));
            shares.put(region, next);
        }
        Fraction excess = Shares.sum(targets.keySet(), this::excess);
        for (String region : targets.keySet()) {
            Fraction over = excess(region);
            if (!over.isZero()) {
                shares.put(region, present.of(region).less(gained.times(over.of(excess))));
            }
        }
        return shares;
    }

    private Fraction excess(String region) {
        return present.of(region).less(target(region));
    }

    private Proposal proposal(Weights next, int step, Set<String> going) {
        boolean steady = next.equals(Weighting.steady(situation.policy().regions()));
        Stage stage = step == 100 || steady ? new Stage.Settled() : new Stage.Returning(step);
        Set<String> gaining = new LinkedHashSet<>(going);
        gaining.retainAll(Moved.to(situation.published(), next));
        String message = Sentences.list(gaining) + " may serve again, at " + step
                + "% of what the spec wants; traffic goes to " + next.serving();
        return new Proposal(
                Proposal.Kind.RETURN,
                next,
                stage,
                situation.present().map(there -> there.plan().relapses()).orElse(0),
                steady ? Reason.ALL_REGIONS_HEALTHY : Reason.FAILBACK_STEP,
                Sentences.clipped(message),
                Moved.from(situation.published(), next),
                Moved.to(situation.published(), next));
    }
}
