package io.regionalfailover.operator.translation;

import io.regionalfailover.api.v1alpha1.CheckFrom;
import io.regionalfailover.api.v1alpha1.CheckSpec;
import io.regionalfailover.api.v1alpha1.DrillQuerySpec;
import io.regionalfailover.api.v1alpha1.DrillScheduleSpec;
import io.regionalfailover.api.v1alpha1.Durations;
import io.regionalfailover.api.v1alpha1.FailoverDrill;
import io.regionalfailover.api.v1alpha1.FailoverDrillSpec;
import io.regionalfailover.api.v1alpha1.PrometheusCheckSpec;
import io.regionalfailover.api.v1alpha1.Severity;
import io.regionalfailover.api.v1alpha1.TlsSpec;
import io.regionalfailover.decision.CheckKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a FailoverDrill asks for.
 *
 * @param region which is left
 * @param duration how long, from the start to the beginning of the return
 * @param suspended true: nothing begins, and what runs is broken off
 * @param schedule in which it may begin; empty: once
 * @param blocked in which it does not begin
 * @param anyCheck true: a check that fails elsewhere breaks it off
 * @param queries those that break it off, as checks of the region
 */
public record DrillModel(
        String region,
        Duration duration,
        boolean suspended,
        Optional<WindowSchedule> schedule,
        List<WindowSchedule> blocked,
        boolean anyCheck,
        RegionModel queries) {
    /** How late a scheduled run may begin. */
    public static final Duration LATEST = Duration.ofMinutes(1);

    public DrillModel {
        blocked = List.copyOf(blocked);
    }

    /** What became of a spec. */
    public sealed interface Reading {}

    /** @param model what it means */
    public record Read(DrillModel model) implements Reading {}

    /** @param message a sentence that names field, value and what is allowed */
    public record Refused(String message) implements Reading {}

    /** What a drill's spec means, or why it cannot be carried out. */
    public static Reading of(FailoverDrill drill) {
        FailoverDrillSpec spec = drill.getSpec();
        try {
            return new Read(new DrillModel(
                    spec.region(),
                    Durations.parse(spec.duration()),
                    spec.suspend(),
                    schedule(spec.schedule()),
                    WindowSchedule.of("spec.blockedWindows", spec.blockedWindows()),
                    spec.abortWhen().anyCheckFails(),
                    queries(drill.getMetadata().getNamespace(), spec)));
        } catch (RefusedException e) {
            return new Refused(e.sentence());
        }
    }

    private static Optional<WindowSchedule> schedule(@Nullable DrillScheduleSpec spec) {
        return spec == null
                ? Optional.empty()
                : Optional.of(WindowSchedule.of("spec.schedule", spec.cron(), spec.timeZone(), LATEST, "schedule"));
    }

    /** They need no Secret: who may create a drill need not be one who may read any. */
    private static RegionModel queries(String namespace, FailoverDrillSpec spec) {
        Map<CheckKey, ScopedProbe> probes = new HashMap<>();
        CheckTranslator translator = new CheckTranslator(
                spec.region(),
                new Placeholders(Map.of(Placeholders.REGION, spec.region())),
                Map.of(),
                Optional.empty(),
                probes);
        translator.addOfPolicy(
                namespace,
                "spec.abortWhen.prometheus",
                spec.abortWhen().prometheus().stream().map(DrillModel::check).toList());
        return new RegionModel(spec.region(), translator.rules(), probes);
    }

    private static CheckSpec check(DrillQuerySpec query) {
        return new CheckSpec(
                query.name(),
                Severity.CRITICAL,
                query.interval(),
                null,
                query.failureThreshold(),
                1,
                CheckFrom.ANYWHERE,
                null,
                null,
                null,
                null,
                null,
                new PrometheusCheckSpec(query.url(), query.query(), query.failWhen(), null, TlsSpec.VERIFIED));
    }
}
