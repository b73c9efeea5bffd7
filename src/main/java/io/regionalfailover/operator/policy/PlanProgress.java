package io.regionalfailover.operator.policy;

import io.regionalfailover.decision.Plan;
import io.regionalfailover.decision.Reason;
import java.time.Instant;
import java.util.Optional;

/**
 * How far the published plan got. What an earlier process did is confirmed from the zone, so that most of it may be unknown.
 *
 * @param epoch of the plan
 * @param nonce of the plan; empty when a status does not say it
 * @param specHash of the plan
 * @param reason why it was made
 * @param decidedAt when it was decided
 * @param capacityReadyAt when there was room where it brings traffic; empty where none is asked for, or it was not waited for
 * @param writtenAt when the provider accepted it
 * @param changeId to ask the provider by
 * @param inSyncAt when the provider said that it is in force
 * @param observedAt when every authoritative server was seen with it
 * @param by who wrote it
 */
public record PlanProgress(
        long epoch,
        String nonce,
        String specHash,
        Optional<Reason> reason,
        Optional<Instant> decidedAt,
        Optional<Instant> capacityReadyAt,
        Optional<Instant> writtenAt,
        Optional<String> changeId,
        Optional<Instant> inSyncAt,
        Optional<Instant> observedAt,
        Optional<String> by) {

    /** A plan that was found in the zone and of which nothing else is known. */
    static PlanProgress found(Plan plan) {
        return new PlanProgress(
                plan.epoch(),
                plan.nonce(),
                plan.specHash(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The same plan, of which nothing is still to come. */
    PlanProgress notAfter(Instant now) {
        return new PlanProgress(
                epoch,
                nonce,
                specHash,
                reason,
                Remembered.notAfter(decidedAt, now),
                Remembered.notAfter(capacityReadyAt, now),
                Remembered.notAfter(writtenAt, now),
                changeId,
                Remembered.notAfter(inSyncAt, now),
                Remembered.notAfter(observedAt, now),
                by);
    }

    /** The same plan, found by somebody who sees what it was made for. */
    PlanProgress because(Reason why) {
        return new PlanProgress(
                epoch,
                nonce,
                specHash,
                Optional.of(why),
                decidedAt,
                capacityReadyAt,
                writtenAt,
                changeId,
                inSyncAt,
                observedAt,
                by);
    }

    PlanProgress inSync(Instant at) {
        return new PlanProgress(
                epoch,
                nonce,
                specHash,
                reason,
                decidedAt,
                capacityReadyAt,
                writtenAt,
                changeId,
                Optional.of(at),
                observedAt,
                by);
    }

    PlanProgress observed(Instant at) {
        return new PlanProgress(
                epoch,
                nonce,
                specHash,
                reason,
                decidedAt,
                capacityReadyAt,
                writtenAt,
                changeId,
                inSyncAt,
                Optional.of(at),
                by);
    }

    /** True when the provider said so, or when every authoritative server was seen with it. */
    public boolean inForce() {
        return inSyncAt.isPresent() || observedAt.isPresent();
    }
}
