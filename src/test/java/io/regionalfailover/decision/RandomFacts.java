package io.regionalfailover.decision;

import io.regionalfailover.decision.Facts.BlockedWindow;
import io.regionalfailover.decision.VantagePoints.View;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Any facts at all, also such as no history leads to: a decision has to stand them. */
final class RandomFacts {
    static final List<String> NAMES = List.of("a", "b", "c", "d", "e", "f");
    private static final Instant NOW = Scene.START.plus(Duration.ofHours(5));
    private final Random random;

    RandomFacts(long seed) {
        random = new Random(seed);
    }

    private int upTo(int bound) {
        return random.nextInt(bound + 1);
    }

    private boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private Instant sometime() {
        return NOW.minusSeconds(oneIn(4) ? upTo(20_000) : upTo(120));
    }

    private List<Integer> steps() {
        return any(List.of(
                List.of(100), List.of(50, 100), List.of(25, 50, 100), List.of(1, 2, 100), List.of(10, 90, 100)));
    }

    PolicyRules policy() {
        int checks = upTo(4);
        List<RegionRule> regions = new ArrayList<>();
        int count = 2 + upTo(3);
        boolean anyWeight = false;
        for (int i = 0; i < count; i++) {
            int weight = any(List.of(0, 1, 50, 100, 255, upTo(255)));
            weight = i == count - 1 && !anyWeight ? Math.max(1, weight) : weight;
            anyWeight |= weight > 0;
            regions.add(new RegionRule(NAMES.get(i), weight, checks(checks)));
        }
        FailoverRule failover = new FailoverRule(
                any(List.of(Quorum.values())),
                steps(),
                Duration.ofSeconds(1 + upTo(30)),
                Duration.ofSeconds(1 + upTo(120)),
                1 + upTo(1));
        FailbackRule failback =
                new FailbackRule(oneIn(8), Duration.ofSeconds(upTo(600)), steps(), Duration.ofSeconds(1 + upTo(90)));
        Mode mode = oneIn(10) ? any(List.of(Mode.values())) : Mode.AUTOMATIC;
        return new PolicyRules(
                "shop", "checkout", "spec-1", oneIn(20), mode, regions, failover, failback, capacityRules());
    }

    private List<CapacityRule> capacityRules() {
        List<CapacityRule> rules = new ArrayList<>();
        while (oneIn(4)) {
            rules.add(new CapacityRule(
                    "rule-" + rules.size(),
                    1 + upTo(30),
                    upTo(3),
                    1 + upTo(99),
                    Duration.ofSeconds(upTo(600)),
                    oneIn(3),
                    oneIn(2)));
        }
        return rules;
    }

    private Map<CapacityKey, Capacity> capacities(PolicyRules policy) {
        Map<CapacityKey, Capacity> capacities = new HashMap<>();
        for (RegionRule region : policy.regions()) {
            for (CapacityRule rule : policy.capacityRules()) {
                if (!oneIn(5)) {
                    capacities.put(
                            new CapacityKey(region.name(), rule.name()),
                            any(List.of(
                                    new Capacity.Seen(upTo(30), upTo(30)),
                                    new Capacity.Unknown(oneIn(2), "cluster does not answer"),
                                    new Capacity.Elsewhere())));
                }
            }
        }
        return capacities;
    }

