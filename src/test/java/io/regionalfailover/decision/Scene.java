package io.regionalfailover.decision;

import io.regionalfailover.decision.Facts.BlockedWindow;
import io.regionalfailover.decision.VantagePoints.View;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A policy's world in a test: what is observed, what is published, what time it is. Decisions change nothing until applied. */
final class Scene {
    static final Instant START = Instant.parse("2026-11-23T04:00:00Z");
    static final String FRONTEND = "frontend";
    static final String DATABASE = "orders-database";

    Instant now = START;
    PolicyRules policy;
    Published published = new Published.Absent();
    Past past = new Past(Optional.empty(), Optional.empty(), START);
    List<Order> orders = new ArrayList<>();
    Optional<BlockedWindow> blocked = Optional.empty();
    Velocity velocity = new Velocity(Map.of(), 1, 1);
    boolean isolated;
    boolean skew;
    boolean untold;
    int denominator = 1;
    final List<Map<CheckKey, Observation>> views = new ArrayList<>();
    final Map<CapacityKey, Capacity> capacities = new HashMap<>();
    Memory memory = Memory.EMPTY;
    long epoch;

    Scene(PolicyRules policy) {
        this.policy = policy;
        views.add(new HashMap<>());
    }

    /** A policy with the defaults of the API, a front end of each region's own and a database's name that all share. */
    static PolicyRules policy(Map<String, Integer> weights) {
        List<RegionRule> regions = new ArrayList<>();
        weights.forEach((name, weight) ->
                regions.add(new RegionRule(name, weight, List.of(check(FRONTEND, false), check(DATABASE, true)))));
        return new PolicyRules(
                "shop",
                "checkout",
                "spec-1",
                false,
                Mode.AUTOMATIC,
                regions,
                new FailoverRule(Quorum.MAJORITY, List.of(100), Duration.ofSeconds(10), Duration.ofSeconds(60), 1),
                new FailbackRule(false, Duration.ofMinutes(5), List.of(25, 50, 100), Duration.ofMinutes(1)));
    }

    static CheckRule check(String name, boolean shared) {
        return new CheckRule(name, Severity.CRITICAL, shared, 3, 3, Duration.ofSeconds(5), Duration.ofSeconds(2));
    }

