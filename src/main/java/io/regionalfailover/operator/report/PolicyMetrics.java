package io.regionalfailover.operator.report;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.regionalfailover.decision.Decision;
import io.regionalfailover.decision.Outcome;
import io.regionalfailover.decision.Phase;
import io.regionalfailover.decision.Readiness;
import io.regionalfailover.decision.Reason;
import io.regionalfailover.decision.RegionHealth;
import io.regionalfailover.decision.RegionJudgement;
import io.regionalfailover.decision.Weights;
import io.regionalfailover.operator.policy.PlanProgress;
import io.regionalfailover.operator.policy.PolicySnapshot;
import io.regionalfailover.operator.policy.Shift;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The metrics of policies: gauges read the last snapshot of each, counters and timers are told of shifts. */
public final class PolicyMetrics {
    private static final Duration[] SECONDS = {
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(15),
        Duration.ofSeconds(30),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5)
    };

    private final MeterRegistry registry;
    private final Map<String, PolicyMeters> policies = new ConcurrentHashMap<>();

    /** @param registry where the meters stand */
    public PolicyMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** A turn was taken. */
    public void turn(String namespace, String name, PolicySnapshot snapshot) {
        policies.computeIfAbsent(namespace + "/" + name, key -> new PolicyMeters(namespace, name))
                .take(snapshot);
    }

    /** The policy is gone, and so are its meters. */
    public void end(String namespace, String name) {
        PolicyMeters meters = policies.remove(namespace + "/" + name);
        if (meters != null) {
            meters.close();
        }
    }

    /** Traffic was moved, away or back. */
    public void shifted(String namespace, String name, String reason) {
        Counter.builder("regional.failover.shifts")
                .description("Plans that moved traffic")
                .tags("namespace", namespace, "policy", name, "reason", reason)
                .register(registry)
                .increment();
    }

    private void time(String meter, String description, Instant from, Instant to) {
        Duration took = Duration.between(from, to);
        Timer.builder(meter)
                .description(description)
                .serviceLevelObjectives(SECONDS)
                .register(registry)
                .record(took.isNegative() ? Duration.ZERO : took);
    }

    /** The meters of one policy. */
    private final class PolicyMeters {
        private final Tags tags;
        private final Map<Meter.Id, Boolean> meters = new HashMap<>();
        private volatile @Nullable PolicySnapshot last;
        private @Nullable Instant timedWrite;
        private @Nullable Instant timedObservation;
        private @Nullable Instant timedResolvers;

        PolicyMeters(String namespace, String name) {
            tags = Tags.of("namespace", namespace, "policy", name);
            gauge(
                    "regional.failover.plan.epoch",
                    Tags.empty(),
                    seen -> seen.progress().map(PlanProgress::epoch).orElse(0L));
            gauge("regional.failover.ready", Tags.empty(), PolicyMetrics::ready);
        }

        synchronized void take(PolicySnapshot snapshot) {
            last = snapshot;
            snapshot.decision().ifPresent(this::gauges);
            snapshot.lastShift().ifPresent(this::shift);
            snapshot.lastShift().ifPresent(this::resolvers);
            snapshot.progress().ifPresent(this::observation);
        }

        private void gauges(Decision decision) {
            for (Phase phase : Phase.values()) {
                gauge("regional.failover.phase", Tags.of("phase", phase.text()), seen -> isIn(seen, phase));
            }
            for (RegionJudgement region : decision.regions()) {
                Tags here = Tags.of("region", region.name());
                gauge("regional.failover.region.health", here, seen -> health(seen, region.name()));
                gauge(
                        "regional.failover.weight",
                        here.and("kind", "published"),
                        seen -> published(seen, region.name()));
                gauge(
                        "regional.failover.weight",
                        here.and("kind", "steady"),
                        seen -> judged(seen, region.name())
                                .map(RegionJudgement::steadyWeight)
                                .orElse(0));
                for (RegionJudgement.CheckJudgement check : region.checks()) {
                    gauge(
                            "regional.failover.check.result",
                            here.and("check", check.name()),
                            seen -> result(seen, region.name(), check.name()));
                }
            }
            decision.holds()
                    .forEach(hold -> gauge(
                            "regional.failover.held",
                            Tags.of("reason", hold.reason().text()),
                            seen -> holds(seen, hold.reason())));
        }

        /** Times each shift once: when its last step was written by this process. */
        private void shift(Shift shift) {
            Instant written = shift.writtenAt().orElse(null);
            if (written == null || written.equals(timedWrite)) {
                return;
            }
            boolean ours = timedWrite != null || shift.inSyncAt().isEmpty();
            timedWrite = written;
            if (ours) {
                shift.firstFailureAt()
                        .ifPresent(first -> time(
                                "regional.failover.detection",
                                "From the first failure of the streak to the decision",
                                first,
                                shift.decidedAt()));
                time(
                        "regional.failover.decision.to.write",
                        "From the decision to the accepted write",
                        shift.decidedAt(),
                        written);
            }
        }

        private void resolvers(Shift shift) {
            Instant turned = shift.turned().at().orElse(null);
            Instant written = shift.writtenAt().orElse(null);
            if (turned != null && written != null && !turned.equals(timedResolvers)) {
                timedResolvers = turned;
                time(
                        "regional.failover.resolvers.turned",
                        "From the accepted write until the slowest recursive resolver had forgotten the region",
                        written,
                        turned);
            }
        }

        private void observation(PlanProgress progress) {
            Instant observed = progress.observedAt().orElse(null);
            Instant written = progress.writtenAt().orElse(null);
            if (observed != null && written != null && !observed.equals(timedObservation)) {
                timedObservation = observed;
                time(
                        "regional.failover.propagation",
                        "From the accepted write until every authoritative server showed it",
                        written,
                        observed);
            }
        }

        private void gauge(String name, Tags more, ToDoubleFunction<PolicySnapshot> value) {
            Meter.Id id = new Meter.Id(name, tags.and(more), null, null, Meter.Type.GAUGE);
            if (meters.putIfAbsent(id, true) == null) {
                Gauge.builder(name, this, meter -> meter.read(value))
                        .tags(tags.and(more))
                        .register(registry);
            }
        }

        private double read(ToDoubleFunction<PolicySnapshot> value) {
            PolicySnapshot seen = last;
            return seen == null ? Double.NaN : value.applyAsDouble(seen);
        }

        synchronized void close() {
            meters.keySet().forEach(registry::remove);
        }
    }

    private static Optional<RegionJudgement> judged(PolicySnapshot seen, String region) {
        return seen.decision()
                .flatMap(decision -> decision.regions().stream()
                        .filter(judged -> judged.name().equals(region))
                        .findFirst());
    }

    private static double health(PolicySnapshot seen, String region) {
        RegionHealth health = judged(seen, region).map(RegionJudgement::health).orElse(RegionHealth.UNKNOWN);
        return switch (health) {
            case HEALTHY -> 1;
            case UNHEALTHY -> 0;
            case UNKNOWN -> -1;
        };
    }

    private static double published(PolicySnapshot seen, String region) {
        Weights weights = StatusReport.published(seen.reading(), seen.model().map(model -> model.publication()));
        return weights.of(region);
    }

    private static double result(PolicySnapshot seen, String region, String check) {
        Outcome outcome = judged(seen, region)
                .flatMap(judged -> judged.checks().stream()
                        .filter(one -> one.name().equals(check))
                        .findFirst())
                .map(RegionJudgement.CheckJudgement::outcome)
                .orElse(Outcome.UNKNOWN);
        return switch (outcome) {
            case PASSING -> 1;
            case FAILING -> 0;
            case UNKNOWN -> -1;
        };
    }

    private static double ready(PolicySnapshot seen) {
        return switch (seen.readiness()
                .map(facts -> Readiness.of(facts).state())
                .orElse(Readiness.State.UNKNOWN)) {
            case READY -> 1;
            case NOT_READY -> 0;
            case UNKNOWN -> -1;
        };
    }

    private static double isIn(PolicySnapshot seen, Phase phase) {
        return seen.decision().filter(decision -> decision.phase() == phase).isPresent() ? 1 : 0;
    }

    private static double holds(PolicySnapshot seen, Reason reason) {
        return seen.decision()
                        .filter(decision -> decision.holds().stream().anyMatch(hold -> hold.reason() == reason))
                        .isPresent()
                ? 1
                : 0;
    }
}
