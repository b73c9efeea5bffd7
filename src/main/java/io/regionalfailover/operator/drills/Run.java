package io.regionalfailover.operator.drills;

import io.regionalfailover.api.v1alpha1.DrillRunStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One run of a drill, as its status keeps it. Times are of the wall clock. */
record Run(DrillRunStatus status) {
    /** What became of a run. */
    enum Result {
        PASSED("Passed"),
        FAILED("Failed"),
        ABORTED("Aborted"),
        BLOCKED("Blocked");

        private final String text;

        Result(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    /** The run that a status speaks of, if any. */
    static Optional<Run> of(@Nullable DrillRunStatus status) {
        return Optional.ofNullable(status).map(Run::new);
    }

    static Run started(Instant now, Duration duration) {
        Instant at = now.truncatedTo(ChronoUnit.MILLIS);
        Instant until = at.plus(duration).truncatedTo(ChronoUnit.SECONDS);
        return new Run(new DrillRunStatus(at, until, null, null, null, null, null, null, null, null));
    }

    /** One that did not begin. */
    static Run blocked(Instant now, String why) {
        return new Run(new DrillRunStatus(
                null,
                null,
                null,
                null,
                now.truncatedTo(ChronoUnit.MILLIS),
                Result.BLOCKED.text,
                why,
                null,
                null,
                null));
    }

    boolean isUnderWay() {
        return status.startedAt() != null && status.endedAt() == null;
    }

    boolean isReturning() {
        return isUnderWay() && status.returningSince() != null;
    }

    boolean hasShifted() {
        return status.shiftedAt() != null;
    }

    Instant startedAt() {
        return required(status.startedAt());
    }

    /** When the return begins. */
    Instant until() {
        return required(status.until());
    }

    Instant returningSince() {
        return required(status.returningSince());
    }

    String result() {
        return Optional.ofNullable(status.result()).orElse("");
    }

    String message() {
        return Optional.ofNullable(status.message()).orElse("");
    }

    boolean is(Result result) {
        return result.text.equals(status.result());
    }

    /** The region has no traffic any more. */
    Run shifted(Instant now, Optional<Instant> capacityReadyAt) {
        String capacity = capacityReadyAt
                .filter(at -> at.isAfter(startedAt()))
                .map(at -> seconds(startedAt(), at))
                .orElse(null);
        return new Run(new DrillRunStatus(
                status.startedAt(),
                status.until(),
                now.truncatedTo(ChronoUnit.MILLIS),
                null,
                null,
                null,
                null,
                seconds(startedAt(), now),
                capacity,
                null));
    }

    /** Traffic begins to return. */
    Run returning(Instant now, Result result, String why) {
        return with(now.truncatedTo(ChronoUnit.MILLIS), null, result, why, null);
    }

    /** All traffic is back. */
    Run returned(Instant now) {
        return new Run(new DrillRunStatus(
                status.startedAt(),
                status.until(),
                status.shiftedAt(),
                status.returningSince(),
                now.truncatedTo(ChronoUnit.MILLIS),
                status.result(),
                status.message(),
                status.timeToShift(),
                status.timeToCapacity(),
                seconds(returningSince(), now)));
    }

    /** It is over, whatever traffic does. */
    Run ended(Instant now, Result result, String why) {
        return with(status.returningSince(), now.truncatedTo(ChronoUnit.MILLIS), result, why, null);
    }

    private Run with(
            @Nullable Instant returningSince,
            @Nullable Instant endedAt,
            Result result,
            String why,
            @Nullable String timeToReturn) {
        return new Run(new DrillRunStatus(
                status.startedAt(),
                status.until(),
                status.shiftedAt(),
                returningSince,
                endedAt,
                result.text,
                why,
                status.timeToShift(),
                status.timeToCapacity(),
                timeToReturn));
    }

    private static Instant required(@Nullable Instant time) {
        if (time == null) {
            throw new IllegalStateException("a run that has begun has this time");
        }
        return time;
    }

    /** Such as {@code 12.4s}. */
    private static String seconds(Instant from, Instant to) {
        return String.format(Locale.ROOT, "%.1fs", Duration.between(from, to).toMillis() / 1000.0);
    }
}