    private List<CheckRule> checks(int count) {
        List<CheckRule> checks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (!oneIn(12)) {
                checks.add(new CheckRule(
                        "check-" + i,
                        oneIn(6) ? Severity.WARNING : Severity.CRITICAL,
                        i % 2 == 1,
                        1 + upTo(4),
                        1 + upTo(4),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(2)));
            }
        }
        return checks;
    }

    Facts facts() {
        return facts(policy(), Memory.EMPTY);
    }

    /** Facts of a policy that was decided on before. */
    Facts facts(PolicyRules policy, Memory memory) {
        List<Order> orders = new ArrayList<>();
        while (oneIn(4)) {
            Order.Kind kind = any(List.of(Order.Kind.values()));
            boolean people = kind == Order.Kind.AWAY_FROM || kind == Order.Kind.RETURN_TO;
            orders.add(
                    new Order(kind, any(NAMES), people && oneIn(4), NOW.plusSeconds(upTo(900)), "x".repeat(upTo(500))));
        }
        Optional<BlockedWindow> blocked = oneIn(6)
                ? Optional.of(new BlockedWindow("business hours", NOW.plusSeconds(upTo(900))))
                : Optional.empty();
        Velocity velocity = new Velocity(Map.of("a", upTo(12), "b", upTo(12)), 1 + upTo(80), 1 + upTo(1));
        Past past = new Past(maybe(), maybe(), sometime());
        return new Facts(
                NOW,
                policy,
                vantagePoints(policy),
                published(),
                past,
                orders,
                oneIn(10),
                blocked,
                velocity,
                oneIn(20),
                oneIn(20),
                capacities(policy),
                memory);
    }

    private Optional<Instant> maybe() {
        return oneIn(2) ? Optional.of(sometime()) : Optional.empty();
    }

    private VantagePoints vantagePoints(PolicyRules policy) {
        int denominator = oneIn(2) ? 1 : 1 + upTo(3);
        List<View> views = new ArrayList<>();
        int answering = oneIn(10) ? upTo(denominator) : denominator;
        Map<CheckKey, Outcome> mood = new HashMap<>();
        for (int i = 0; i < answering; i++) {
            Map<CheckKey, Observation> seen = new HashMap<>();
            for (RegionRule region : policy.regions()) {
                for (CheckRule check : region.checks()) {
                    CheckKey key = new CheckKey(region.name(), check.name());
                    Outcome usual = mood.computeIfAbsent(
                            key, any -> oneIn(4) ? Outcome.FAILING : oneIn(8) ? Outcome.UNKNOWN : Outcome.PASSING);
                    if (!oneIn(15)) {
                        seen.put(key, observation(oneIn(8) ? any(List.of(Outcome.values())) : usual));
                    }
                }
            }
            views.add(new View("v" + i, seen));
        }
        return new VantagePoints(denominator, views);
    }

    private Observation observation(Outcome outcome) {
        int streak = 1 + upTo(8);
        Instant seenAt = NOW.minusSeconds(40 + upTo(60));
        Instant began = NOW.minusSeconds(upTo(20));
        return new Observation(outcome, streak, seenAt, began, began, streak + upTo(5), "y".repeat(upTo(400)));
    }

    private Published published() {
        if (oneIn(15)) {
            return oneIn(2) ? new Published.Absent() : new Published.Unread(Reason.DNS_UNAVAILABLE, "no route");
        }
        Weights weights = anyWeights();
        Stage stage = switch (upTo(5)) {
            case 0 -> new Stage.Returning(1 + upTo(98));
            case 1 -> new Stage.Evacuating(1 + upTo(98), anyWeights(), someNames());
            default -> new Stage.Settled();
        };
        Plan plan = new Plan(7, "nonce", oneIn(6) ? "spec-0" : "spec-1", weights, stage, upTo(5), List.of());
        Optional<Reason> reason = oneIn(3) ? Optional.empty() : Optional.of(any(List.of(Reason.values())));
        return new Published.Present(plan, oneIn(10), "z".repeat(upTo(300)), reason, maybe(), !oneIn(6));
    }

    private Set<String> someNames() {
        Set<String> names = new LinkedHashSet<>();
        for (String name : NAMES) {
            if (oneIn(2)) {
                names.add(name);
            }
        }
        return names;
    }

    Weights anyWeights() {
        Map<String, Integer> weights = new LinkedHashMap<>();
        for (String name : NAMES) {
            if (!oneIn(4)) {
                weights.put(name, any(List.of(0, 0, 1, 3, 100, upTo(255))));
            }
        }
        weights.merge("a", oneIn(30) ? 0 : 1, Integer::sum);
        return new Weights(weights.entrySet().stream()
                .collect(LinkedHashMap::new, (m, e) -> m.put(e.getKey(), Math.min(255, e.getValue())), Map::putAll));
    }
}
