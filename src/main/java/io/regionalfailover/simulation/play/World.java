package io.regionalfailover.simulation.play;

import io.regionalfailover.decision.CheckKey;
import io.regionalfailover.decision.CheckRule;
import io.regionalfailover.decision.RegionRule;
import io.regionalfailover.decision.Severity;
import io.regionalfailover.health.ProbeResult;
import io.regionalfailover.health.ProbeTarget;
import io.regionalfailover.operator.translation.PolicyModel;
import io.regionalfailover.operator.translation.ScopedProbe;
import io.regionalfailover.simulation.scenario.Happening;
import io.regionalfailover.simulation.scenario.Symptom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/** What the policy's checks try, and what of it works. */
final class World {
    private static final Set<String> REACHED_BY_NAME = Set.of("dns", "tcp", "http", "grpc");
    private static final String ALL = "all";

    private final LongSupplier nanos;
    private final Map<CheckKey, Site> sites = new LinkedHashMap<>();
    private final Map<ProbeTarget, Set<String>> endpoints = new HashMap<>();
    private final List<Outage> outages = new ArrayList<>();
    private final Map<String, Integer> cutOff = new HashMap<>();

    private record Site(CheckRule rule, ProbeTarget target) {}

    /** Things that do not work. */
    static final class Outage {
        private final Set<ProbeTarget> targets;
        private final Symptom symptom;
        private long since;

        private Outage(Set<ProbeTarget> targets, Symptom symptom) {
            this.targets = targets;
            this.symptom = symptom;
        }

        /** Whether no check looks at any of it. */
        boolean isUnseen() {
            return targets.isEmpty();
        }
    }

    /**
     * @param models what the spec means in each region
     * @param nanos since the start
     */
    World(Map<String, PolicyModel> models, LongSupplier nanos) {
        this.nanos = nanos;
        models.forEach((name, model) -> {
            for (RegionRule region : model.rules().regions()) {
                for (CheckRule rule : region.checks()) {
                    CheckKey key = new CheckKey(region.name(), rule.name());
                    ScopedProbe probe = model.probes().get(key);
                    if (probe != null) {
                        ProbeTarget target = probe.probe().target();
                        sites.putIfAbsent(key, new Site(rule, target));
                        if (!rule.shared()) {
                            endpoints
                                    .computeIfAbsent(target, first -> new HashSet<>())
                                    .add(region.name());
                        }
                    }
                }
            }
        });
    }

    /** What an event means here. */
    Outage outage(Happening.Breaks breaks, List<String> regions) {
        Set<ProbeTarget> targets = new HashSet<>();
        sites.forEach((key, site) -> {
            boolean asked = breaks.kinds().contains(site.target().kind())
                    && breaks.checks().stream().anyMatch(word -> isCalled(word, key, site));
            if (regions.contains(key.region()) && asked) {
                targets.add(site.target());
            }
        });
        return new Outage(targets, breaks.as());
    }

    /** Everything that is a region's own. */
    Outage death(List<String> regions) {
        Set<ProbeTarget> targets = new HashSet<>();
        sites.forEach((key, site) -> {
            if (regions.contains(key.region()) && !isCommon(key, site)) {
                targets.add(site.target());
            }
        });
        return new Outage(targets, Symptom.SILENT);
    }

    private boolean isCalled(String word, CheckKey key, Site site) {
        return switch (word) {
            case ALL -> true;
            case "endpoints" -> !site.rule().shared();
            case "dependencies" ->
                site.rule().shared() && REACHED_BY_NAME.contains(site.target().kind()) && !isCommon(key, site);
            case "common" -> isCommon(key, site);
            default -> word.equals(key.check());
        };
    }

    /** Whether another region's check tries the very same thing. */
    private boolean isCommon(CheckKey key, Site site) {
        return site.rule().shared()
                && sites.entrySet().stream()
                        .anyMatch(other -> !other.getKey().region().equals(key.region())
                                && other.getValue().target().equals(site.target()));
    }

    /** The words that stand for checks: those that mean a group, and the policy's own names. */
    Set<String> words() {
        Set<String> words = new TreeSet<>(Set.of(ALL, "endpoints", "dependencies", "common"));
        sites.keySet().forEach(key -> words.add(key.check()));
        return words;
    }

    void begin(Outage outage) {
        outage.since = nanos.getAsLong();
        outages.add(outage);
    }

    void end(Outage outage) {
        outages.remove(outage);
    }

    /** The instance in a region does not reach other regions, or does again. */
    void cutOff(String region, boolean begins) {
        cutOff.merge(region, begins ? 1 : -1, Integer::sum);
    }

    /** What an attempt of the instance in a region finds. */
    ProbeResult probe(String from, ProbeTarget target, Duration timeout) {
        for (Outage outage : outages) {
            boolean known = nanos.getAsLong() - outage.since
                    >= outage.symptom.knownAfter(timeout).toNanos();
            if (known && outage.targets.contains(target)) {
                return outage.symptom.of(target, timeout);
            }
        }
        boolean elsewhere = cutOff.getOrDefault(from, 0) > 0
                && endpoints.getOrDefault(target, Set.of(from)).stream().noneMatch(from::equals);
        return elsewhere ? Symptom.SILENT.of(target, timeout) : ProbeResult.PASSING;
    }

    /** Whether everything critical of a region works, whoever reaches it. */
    boolean isWell(String region) {
        if (outages.isEmpty()) {
            return true;
        }
        for (Map.Entry<CheckKey, Site> each : sites.entrySet()) {
            Site site = each.getValue();
            if (each.getKey().region().equals(region)
                    && site.rule().severity() == Severity.CRITICAL
                    && outages.stream().anyMatch(outage -> outage.targets.contains(site.target()))) {
                return false;
            }
        }
        return true;
    }
}
