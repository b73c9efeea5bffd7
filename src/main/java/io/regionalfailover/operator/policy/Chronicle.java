package io.regionalfailover.operator.policy;

import io.regionalfailover.decision.Decision;
import io.regionalfailover.decision.Outcome;
import io.regionalfailover.decision.Past;
import io.regionalfailover.decision.Phase;
import io.regionalfailover.decision.Proposal;
import io.regionalfailover.decision.Reason;
import io.regionalfailover.decision.RegionJudgement;
import io.regionalfailover.decision.Weights;
import io.regionalfailover.dns.Turned;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What was done to a policy's traffic and when. Touched by one turn at a time. */
final class Chronicle {
    private static final int LONGEST = 20;

    /** The reasons that only plans by which traffic returns have: a step on the way, and the last one. */
    private static final Set<String> RETURNS = Set.of(Reason.FAILBACK_STEP.text(), Reason.ALL_REGIONS_HEALTHY.text());

    private Instant lookingSince;
    private List<PastPlan> history;
    private Optional<Shift> lastShift;
    private Optional<Instant> lastReturnAt;
    private Optional<Instant> lastAwayAt = Optional.empty();

    Chronicle(Remembered remembered, Instant lookingSince) {
        this.lookingSince = lookingSince;
        history = remembered.history();
        lastShift = remembered.lastShift();
        lastReturnAt = remembered.history().stream()
                .filter(plan -> RETURNS.contains(plan.reason()))
                .map(PastPlan::at)
                .findFirst();
    }

    /** A plan was accepted. */
    void wrote(Proposal proposal, PastPlan plan, Decision decision, PlanProgress progress) {
        List<PastPlan> next = new ArrayList<>(history);
        next.addFirst(plan);
        history = List.copyOf(next.subList(0, Math.min(LONGEST, next.size())));
        switch (proposal.kind()) {
            case EVACUATE -> lastShift = Optional.of(evacuated(proposal, plan, decision, progress));
            case RETURN -> lastReturnAt = Optional.of(plan.at());
            case PUBLISH -> {
                if (proposal.reason() == Reason.REGION_UNHEALTHY) {
                    lastAwayAt = Optional.of(plan.at());
                }
            }
            case REPAIR, ROLL_OUT -> {}
        }
    }

    private Shift evacuated(Proposal proposal, PastPlan plan, Decision decision, PlanProgress progress) {
        if (lastShift.isPresent()
                && lastShift.get().recoveredAt().isEmpty()
                && lastShift.get().from().equals(proposal.from())) {
            return lastShift.get().written(proposal.to(), progress.capacityReadyAt(), plan.at());
        }
        return new Shift(
                proposal.from(),
                proposal.to(),
                proposal.reason(),
                firstFailure(decision, proposal.from()),
                progress.decidedAt().orElse(plan.at()),
                progress.capacityReadyAt(),
                Optional.of(plan.at()),
                Optional.empty(),
                Optional.empty(),
                Turned.UNSEEN,
                Optional.empty());
    }

    private static Optional<Instant> firstFailure(Decision decision, Set<String> regions) {
        Optional<Instant> first = Optional.empty();
        for (RegionJudgement region : decision.regions()) {
            if (!regions.contains(region.name())) {
                continue;
            }
            for (RegionJudgement.CheckJudgement check : region.checks()) {
                if (check.outcome() == Outcome.FAILING
                        && (first.isEmpty() || check.since().isBefore(first.get()))) {
                    first = Optional.of(check.since());
                }
            }
        }
        return first;
    }

    /**
     * Another instance moved traffic: what it moved counts for this one's patience, from when it was seen. Traffic left where
     * somebody has less than before and less than when all is well; every other move gives it back.
     *
     * @param steady weights of the spec
     * @return the regions that it left
     */
    Set<String> saw(Weights before, Weights after, Weights steady, Instant now) {
        Set<String> left = new LinkedHashSet<>();
        for (String region : before.byRegion().keySet()) {
            boolean less = share(after, region) < share(before, region);
            if (less && share(after, region) < share(steady, region)) {
                left.add(region);
            }
        }
        if (!left.isEmpty()) {
            lastAwayAt = Optional.of(now);
        } else if (!after.sameShares(before)) {
            returned(now);
        }
        return left;
    }

    /** Another instance gave traffic back, or may have. */
    void returned(Instant now) {
        lastReturnAt = Optional.of(now);
    }

    private static double share(Weights weights, String region) {
        return weights.sum() == 0 ? 0 : (double) weights.of(region) / weights.sum();
    }

    /** The zone is read for the first time: of what was done to it before, nothing is known. */
    void beganToLook(Instant now) {
        lookingSince = now;
    }

    /** The published plan got further. */
    void confirmed(PlanProgress progress) {
        lastShift = lastShift.map(shift -> hasLeftBy(progress) ? shift.confirmed(progress) : shift);
    }

    /** True when the published plan is the last step of a shift from which traffic has not come back. */
    boolean hasLeftBy(PlanProgress progress) {
        return lastShift
                .filter(shift -> shift.recoveredAt().isEmpty()
                        && progress.writtenAt().isPresent()
                        && shift.writtenAt().equals(progress.writtenAt()))
                .isPresent();
    }

    /** The zone's resolvers were watched since the published plan was seen at every authoritative server. */
    void turned(PlanProgress progress, Turned turned) {
        lastShift = lastShift.map(shift -> hasLeftBy(progress) ? shift.turned(turned) : shift);
    }

    /** A decision was made: it may say that traffic is back where it belongs. */
    void judged(Phase phase, Instant now) {
        if (phase == Phase.STEADY) {
            lastShift = lastShift.map(shift -> shift.recoveredAt().isPresent() ? shift : shift.recovered(now));
        }
    }

    Past past() {
        Optional<Instant> own = lastShift.flatMap(Shift::writtenAt);
        Optional<Instant> last = own.isPresent() && lastAwayAt.isPresent()
                ? own.filter(at -> at.isAfter(lastAwayAt.get())).or(() -> lastAwayAt)
                : own.or(() -> lastAwayAt);
        return new Past(last, lastReturnAt, lookingSince);
    }

    List<PastPlan> history() {
        return history;
    }

    Optional<Shift> lastShift() {
        return lastShift;
    }
}
