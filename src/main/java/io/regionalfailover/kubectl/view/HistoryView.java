package io.regionalfailover.kubectl.view;

import io.regionalfailover.api.v1alpha1.FailoverPolicy;
import io.regionalfailover.api.v1alpha1.FailoverPolicyStatus;
import io.regionalfailover.api.v1alpha1.HistoryEntry;
import io.regionalfailover.api.v1alpha1.LastFailoverStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The plans of a policy, newest first, and how long the last failover took.
 *
 * @param namespace the policy's namespace
 * @param name the policy's name
 * @param plans at most 20
 * @param lastFailover its stages in order; empty when traffic never left a region
 * @param lastFailoverWhat a sentence: from where to where and why
 */
public record HistoryView(
        String namespace, String name, List<Plan> plans, List<Stage> lastFailover, String lastFailoverWhat) {

    /** One plan. */
    public record Plan(
            @Nullable Long epoch, String at, String reason, Map<String, Integer> weights, String by, String message) {}

    /**
     * A stage of a failover.
     *
     * @param stage what was reached
     * @param at when, RFC 3339
     * @param afterFirstFailure seconds since the first probe failed, or since the decision where no probe did
     * @param sinceStageBefore seconds since the stage before
     */
    public record Stage(String stage, String at, double afterFirstFailure, double sinceStageBefore) {}

    /** What the status of a policy keeps. */
    public static HistoryView of(FailoverPolicy policy) {
        FailoverPolicyStatus status = Words.status(policy);
        return new HistoryView(
                policy.getMetadata().getNamespace(),
                policy.getMetadata().getName(),
                status.history().stream().map(HistoryView::plan).toList(),
                stages(Optional.ofNullable(status.lastFailover())),
                what(Optional.ofNullable(status.lastFailover())));
    }

    private static Plan plan(HistoryEntry entry) {
        return new Plan(
                entry.epoch(),
                Words.orEmpty(entry.at()),
                Words.orEmpty(entry.reason()),
                new TreeMap<>(entry.weights()),
                Words.orEmpty(entry.by()),
                Words.orEmpty(entry.message()));
    }

    private static String what(Optional<LastFailoverStatus> last) {
        return last.map(shift -> "from " + String.join(", ", shift.from()) + " to " + String.join(", ", shift.to())
                        + " (" + Words.orEmpty(shift.reason()) + ")")
                .orElse("");
    }

    private static List<Stage> stages(Optional<LastFailoverStatus> last) {
        List<Stage> stages = new ArrayList<>();
        last.ifPresent(shift -> {
            add(stages, "first probe failed", shift.firstFailureAt());
            add(stages, "decided", shift.decidedAt());
            add(stages, "room was ready", shift.capacityReadyAt());
            add(stages, "written to DNS", shift.writtenAt());
            add(stages, "in force at the provider", shift.inSyncAt());
            add(stages, "seen at every name server", shift.observedAt());
            add(stages, "forgotten by every resolver", shift.resolversTurnedAt());
            add(stages, "all traffic was back", shift.recoveredAt());
        });
        return stages;
    }

    private static void add(List<Stage> stages, String stage, @Nullable Instant at) {
        if (at == null) {
            return;
        }
        Instant first = stages.isEmpty() ? at : Instant.parse(stages.getFirst().at());
        Instant before = stages.isEmpty() ? at : Instant.parse(stages.getLast().at());
        stages.add(new Stage(stage, at.toString(), seconds(first, at), seconds(before, at)));
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }

    /** As lines for people; {@code wide} says who decided and the whole message. */
    public List<String> lines(Paint paint, boolean wide, Instant now) {
        List<String> lines = new ArrayList<>();
        Table table = wide
                ? new Table("PLAN", "AGE", "REASON", "WEIGHTS", "BY", "MESSAGE")
                : new Table("PLAN", "AGE", "REASON", "WEIGHTS");
        for (Plan plan : plans) {
            String age = plan.at().isEmpty() ? "" : Ages.since(Instant.parse(plan.at()), now);
            String weights = String.join(
                    " ",
                    plan.weights().entrySet().stream()
                            .map(entry -> entry.getKey() + "=" + entry.getValue())
                            .toList());
            String epoch = Words.orEmpty(plan.epoch());
            if (wide) {
                table.row(epoch, age, plan.reason(), weights, plan.by(), plan.message());
            } else {
                table.row(epoch, age, plan.reason(), weights);
            }
        }
        lines.addAll(table.lines(paint, ""));
        if (!lastFailover.isEmpty()) {
            lines.add("");
            lines.add(paint.of(Paint.Tone.STRONG, "Last failover") + " " + lastFailoverWhat);
            Table stages = new Table("STAGE", "AT", "AFTER", "TOOK");
            for (Stage stage : lastFailover) {
                stages.row(
                        stage.stage(), stage.at(), shown(stage.afterFirstFailure()), shown(stage.sinceStageBefore()));
            }
            lines.addAll(stages.lines(paint, "  "));
        }
        return lines;
    }

    private static String shown(double seconds) {
        return Ages.of(Duration.ofMillis(Math.round(seconds * 1000)));
    }
}
