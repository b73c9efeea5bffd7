package io.regionalfailover.bench;

import io.regionalfailover.decision.CheckKey;
import io.regionalfailover.decision.CheckRule;
import io.regionalfailover.decision.Decider;
import io.regionalfailover.decision.Facts;
import io.regionalfailover.decision.FailbackRule;
import io.regionalfailover.decision.FailoverRule;
import io.regionalfailover.decision.Memory;
import io.regionalfailover.decision.Mode;
import io.regionalfailover.decision.Observation;
import io.regionalfailover.decision.Outcome;
import io.regionalfailover.decision.Past;
import io.regionalfailover.decision.Plan;
import io.regionalfailover.decision.PolicyRules;
import io.regionalfailover.decision.Published;
import io.regionalfailover.decision.Quorum;
import io.regionalfailover.decision.Reason;
import io.regionalfailover.decision.RegionRule;
import io.regionalfailover.decision.Severity;
import io.regionalfailover.decision.Stage;
import io.regionalfailover.decision.VantagePoints;
import io.regionalfailover.decision.Velocity;
import io.regionalfailover.decision.Weights;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Facts of a policy that is looked at from everywhere: regions × checks × vantage points, steady weights published and all well,
 * or the first region failing in the eyes of all.
 *
 * @param regions how many, 2-16
 * @param checks in each
 * @param vantagePoints that look
 */
public record BusyFacts(int regions, int checks, int vantagePoints) {
    private static final Instant NOW = Instant.parse("2026-11-23T04:00:00Z");
    private static final Duration EVERY = Duration.ofSeconds(5);

    /** The size that the figures are given for. */
    public static BusyFacts usual() {
        return new BusyFacts(4, 10, 3);
    }

    /** All is well, and was at the last decision. */
    public Facts calm() {
        Memory memory = Decider.decide(facts(false, Memory.EMPTY)).memory();
        return facts(false, memory);
    }

    /** The first region has just failed for long enough, and was well at the last decision. */
    public Facts failing() {
        Memory memory = Decider.decide(facts(false, Memory.EMPTY)).memory();
        return facts(true, memory);
    }

    private Facts facts(boolean failing, Memory memory) {
        Map<String, Integer> weights = new LinkedHashMap<>();
        List<RegionRule> rules = new ArrayList<>();
        for (int region = 0; region < regions; region++) {
            weights.put(region(region), 100);
            rules.add(new RegionRule(region(region), 100, rules()));
        }
        PolicyRules policy = new PolicyRules(
                "bench",
                "busy",
                "0123456789abcdef",
                false,
                Mode.AUTOMATIC,
                rules,
                new FailoverRule(Quorum.MAJORITY, List.of(100), Duration.ofSeconds(10), Duration.ofSeconds(60), 1),
                new FailbackRule(false, Duration.ofMinutes(5), List.of(25, 50, 100), Duration.ofMinutes(1)));
        Plan plan = new Plan(
                7, "0123456789abcdef", policy.specHash(), new Weights(weights), new Stage.Settled(), 0, List.of());
        return new Facts(
                NOW,
                policy,
                new VantagePoints(vantagePoints, views(failing)),
                new Published.Present(plan, false, "", Optional.of(Reason.PUBLISHED), Optional.of(NOW), true),
                new Past(Optional.empty(), Optional.empty(), NOW.minus(Duration.ofHours(1))),
                List.of(),
                false,
                Optional.empty(),
                new Velocity(Map.of(), 1_000, 1),
                false,
                false,
                Map.of(),
                memory);
    }

    private List<CheckRule> rules() {
        List<CheckRule> found = new ArrayList<>();
        for (int check = 0; check < checks; check++) {
            found.add(new CheckRule("check-" + check, Severity.CRITICAL, false, 3, 3, EVERY, Duration.ofSeconds(2)));
        }
        return found;
    }

    private List<VantagePoints.View> views(boolean failing) {
        List<VantagePoints.View> views = new ArrayList<>();
        for (int point = 0; point < vantagePoints; point++) {
            Map<CheckKey, Observation> seen = new HashMap<>();
            for (int region = 0; region < regions; region++) {
                for (int check = 0; check < checks; check++) {
                    boolean fails = failing && region == 0;
                    seen.put(new CheckKey(region(region), "check-" + check), seen(fails));
                }
            }
            views.add(new VantagePoints.View(region(point), seen));
        }
        return views;
    }

    private static Observation seen(boolean fails) {
        Instant first = NOW.minus(fails ? EVERY.multipliedBy(2) : Duration.ofHours(1));
        return new Observation(
                fails ? Outcome.FAILING : Outcome.PASSING,
                fails ? 3 : 720,
                first,
                NOW.minusMillis(2),
                NOW.minusMillis(1),
                723,
                fails ? "HTTP 503, expected 200-299" : "");
    }

    private static String region(int number) {
        return "region-" + number;
    }

    /** How many observations there are. */
    int observations() {
        return regions * checks * vantagePoints;
    }
}
