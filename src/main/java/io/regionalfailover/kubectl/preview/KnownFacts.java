package io.regionalfailover.kubectl.preview;

import io.regionalfailover.api.v1alpha1.Durations;
import io.regionalfailover.api.v1alpha1.FailbackMode;
import io.regionalfailover.api.v1alpha1.FailoverPolicy;
import io.regionalfailover.api.v1alpha1.FailoverPolicySpec;
import io.regionalfailover.api.v1alpha1.FailoverPolicyStatus;
import io.regionalfailover.api.v1alpha1.LastFailoverStatus;
import io.regionalfailover.api.v1alpha1.OnTimeout;
import io.regionalfailover.api.v1alpha1.PlacementSpec;
import io.regionalfailover.api.v1alpha1.PolicyRegionSpec;
import io.regionalfailover.api.v1alpha1.PolicyRegionStatus;
import io.regionalfailover.api.v1alpha1.ScaleDown;
import io.regionalfailover.decision.Capacity;
import io.regionalfailover.decision.CapacityKey;
import io.regionalfailover.decision.CapacityRule;
import io.regionalfailover.decision.CheckKey;
import io.regionalfailover.decision.CheckRule;
import io.regionalfailover.decision.Facts;
import io.regionalfailover.decision.FailbackRule;
import io.regionalfailover.decision.FailoverRule;
import io.regionalfailover.decision.Memory;
import io.regionalfailover.decision.Mode;
import io.regionalfailover.decision.Observation;
import io.regionalfailover.decision.Order;
import io.regionalfailover.decision.Outcome;
import io.regionalfailover.decision.Past;
import io.regionalfailover.decision.Plan;
import io.regionalfailover.decision.PolicyRules;
import io.regionalfailover.decision.Published;
import io.regionalfailover.decision.Quorum;
import io.regionalfailover.decision.RegionHealth;
import io.regionalfailover.decision.RegionRule;
import io.regionalfailover.decision.Severity;
import io.regionalfailover.decision.Stage;
import io.regionalfailover.decision.VantagePoints;
import io.regionalfailover.decision.Velocity;
import io.regionalfailover.decision.Weights;
import io.regionalfailover.kubectl.view.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What spec and status tell of a policy, as facts for the decision: each region's health stands for one check that says so.
 * Room is taken to be there, since how much is needed is asked, not whether it comes.
 */
final class KnownFacts {
    private static final String CHECK = "status";
    private static final String SPEC = "as published";
    private static final Capacity ROOM = new Capacity.Seen(Integer.MAX_VALUE, Integer.MAX_VALUE);
    private static final CheckRule RULE =
            new CheckRule(CHECK, Severity.CRITICAL, false, 1, 1, Duration.ofSeconds(5), Duration.ofSeconds(2));

    private final FailoverPolicy policy;
    private final FailoverPolicyStatus status;
    private final PolicyRules rules;

    KnownFacts(FailoverPolicy policy) {
        this.policy = policy;
        this.status = Words.status(policy);
        this.rules = rules(policy.getSpec());
    }

    /** The weights that were last read in the zone; nobody has any before that. */
    Weights published() {
        Map<String, Integer> weights = new LinkedHashMap<>();
        for (PolicyRegionStatus region : status.regions()) {
            weights.put(region.name(), region.weight() == null ? 0 : region.weight());
        }
        return new Weights(weights);
    }

    /** When traffic last left a region. */
    Past past() {
        Optional<Instant> left = Optional.ofNullable(status.lastFailover()).map(LastFailoverStatus::decidedAt);
        return new Past(left, Optional.empty(), Instant.EPOCH);
    }

    PolicyRules rules() {
        return rules;
    }

    /**
     * The facts at a moment.
     *
     * @param weights what is published then
     * @param stage how far a move has got
     * @param writtenAt when they were published
     */
    Facts at(Instant now, Weights weights, Stage stage, Instant writtenAt, Past past, List<Order> orders) {
        Plan plan = new Plan(1, "", SPEC, weights, stage, 0, List.of());
        Published published = weights.sum() == 0
                ? new Published.Absent()
                : new Published.Present(plan, false, "", Optional.empty(), Optional.of(writtenAt), true);
        return new Facts(
                now,
                rules,
                new VantagePoints(1, List.of(new VantagePoints.View(CHECK, observations(now)))),
                published,
                past,
                orders,
                false,
                Optional.empty(),
                new Velocity(Map.of(), 1, rules.regions().size()),
                false,
                false,
                room(),
                memory());
    }

