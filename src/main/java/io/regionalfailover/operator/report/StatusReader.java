package io.regionalfailover.operator.report;

import io.regionalfailover.api.v1alpha1.FailoverPolicyStatus;
import io.regionalfailover.api.v1alpha1.HistoryEntry;
import io.regionalfailover.api.v1alpha1.LastFailoverStatus;
import io.regionalfailover.api.v1alpha1.PlanStatus;
import io.regionalfailover.decision.Reason;
import io.regionalfailover.decision.Weights;
import io.regionalfailover.dns.Turned;
import io.regionalfailover.operator.policy.PastPlan;
import io.regionalfailover.operator.policy.PlanProgress;
import io.regionalfailover.operator.policy.Remembered;
import io.regionalfailover.operator.policy.Shift;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads back from a status what an earlier process left there. A part that is missing or unreadable is unknown. */
public final class StatusReader {
    private StatusReader() {}

    /** What the status tells. */
    public static Remembered remembered(@Nullable FailoverPolicyStatus status) {
        if (status == null) {
            return Remembered.NOTHING;
        }
        return new Remembered(
                Optional.ofNullable(status.plan()).flatMap(StatusReader::progress),
                Optional.ofNullable(status.lastFailover()).flatMap(StatusReader::shift),
                status.history().stream().flatMap(entry -> past(entry).stream()).toList());
    }

    private static Optional<PlanProgress> progress(PlanStatus plan) {
        if (plan.epoch() == null || plan.specHash() == null) {
            return Optional.empty();
        }
        return Optional.of(new PlanProgress(
                plan.epoch(),
                Optional.ofNullable(plan.nonce()).orElse(""),
                plan.specHash(),
                reason(plan.reason()),
                Optional.ofNullable(plan.decidedAt()),
                Optional.ofNullable(plan.capacityReadyAt()),
                Optional.ofNullable(plan.writtenAt()),
                Optional.ofNullable(plan.changeId()),
                Optional.ofNullable(plan.inSyncAt()),
                Optional.ofNullable(plan.observedAt()),
                Optional.ofNullable(plan.by())));
    }

    private static Optional<Shift> shift(LastFailoverStatus last) {
        Instant decidedAt = last.decidedAt();
        if (decidedAt == null) {
            return Optional.empty();
        }
        return Optional.of(new Shift(
                new HashSet<>(last.from()),
                new HashSet<>(last.to()),
                reason(last.reason()).orElse(Reason.REGION_UNHEALTHY),
                Optional.ofNullable(last.firstFailureAt()),
                decidedAt,
                Optional.ofNullable(last.capacityReadyAt()),
                Optional.ofNullable(last.writtenAt()),
                Optional.ofNullable(last.inSyncAt()),
                Optional.ofNullable(last.observedAt()),
                new Turned(Optional.ofNullable(last.resolversTurnedAt()), last.resolversLate()),
                Optional.ofNullable(last.recoveredAt())));
    }

    private static List<PastPlan> past(HistoryEntry entry) {
        Instant at = entry.at();
        Long epoch = entry.epoch();
        if (at == null || epoch == null) {
            return List.of();
        }
        return List.of(new PastPlan(
                epoch,
                at,
                entry.reason() == null ? "" : entry.reason(),
                entry.message() == null ? "" : entry.message(),
                new Weights(entry.weights()),
                entry.by() == null ? "" : entry.by()));
    }

    private static Optional<Reason> reason(@Nullable String text) {
        return Arrays.stream(Reason.values())
                .filter(reason -> reason.text().equals(text))
                .findFirst();
    }
}
