package io.regionalfailover.decision;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Stage 4, whether a region may get traffic back now: it is well, it stayed so, and nobody has to agree first. */
final class Readmission {
    private Readmission() {}

    /**
     * What stands against it; empty when nothing does.
     *
     * @param order a person's return to the region: it skips stability, approval and blocked windows, what is given back
     *     also cooldown, a forced one everything
     * @param goesOn true when the region is in the middle of its return
     */
    static Optional<Hold> hold(Situation situation, RegionState region, Optional<Order> order, boolean goesOn) {
        if (order.isPresent() && order.get().force()) {
            return Optional.empty();
        }
        Optional<Hold> hold = unwell(situation, region);
        if (hold.isEmpty() && order.isEmpty()) {
            hold = unapproved(situation, region);
        }
        boolean givenBack =
                order.filter(there -> there.kind() == Order.Kind.GIVE_BACK).isPresent();
        if (hold.isEmpty() && !givenBack) {
            hold = Limits.cooldown(situation, region, !goesOn && order.isEmpty());
        }
        if (hold.isEmpty() && order.isEmpty()) {
            hold = Limits.blocked(situation, region);
        }
        return hold;
    }

    /** Only a region that is seen Healthy gets traffic; one that merely is not known to be unwell does not. */
    private static Optional<Hold> unwell(Situation situation, RegionState region) {
        if (region.isShownHealthy()) {
            return Limits.failsHere(situation, region);
        }
        return hold(
                region,
                region.failsOnlyForCommonCause() ? Reason.COMMON_CAUSE : Reason.REGION_UNKNOWN,
                region.name() + " gets no traffic before it is seen healthy (" + Sentences.ofRegion(region) + ")");
    }

    private static Optional<Hold> unapproved(Situation situation, RegionState region) {
        Optional<Vetoes.Veto> veto = Vetoes.onReturn(situation);
        if (veto.isPresent()) {
            return hold(
                    region,
                    veto.get().reason(),
                    region.name() + " gets no traffic: " + veto.get().message());
        }
        Optional<Instant> healthySince = region.healthySince();
        Optional<Hold> unstable = healthySince.flatMap(since -> Limits.stable(situation, region, since));
        if (unstable.isEmpty() && situation.policy().failback().manual()) {
            return hold(
                    region,
                    Reason.AWAITING_APPROVAL,
                    region.name() + " is healthy and waits for a TrafficShift with returnTo: failback is Manual");
        }
        return unstable;
    }

    private static Optional<Hold> hold(RegionState region, Reason reason, String message) {
        return Optional.of(Sentences.hold(reason, message, Set.of(region.name()), Optional.empty()));
    }
}