    private Map<CheckKey, Observation> observations(Instant now) {
        Map<CheckKey, Observation> observations = new HashMap<>();
        for (PolicyRegionStatus region : status.regions()) {
            Outcome outcome = outcome(region);
            if (outcome != Outcome.UNKNOWN) {
                observations.put(
                        new CheckKey(region.name(), CHECK),
                        new Observation(
                                outcome,
                                RULE.successThreshold(),
                                since(region),
                                now,
                                now,
                                RULE.successThreshold(),
                                Words.orEmpty(region.message())));
            }
        }
        return observations;
    }

    private Map<CapacityKey, Capacity> room() {
        Map<CapacityKey, Capacity> room = new HashMap<>();
        for (RegionRule region : rules.regions()) {
            for (CapacityRule rule : rules.capacityRules()) {
                room.put(new CapacityKey(region.name(), rule.name()), ROOM);
            }
        }
        return room;
    }

    private Memory memory() {
        Map<CheckKey, Memory.CheckVerdict> verdicts = new HashMap<>();
        Map<String, Memory.RegionVerdict> regions = new HashMap<>();
        for (PolicyRegionStatus region : status.regions()) {
            RegionHealth health = health(region);
            Outcome inForce = inForce(region);
            verdicts.put(
                    new CheckKey(region.name(), CHECK), new Memory.CheckVerdict(inForce, since(region), true, false));
            regions.put(
                    region.name(),
                    new Memory.RegionVerdict(
                            health,
                            inForce == Outcome.PASSING
                                    ? RegionHealth.HEALTHY
                                    : inForce == Outcome.FAILING ? RegionHealth.UNHEALTHY : RegionHealth.UNKNOWN,
                            since(region),
                            health == RegionHealth.HEALTHY ? Optional.of(since(region)) : Optional.empty()));
        }
        return new Memory(verdicts, regions, true, true, Optional.empty());
    }

    /** What is shown as Unknown was well before, as far as one can tell, when it serves. */
    private static Outcome inForce(PolicyRegionStatus region) {
        boolean serves = region.weight() != null && region.weight() > 0;
        Outcome shown = outcome(region);
        return shown == Outcome.UNKNOWN && serves ? Outcome.PASSING : shown;
    }

    private static RegionHealth health(PolicyRegionStatus region) {
        for (RegionHealth health : RegionHealth.values()) {
            if (health.text().equals(region.health())) {
                return health;
            }
        }
        return RegionHealth.UNKNOWN;
    }

    private static Outcome outcome(PolicyRegionStatus region) {
        return switch (health(region)) {
            case HEALTHY -> Outcome.PASSING;
            case UNHEALTHY -> Outcome.FAILING;
            case UNKNOWN -> Outcome.UNKNOWN;
        };
    }

    private static Instant since(PolicyRegionStatus region) {
        return region.since() == null ? Instant.EPOCH : region.since();
    }

    private PolicyRules rules(FailoverPolicySpec spec) {
        return new PolicyRules(
                policy.getMetadata().getNamespace(),
                policy.getMetadata().getName(),
                SPEC,
                spec.suspend(),
                switch (spec.mode()) {
                    case AUTOMATIC -> Mode.AUTOMATIC;
                    case MANUAL -> Mode.MANUAL;
                    case DRY_RUN -> Mode.DRY_RUN;
                },
                spec.regions().stream().map(KnownFacts::rule).toList(),
                new FailoverRule(
                        Quorum.ANY,
                        spec.failover().steps(),
                        Durations.parse(spec.failover().stepInterval()),
                        Durations.parse(spec.failover().cooldown()),
                        spec.failover().minHealthyRegions()),
                new FailbackRule(
                        spec.failback().mode() == FailbackMode.MANUAL,
                        Durations.parse(spec.failback().stableFor()),
                        spec.failback().steps(),
                        Durations.parse(spec.failback().stepInterval())),
                spec.placement().stream().map(KnownFacts::rule).toList());
    }

    private static RegionRule rule(PolicyRegionSpec region) {
        return new RegionRule(region.name(), region.weight(), List.of(RULE));
    }

    private static CapacityRule rule(PlacementSpec placement) {
        return new CapacityRule(
                placement.name(),
                placement.replicas().total(),
                placement.replicas().minPerRegion(),
                placement.readiness().minPercent(),
                Durations.parse(placement.readiness().timeout()),
                placement.readiness().onTimeout() == OnTimeout.HOLD,
                placement.scaleDown() == ScaleDown.AFTER_DRAIN);
    }
}
