package io.regionalfailover.decision;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What holds for every decision, whatever the facts. Plain conditions, since they are checked a million times. */
final class Rules {
    private static final int LONGEST_MESSAGE = 256;

    private final Facts facts;
    private final Decision decision;

    private Rules(Facts facts, Decision decision) {
        this.facts = facts;
        this.decision = decision;
    }

    static void check(Facts facts, Decision decision) {
        new Rules(facts, decision).check();
    }

    private void check() {
        readable();
        require(Decider.decide(facts).equals(decision), "equal facts give equal decisions");
        require(decision.recheckAt().stream().allMatch(at -> at.isAfter(facts.now())), "a recheck lies ahead");
        decision.advice().ifPresent(advice -> serves(advice.weights()));
        if (decision.proposal().isEmpty()) {
            return;
        }
        Proposal proposal = decision.proposal().get();
        maySpeak();
        serves(proposal.weights());
        if (proposal.kind() != Proposal.Kind.REPAIR) {
            staysInSpec(proposal);
        }
        hasRoom(proposal);
        if (facts.published() instanceof Published.Present present
                && present.plan().weights().sum() > 0) {
            changesSomething(present.plan().weights(), proposal);
            excludedDoNotGrow(present.plan().weights(), proposal.weights());
            if (proposal.kind() == Proposal.Kind.RETURN) {
                returnsAreEarned(present, proposal);
            }
        }
    }

    private void require(boolean condition, String rule) {
        if (!condition) {
            throw new AssertionError("broken: " + rule + "\n in " + facts + "\n gives " + decision);
        }
    }

    private void readable() {
        readable(decision.message());
        decision.holds().forEach(hold -> readable(hold.message()));
        decision.regions().forEach(region -> readable(region.message()));
        decision.proposal().ifPresent(proposal -> readable(proposal.message()));
    }

    private void readable(String message) {
        require(
                !message.isBlank() && message.length() <= LONGEST_MESSAGE,
                "a message has 1-256 characters: " + message);
    }

    private void maySpeak() {
        require(!facts.policy().suspended(), "a suspended policy writes nothing");
        require(facts.policy().mode() != Mode.DRY_RUN, "a dry run writes nothing");
        require(!(facts.published() instanceof Published.Unread), "nothing is written to a zone that was not read");
    }

    private void serves(Weights weights) {
        require(weights.sum() > 0, "I1: somebody serves");
        require(weights.byRegion().values().stream().allMatch(w -> w >= 0 && w <= 255), "weights are 0-255");
    }

    /** Within its time-out, no move goes where replicas are known to be missing. */
    private void hasRoom(Proposal proposal) {
        boolean moves = proposal.kind() == Proposal.Kind.EVACUATE || proposal.kind() == Proposal.Kind.RETURN;
        boolean forced = facts.orders().stream().anyMatch(Order::force);
        if (!moves || forced) {
            return;
        }
        Instant since =
                decision.memory().capacityWait().map(Memory.CapacityWait::since).orElse(facts.now());
        for (String region : proposal.to()) {
            for (CapacityRule rule : facts.policy().capacityRules()) {
                boolean waits = rule.holdsOnTimeout() || facts.now().isBefore(since.plus(rule.timeout()));
                int needed = Math.max(rule.minPerRegion(), (int) Math.ceil((double) rule.total()
                                * proposal.weights().of(region)
                                / proposal.weights().sum()
                        - 1e-9));
                boolean lacks = facts.capacities().get(new CapacityKey(region, rule.name()))
                                instanceof Capacity.Seen(int desired, int ready)
                        && ready * 100 < needed * rule.minPercent();
                require(!waits || !lacks, "traffic comes only where there is room: " + region + "/" + rule.name());
            }
        }
    }

    private void changesSomething(Weights before, Proposal proposal) {
        if (proposal.kind() == Proposal.Kind.EVACUATE || proposal.kind() == Proposal.Kind.RETURN) {
            require(!proposal.weights().sameShares(before), "a move moves something");
            require(!proposal.to().isEmpty() && !proposal.from().isEmpty(), "a move has two ends");
        }
    }

    private void staysInSpec(Proposal proposal) {
        Set<String> known = new HashSet<>();
        facts.policy().regions().forEach(region -> known.add(region.name()));
        require(proposal.weights().byRegion().keySet().containsAll(known), "every region has a weight");
        require(known.containsAll(proposal.to()), "only regions of the spec gain");
        proposal.weights()
                .byRegion()
                .forEach((region, weight) ->
                        require(known.contains(region) || weight > 0, "a removed region goes once it has no weight"));
    }

