package io.regionalfailover.operator.policy;

import io.regionalfailover.decision.CheckRule;
import io.regionalfailover.decision.Facts;
import io.regionalfailover.decision.Memory;
import io.regionalfailover.decision.Order;
import io.regionalfailover.decision.OrderMark;
import io.regionalfailover.decision.Plan;
import io.regionalfailover.decision.Published;
import io.regionalfailover.decision.Reason;
import io.regionalfailover.decision.RegionRule;
import io.regionalfailover.decision.Stage;
import io.regionalfailover.decision.Weights;
import io.regionalfailover.dns.Zone;
import io.regionalfailover.operator.translation.PolicyModel;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Gathers once, into one value, everything that a decision rests on. Touched by one turn at a time. */
final class Gathering {
    private final LoopParts parts;
    private final String key;
    private final ZoneView view;
    private final Chronicle chronicle;
    private final Probing probing;
    private final Peering peering;
    private final Placing placing;
    private final Orders orders;
    private Orders.InForce inForce = new Orders.InForce(List.of(), List.of(), false);
    private boolean isolated;
    private Optional<PolicyModel> reachOf = Optional.empty();
    private Duration longestReach = Duration.ZERO;
    private Optional<String> gateTrouble = Optional.empty();

    Gathering(
            LoopParts parts,
            String key,
            ZoneView view,
            Chronicle chronicle,
            Probing probing,
            Peering peering,
            Placing placing,
            Orders orders) {
        this.parts = parts;
        this.key = key;
        this.view = view;
        this.chronicle = chronicle;
        this.probing = probing;
        this.peering = peering;
        this.placing = placing;
        this.orders = orders;
    }

    /** The facts of this moment. */
    Facts facts(PolicyModel model, Zone zone, Memory memory, Instant now) {
        peering.look();
        Instant wall = parts.wallClock().instant();
        Published published = view.published();
        inForce = orders.judge(published, model, now, wall);
        gateTrouble = model.publication().isGated() ? zone.gate().trouble() : Optional.empty();
        isolated = parts.doubt().isolated(now, longestReach(model));
        return new Facts(
                now,
                model.rules(),
                peering.vantagePoints(model, probing.observations()),
                published,
                chronicle.past(),
                GateVoice.orders(inForce.orders(), zone.gate().owed(key), wall),
                inForce.untold(),
                blocked(model, now, wall),
                parts.velocity().seenBy(key, now, zone.ledger().policies()),
                isolated,
                peering.look(model, published),
                placing.capacities(),
                memory);
    }

    /** The orders that the next plan carries. */
    List<OrderMark> marks() {
        return inForce.marks();
    }

    /** The regions that people want out, by the facts gathered last. */
    Set<String> orderedAway() {
        if (inForce.orders().isEmpty()) {
            return Set.of();
        }
        return inForce.orders().stream()
                .filter(order -> order.kind().excludes())
                .map(Order::region)
                .collect(Collectors.toSet());
    }

    /** Why the gate on which the policy hangs would take no region out, by the facts gathered last. */
    Optional<String> gateTrouble() {
        return gateTrouble;
    }

    /** Whether this observer doubts itself, by the facts gathered last. */
    boolean isIsolated() {
        return isolated;
    }

    private static Optional<Facts.BlockedWindow> blocked(PolicyModel model, Instant now, Instant wall) {
        return model.blockedWindows().stream()
                .flatMap(window -> window.openUntil(wall).stream()
                        .map(until ->
                                new Facts.BlockedWindow(window.reason(), now.plus(Duration.between(wall, until)))))
                .max((a, b) -> a.endsAt().compareTo(b.endsAt()));
    }

    private Duration longestReach(PolicyModel model) {
        if (reachOf.filter(known -> known == model).isPresent()) {
            return longestReach;
        }
        Duration longest = Duration.ZERO;
        for (RegionRule region : model.rules().regions()) {
            for (CheckRule check : region.checks()) {
                Duration reach = check.reach();
                longest = reach.compareTo(longest) > 0 ? reach : longest;
            }
        }
        reachOf = Optional.of(model);
        longestReach = longest;
        return longest;
    }

    /**
     * A plan was found that this process did not write: by another instance, or by an earlier process that ended before it could
     * say so. What it moved counts from now, and steady weights need no other reason than that all is well.
     *
     * @param before what was known of the zone
     * @param remembered the plan that was known, or that an earlier process spoke of
     * @return regions that it took traffic away from
     */
    Set<String> found(Published before, Optional<PlanProgress> remembered, PolicyModel model) {
        if (!(view.published() instanceof Published.Present found)) {
            return Set.of();
        }
        Plan plan = found.plan();
        Map<String, Integer> byRegion = new LinkedHashMap<>();
        model.rules().regions().forEach(region -> byRegion.put(region.name(), region.weight()));
        Weights steady = new Weights(byRegion);
        Instant now = parts.clock().instant();
        Set<String> left = Set.of();
        if (before instanceof Published.Present known) {
            Weights then = known.plan().weights();
            // Traffic may have left and come back, or the other way round: plans in between were missed, or people
            // changed
            // the zone.
            boolean missedSome =
                    plan.epoch() > known.plan().epoch() + 1 || plan.weights().sameShares(then);
            if (missedSome && plan.weights().sameShares(steady)) {
                chronicle.returned(now);
            } else {
                left = chronicle.saw(missedSome ? steady : then, plan.weights(), steady, now);
            }
        } else if (remembered
                .filter(other -> !other.nonce().equals(plan.nonce()))
                .isPresent()) {
            if (plan.weights().sameShares(steady)) {
                // Somebody's return may have been missed.
                chronicle.returned(now);
            }
            left = chronicle.saw(steady, plan.weights(), steady, now);
        } else {
            chronicle.beganToLook(now);
        }
        boolean isSteady = plan.specHash().equals(model.rules().specHash())
                && plan.stage() instanceof Stage.Settled
                && plan.weights().sameShares(steady);
        view.progress()
                .filter(progress -> isSteady && progress.reason().isEmpty())
                .ifPresent(progress -> view.progressed(progress.because(Reason.ALL_REGIONS_HEALTHY)));
        return left;
    }
}
