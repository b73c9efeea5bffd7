package io.regionalfailover.kubectl;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.regionalfailover.api.v1alpha1.AbortWhenSpec;
import io.regionalfailover.api.v1alpha1.DrillScheduleSpec;
import io.regionalfailover.api.v1alpha1.Durations;
import io.regionalfailover.api.v1alpha1.FailoverDrill;
import io.regionalfailover.api.v1alpha1.FailoverDrillSpec;
import io.regionalfailover.api.v1alpha1.FailoverPolicy;
import io.regionalfailover.api.v1alpha1.FailoverPolicyStatus;
import io.regionalfailover.api.v1alpha1.TrafficShift;
import io.regionalfailover.api.v1alpha1.TrafficShiftSpec;
import io.regionalfailover.decision.Phase;
import io.regionalfailover.kubectl.view.Words;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "drill",
        description = {
            "Rehearses a failover: a policy leaves a region for a while and returns by itself.",
            "A check that fails elsewhere breaks it off and gives traffic back at once."
        },
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = Exit.FAILED)
final class DrillCommand implements Callable<Integer> {
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(24);

    @ParentCommand
    private KubectlFailover root;

    @Parameters(paramLabel = "POLICY", description = "The policy's name, or namespace/name.")
    private String policy;

    @Option(names = "--region", required = true, paramLabel = "REGION", description = "The region that is left.")
    private String region;

    @Option(
            names = "--for",
            defaultValue = "10m",
            paramLabel = "DURATION",
            description = "How long it stays away, from 1m to 24h. Default: ${DEFAULT-VALUE}.")
    private String duration;

    @Option(
            names = "--schedule",
            paramLabel = "CRON",
            description = "When it begins, again and again, such as \"0 10 * * 2\"; default once, now.")
    @Nullable
    private String schedule;

    @Option(
            names = "--time-zone",
            defaultValue = "UTC",
            paramLabel = "ZONE",
            description = "Of the schedule, such as Europe/Berlin. Default: ${DEFAULT-VALUE}.")
    private String timeZone;

    @Mixin
    private final Agreement agreement = new Agreement();

    @Override
    public Integer call() {
        Duration lasts = lasts();
        try (Cluster cluster = root.open()) {
            FailoverPolicy found = Session.policy(cluster, policy, root.namespace());
            Shifts.requireRegion(found, "--region", region);
            String namespace = found.getMetadata().getNamespace();
            String name = found.getMetadata().getName();
            String when =
                    schedule == null ? "now, if it is ready" : "whenever it is \"" + schedule + "\" in " + timeZone;
            return new Giving(root, cluster, agreement)
                    .give(
                            asShift(found, lasts),
                            drill(found),
                            namespace + "/" + name + " leaves " + region + " for " + duration + " and returns, " + when
                                    + "." + (schedule == null ? blocked(found) : ""),
                            List.of(found),
                            root.session().orders(cluster, Optional.of(namespace)));
        }
    }

    private Duration lasts() {
        Duration wanted;
        try {
            wanted = Durations.parse(duration);
        } catch (IllegalArgumentException e) {
            throw new Failure("--for: " + e.getMessage() + ". Nothing was changed");
        }
        if (wanted.compareTo(SHORTEST) < 0 || wanted.compareTo(LONGEST) > 0) {
            throw new Failure("--for " + duration + ": a drill lasts from 1m to 24h. Nothing was changed");
        }
        return wanted;
    }

    /** That it would not begin as things stand, and why; empty when nothing is known to stand in its way. */
    private static String blocked(FailoverPolicy found) {
        return obstacle(Words.status(found))
                .map(why -> System.lineSeparator() + "As things stand it would not begin, and be Blocked after 5m: "
                        + why + ".")
                .orElse("");
    }

    private static Optional<String> obstacle(FailoverPolicyStatus status) {
        if (Words.phase(status) != Phase.STEADY) {
            return Optional.of("the policy is " + Words.phase(status).text() + ", not Steady"
                    + (status.message() == null ? "" : ": " + status.message()));
        }
        if (Words.isTrue(status, "FailoverReady").isPresent()) {
            return Optional.empty();
        }
        return Words.condition(status, "FailoverReady")
                .map(ready -> "FailoverReady is " + ready.status() + " (" + ready.reason() + "): " + ready.message())
                .or(() -> Optional.of("the policy does not say whether it is FailoverReady"));
    }

    private FailoverDrill drill(FailoverPolicy found) {
        FailoverDrill drill = new FailoverDrill();
        drill.setMetadata(new ObjectMetaBuilder()
                .withNamespace(found.getMetadata().getNamespace())
                .withGenerateName(Shifts.prefix(found.getMetadata().getName() + "-drill-" + region))
                .build());
        drill.setSpec(new FailoverDrillSpec(
                found.getMetadata().getName(),
                region,
                duration,
                false,
                schedule == null ? null : new DrillScheduleSpec(schedule, timeZone),
                new AbortWhenSpec(true, List.of()),
                List.of()));
        return drill;
    }

    /** What it does to traffic while it lasts. */
    private TrafficShift asShift(FailoverPolicy found, Duration lasts) {
        return Shifts.of(
                found,
                "-drill",
                new TrafficShiftSpec(
                        List.of(found.getMetadata().getName()),
                        null,
                        List.of(region),
                        null,
                        "a drill",
                        root.session().now().plus(lasts),
                        null,
                        false));
    }
}