    private void excludedDoNotGrow(Weights before, Weights after) {
        for (RegionJudgement region : decision.regions()) {
            boolean gone = facts.policy().regions().stream()
                    .noneMatch(rule -> rule.name().equals(region.name()));
            boolean away = isOrderedAway(region.name()) || region.inForce() == RegionHealth.UNHEALTHY;
            if (gone || (away && !isForcedBack(region.name()))) {
                require(
                        !share(after, region.name()).isAbove(share(before, region.name())),
                        "I5: " + region.name() + " must not serve and gets no larger share");
            }
        }
    }

    private void returnsAreEarned(Published.Present present, Proposal proposal) {
        Duration stableFor = Limits.doubled(
                facts.policy().failback().stableFor(), present.plan().relapses());
        Duration cooldown = facts.policy().failover().cooldown();
        require(present.inForce(), "a return waits until the last plan is in force");
        for (String region : proposal.to()) {
            if (isForcedBack(region) || isRounding(present.plan().weights(), proposal.weights(), region)) {
                continue;
            }
            Optional<Instant> healthySince = Optional.ofNullable(
                            decision.memory().regions().get(region))
                    .flatMap(Memory.RegionVerdict::healthySince);
            require(healthySince.isPresent(), "only who is seen healthy gains");
            Instant last = facts.past().lastEvacuationAt().orElse(Instant.EPOCH);
            require(
                    isGivenBack(region) || elapsed(last).compareTo(cooldown) >= 0,
                    "I7: a return waits for the cooldown");
            if (!isApproved(region)) {
                require(
                        elapsed(healthySince.orElseThrow()).compareTo(stableFor) >= 0,
                        "I7: a return waits for stability");
                require(facts.blocked().isEmpty(), "a return waits for a blocked window to close");
                require(!facts.policy().failback().manual(), "a manual failback waits for a person");
                require(facts.policy().mode() == Mode.AUTOMATIC, "only people move traffic in manual mode");
                require(!facts.observerIsolated() && !facts.specSkew(), "who doubts does not return traffic");
            }
        }
    }

    /** Whole weights cannot keep every share exact; whoever neither gives nor takes may differ by as little as that. */
    private static boolean isRounding(Weights before, Weights after, String region) {
        Fraction grown = share(after, region).less(share(before, region));
        return !grown.isAbove(Fraction.of(2, after.sum()));
    }

    private boolean isOrderedAway(String region) {
        return isOrderedAway(region, false) || isOrderedAway(region, true) && !makesWay();
    }

    private boolean isOrderedAway(String region, boolean rehearsal) {
        return facts.orders().stream()
                .anyMatch(order -> order.region().equals(region)
                        && order.kind().excludes()
                        && (order.kind() == Order.Kind.DRILL) == rehearsal);
    }

    /** Rehearsals count for nothing where all who serve must not, and nobody else is well. */
    private boolean makesWay() {
        return decision.regions().stream().allMatch(region -> {
            boolean out = isOrderedAway(region.name(), false)
                    || isOrderedAway(region.name(), true)
                    || region.inForce() == RegionHealth.UNHEALTHY
                    || facts.policy().regions().stream()
                            .noneMatch(rule -> rule.name().equals(region.name()));
            boolean serves = facts.published() instanceof Published.Present present
                    && present.plan().weights().of(region.name()) > 0;
            return out || !serves && region.inForce() != RegionHealth.HEALTHY;
        });
    }

    private boolean isApproved(String region) {
        return facts.orders().stream()
                .anyMatch(
                        order -> order.region().equals(region) && !order.kind().excludes());
    }

    private boolean isGivenBack(String region) {
        return facts.orders().stream()
                .anyMatch(order -> order.region().equals(region) && order.kind() == Order.Kind.GIVE_BACK);
    }

    private boolean isForcedBack(String region) {
        return facts.orders().stream()
                .anyMatch(order ->
                        order.region().equals(region) && order.kind() == Order.Kind.RETURN_TO && order.force());
    }

    private static Fraction share(Weights weights, String region) {
        return Fraction.of(weights.of(region), weights.sum());
    }

    private Duration elapsed(Instant since) {
        return Duration.between(since, facts.now());
    }
}
