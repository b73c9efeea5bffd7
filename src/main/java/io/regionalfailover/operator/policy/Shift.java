package io.regionalfailover.operator.policy;

import io.regionalfailover.decision.Reason;
import io.regionalfailover.dns.Turned;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * One time that traffic left a region, with what was measured.
 *
 * @param from regions that lost traffic
 * @param to regions that gained it
 * @param reason why
 * @param firstFailureAt when the first failure of the streak that led to it was seen
 * @param decidedAt when it was decided
 * @param capacityReadyAt when there was room for its last step; empty where none is asked for, or it was not waited for
 * @param writtenAt when the provider accepted its last step
 * @param inSyncAt when the provider said that it is in force
 * @param observedAt when every authoritative server was seen with it
 * @param turned what the zone's recursive resolvers answered since then
 * @param recoveredAt when steady weights were published again
 */
public record Shift(
        Set<String> from,
        Set<String> to,
        Reason reason,
        Optional<Instant> firstFailureAt,
        Instant decidedAt,
        Optional<Instant> capacityReadyAt,
        Optional<Instant> writtenAt,
        Optional<Instant> inSyncAt,
        Optional<Instant> observedAt,
        Turned turned,
        Optional<Instant> recoveredAt) {
    public Shift {
        from = Set.copyOf(from);
        to = Set.copyOf(to);
    }

    /** The same shift with another step written. */
    Shift written(Set<String> receivers, Optional<Instant> roomAt, Instant at) {
        return new Shift(
                from,
                receivers,
                reason,
                firstFailureAt,
                decidedAt,
                roomAt,
                Optional.of(at),
                Optional.empty(),
                Optional.empty(),
                Turned.UNSEEN,
                Optional.empty());
    }

    /** The same shift with what is known of its plan's way into the world. */
    Shift confirmed(PlanProgress progress) {
        return since(progress.inSyncAt(), progress.observedAt(), turned, recoveredAt);
    }

    /** The same shift with what resolvers answered. */
    Shift turned(Turned seen) {
        return since(inSyncAt, observedAt, seen, recoveredAt);
    }

    Shift recovered(Instant at) {
        return since(inSyncAt, observedAt, turned, Optional.of(at));
    }

    private Shift since(
            Optional<Instant> inSync, Optional<Instant> observed, Turned resolvers, Optional<Instant> recovered) {
        return new Shift(
                from,
                to,
                reason,
                firstFailureAt,
                decidedAt,
                capacityReadyAt,
                writtenAt,
                inSync,
                observed,
                resolvers,
                recovered);
    }

    /** The same shift, of which nothing is still to come. */
    Shift notAfter(Instant now) {
        return new Shift(
                from,
                to,
                reason,
                Remembered.notAfter(firstFailureAt, now),
                decidedAt.isAfter(now) ? now : decidedAt,
                Remembered.notAfter(capacityReadyAt, now),
                Remembered.notAfter(writtenAt, now),
                Remembered.notAfter(inSyncAt, now),
                Remembered.notAfter(observedAt, now),
                new Turned(Remembered.notAfter(turned.at(), now), turned.late()),
                Remembered.notAfter(recoveredAt, now));
    }
}