    /** Region names and weights in order: {@code weights("a", 100, "b", 0)}. */
    static Map<String, Integer> weights(Object... pairs) {
        Map<String, Integer> weights = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            weights.put((String) pairs[i], (Integer) pairs[i + 1]);
        }
        return weights;
    }

    /** A scene in which steady weights are published, in force, and every check has passed for long. */
    static Scene steady(Object... pairs) {
        Scene scene = new Scene(policy(weights(pairs)));
        scene.publish(new Weights(weights(pairs)), new Stage.Settled(), Reason.PUBLISHED);
        scene.allPass(4);
        scene.decide();
        scene.advance(Duration.ofMinutes(30));
        scene.allPass(2);
        scene.decide();
        return scene;
    }

    void publish(Weights weights, Stage stage, Reason reason) {
        published =
                present(new Plan(++epoch, "nonce" + epoch, policy.specHash(), weights, stage, 0, List.of()), reason);
    }

    private Published.Present present(Plan plan, Reason reason) {
        return new Published.Present(plan, false, "", Optional.of(reason), Optional.of(now), true);
    }

    Plan plan() {
        return ((Published.Present) published).plan();
    }

    Map<String, Integer> weights() {
        return plan().weights().byRegion();
    }

    Facts facts() {
        List<View> seen = new ArrayList<>();
        for (int i = 0; i < views.size(); i++) {
            seen.add(new View("vantage-" + i, views.get(i)));
        }
        return new Facts(
                now,
                policy,
                new VantagePoints(denominator, seen),
                published,
                past,
                orders,
                untold,
                blocked,
                velocity,
                isolated,
                skew,
                capacities,
                memory);
    }

    /** Decides and remembers. */
    Decision decide() {
        Decision decision = Decider.decide(facts());
        memory = decision.memory();
        return decision;
    }

    /** Decides, and writes the proposal if there is one. */
    Decision act() {
        Decision decision = decide();
        decision.proposal().ifPresent(proposal -> apply(proposal, true));
        return decision;
    }

    /** Writes a proposal as the operator does. */
    void apply(Proposal proposal, boolean inForce) {
        Plan plan = new Plan(
                ++epoch,
                "nonce" + epoch,
                policy.specHash(),
                proposal.weights(),
                proposal.stage(),
                proposal.relapses(),
                List.of());
        published = new Published.Present(plan, false, "", Optional.of(proposal.reason()), Optional.of(now), inForce);
        switch (proposal.kind()) {
            case EVACUATE -> past = new Past(Optional.of(now), past.lastReturnAt(), past.lookingSince());
            case RETURN -> past = new Past(past.lastEvacuationAt(), Optional.of(now), past.lookingSince());
            case PUBLISH, REPAIR, ROLL_OUT -> {}
        }
    }

    /** A new process: it remembers nothing and has not looked yet. */
    void restart() {
        memory = Memory.EMPTY;
        views.forEach(Map::clear);
        past = new Past(Optional.empty(), Optional.empty(), now);
        if (published instanceof Published.Present present) {
            published = new Published.Present(
                    present.plan(),
                    present.drifted(),
                    present.driftMessage(),
                    Optional.empty(),
                    Optional.empty(),
                    true);
        }
    }

    Scene advance(Duration time) {
        now = now.plus(time);
        return this;
    }

    Scene advanceSeconds(long seconds) {
        return advance(Duration.ofSeconds(seconds));
    }

    /** One attempt, as seen by all vantage points, that began and ended just now. */
    Scene see(String region, String check, Outcome outcome) {
        for (int view = 0; view < views.size(); view++) {
            see(view, region, check, outcome, now);
        }
        return this;
    }

    Scene see(int view, String region, String check, Outcome outcome, Instant beganAt) {
        String message = switch (outcome) {
            case PASSING -> "";
            case FAILING -> "NXDOMAIN for db." + region;
            case UNKNOWN -> "cannot tell";
        };
        CheckKey key = new CheckKey(region, check);
        Observation before = views.get(view).getOrDefault(key, Observation.NONE);
        views.get(view).put(key, before.then(outcome, beganAt, now, message));
        return this;
    }

    /** Rounds of attempts five seconds apart in which everything passes but what is given as {@code region/check}. */
    Scene rounds(int times, Outcome outcome, String... exceptions) {
        List<String> except = List.of(exceptions);
        for (int i = 0; i < times; i++) {
            advanceSeconds(5);
            for (RegionRule region : policy.regions()) {
                for (CheckRule check : region.checks()) {
                    boolean fails = except.contains(region.name() + "/" + check.name());
                    see(region.name(), check.name(), fails ? outcome : Outcome.PASSING);
                }
            }
        }
        return this;
    }

    Scene allPass(int times) {
        return rounds(times, Outcome.PASSING);
    }

    Scene failing(int times, String... what) {
        return rounds(times, Outcome.FAILING, what);
    }

    Order order(Order.Kind kind, String region, boolean force) {
        Order order = new Order(kind, region, force, now.plus(Duration.ofHours(1)), "kernel by jane: roll-out");
        orders.add(order);
        return order;
    }

    Scene failover(FailoverRule rule) {
        policy = new PolicyRules(
                policy.namespace(),
                policy.name(),
                policy.specHash(),
                policy.suspended(),
                policy.mode(),
                policy.regions(),
                rule,
                policy.failback(),
                policy.capacityRules());
        return this;
    }

    Scene failback(FailbackRule rule) {
        policy = new PolicyRules(
                policy.namespace(),
                policy.name(),
                policy.specHash(),
                policy.suspended(),
                policy.mode(),
                policy.regions(),
                policy.failover(),
                rule,
                policy.capacityRules());
        return this;
    }

    Scene mode(boolean suspended, Mode mode) {
        policy = new PolicyRules(
                policy.namespace(),
                policy.name(),
                policy.specHash(),
                suspended,
                mode,
                policy.regions(),
                policy.failover(),
                policy.failback(),
                policy.capacityRules());
        return this;
    }

    Scene spec(String hash, List<RegionRule> regions) {
        policy = new PolicyRules(
                policy.namespace(),
                policy.name(),
                hash,
                policy.suspended(),
                policy.mode(),
                regions,
                policy.failover(),
                policy.failback(),
                policy.capacityRules());
        return this;
    }

    Scene needing(CapacityRule... rules) {
        policy = new PolicyRules(
                policy.namespace(),
                policy.name(),
                policy.specHash(),
                policy.suspended(),
                policy.mode(),
                policy.regions(),
                policy.failover(),
                policy.failback(),
                List.of(rules));
        return this;
    }

    Scene replicas(String region, String rule, int desired, int ready) {
        capacities.put(new CapacityKey(region, rule), new Capacity.Seen(desired, ready));
        return this;
    }
}
