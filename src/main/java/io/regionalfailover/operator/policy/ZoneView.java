package io.regionalfailover.operator.policy;

import io.regionalfailover.decision.Plan;
import io.regionalfailover.decision.Published;
import io.regionalfailover.decision.Reason;
import io.regionalfailover.dns.Failure;
import io.regionalfailover.dns.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of the zone: the last reading, how far the published plan got, and what stands in the way. Touched by one
 * turn at a time.
 */
final class ZoneView {
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);

    private Optional<Reading> reading = Optional.empty();
    private Optional<PlanProgress> progress;
    private Optional<Trouble> trouble = Optional.empty();
    private Optional<String> refusedWrite = Optional.empty();
    private Instant acceptedAt = Instant.MIN;
    private Instant readAt = Instant.MIN;
    private boolean onlyRemembered;
    private long highestEpoch;
    private int failedReads;

    /** @param remembered of the plan, by an earlier process */
    ZoneView(Optional<PlanProgress> remembered) {
        progress = remembered;
        onlyRemembered = remembered.isPresent();
        highestEpoch = remembered.map(PlanProgress::epoch).orElse(0L);
    }

    /**
     * Takes in what was read.
     *
     * @param begunAt when the read began
     * @return true when it shows a plan whose way into the world has to be followed
     */
    boolean take(Reading read, Instant begunAt, Instant now) {
        readAt = read instanceof Reading.Failed ? readAt : begunAt;
        switch (read) {
            case Reading.Failed failed -> {
                Duration wait = FIRST_RETRY.multipliedBy(1L << Math.min(failedReads++, 5));
                note(failed.failure(), failed.message(), now.plus(min(wait, LONGEST_RETRY)));
                return false;
            }
            case Reading.Conflict conflict -> {
                clearTrouble();
                reading = Optional.of(conflict);
                return false;
            }
            case Reading.Free free -> {
                clearTrouble();
                if (begunAt.isBefore(acceptedAt)) {
                    return false;
                }
                reading = Optional.of(free);
                progress = Optional.empty();
                return false;
            }
            case Reading.Owned owned -> {
                clearTrouble();
                if (begunAt.isBefore(acceptedAt)) {
                    return false;
                }
                if (reading.filter(owned::equals).isEmpty()) {
                    // One that says the same is not kept: whoever compares sees at once that nothing is new.
                    reading = Optional.of(owned);
                }
                return adopt(owned.plan());
            }
        }
    }

    private boolean adopt(Plan plan) {
        highestEpoch = Math.max(highestEpoch, plan.epoch());
        boolean known =
                progress.filter(there -> there.nonce().equals(plan.nonce())).isPresent();
        boolean follow = !known || onlyRemembered;
        onlyRemembered = false;
        if (!known) {
            progress = Optional.of(PlanProgress.found(plan));
        }
        return follow;
    }

    /** A plan of ours was accepted. */
    void wrote(Reading.Owned after, PlanProgress written, Instant at) {
        clearTrouble();
        refusedWrite = Optional.empty();
        reading = Optional.of(after);
        progress = Optional.of(written);
        highestEpoch = Math.max(highestEpoch, written.epoch());
        acceptedAt = at;
    }

    /** A plan of this number was made by somebody: the next one's is higher. */
    void sawEpoch(long epoch) {
        highestEpoch = Math.max(highestEpoch, epoch);
    }

    /** The provider did not do what it was asked. */
    void note(Failure failure, String message, Instant retryAt) {
        Reason reason = switch (failure) {
            case THROTTLED -> Reason.DNS_THROTTLED;
            case UNREACHABLE, REFUSED -> Reason.DNS_UNAVAILABLE;
        };
        trouble = Optional.of(new Trouble(reason, message, retryAt));
    }

    /** The provider did not change what it was asked to change. That it can be read afterwards says nothing of the right to. */
    void noteWrite(Failure failure, String message, Instant retryAt) {
        refusedWrite = failure == Failure.REFUSED ? Optional.of(message) : refusedWrite;
        note(failure, message, retryAt);
    }

    /** Why the last change that came to a result was refused; empty when it was not, or none was asked for. */
    Optional<String> refusedWrite() {
        return refusedWrite;
    }

    private void clearTrouble() {
        trouble = Optional.empty();
        failedReads = 0;
    }

    /** Whether the zone was read, or did not let itself be. */
    boolean isKnown() {
        return reading.isPresent() || trouble.isPresent();
    }

    /** Other names are to be read from now on: what was read says nothing of them. */
    void forget() {
        reading = Optional.empty();
    }

    /** The published plan got further; what is said of any other plan is dropped. */
    void progressed(PlanProgress next) {
        if (progress.isPresent() && progress.get().nonce().equals(next.nonce())) {
            progress = Optional.of(next);
        }
    }

    /** What the decision is told. */
    Published published() {
        if (reading.isEmpty()) {
            return trouble.<Published>map(now -> new Published.Unread(now.reason(), now.message()))
                    .orElseGet(() -> new Published.Unread(Reason.AWAITING_PROPAGATION, "the zone is being read"));
        }
        return switch (reading.get()) {
            case Reading.Free free -> new Published.Absent();
            case Reading.Conflict conflict -> new Published.Unread(Reason.RECORD_CONFLICT, conflict.message());
            case Reading.Owned owned ->
                new Published.Present(
                        owned.plan(),
                        owned.drifted(),
                        owned.drift(),
                        progress.flatMap(PlanProgress::reason),
                        progress.flatMap(PlanProgress::writtenAt),
                        progress.map(PlanProgress::inForce).orElse(false));
            case Reading.Failed failed -> throw new IllegalStateException("a failed read is never kept");
        };
    }

    Optional<Reading> reading() {
        return reading;
    }

    Optional<PlanProgress> progress() {
        return progress;
    }

    Optional<Trouble> trouble() {
        return trouble;
    }

    /** The epoch that stands in the zone, as far as it is known; 0 for none. */
    long zoneEpoch() {
        return reading.orElse(null) instanceof Reading.Owned owned
                ? owned.plan().epoch()
                : 0;
    }

    /** When the last reading began that was taken in. */
    Instant readAt() {
        return readAt;
    }

    /** One above the highest epoch seen. */
    long nextEpoch() {
        return highestEpoch + 1;
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
