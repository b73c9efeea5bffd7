package io.regionalfailover.kubectl.preview;

import static java.util.Objects.requireNonNullElse;

import io.fabric8.kubernetes.client.CustomResource;
import io.regionalfailover.api.v1alpha1.DrillRunStatus;
import io.regionalfailover.api.v1alpha1.FailoverDrill;
import io.regionalfailover.api.v1alpha1.FailoverDrillStatus;
import io.regionalfailover.api.v1alpha1.FailoverPolicy;
import io.regionalfailover.api.v1alpha1.OrderPolicyStatus;
import io.regionalfailover.api.v1alpha1.OrderStatus;
import io.regionalfailover.api.v1alpha1.RegionDrain;
import io.regionalfailover.api.v1alpha1.TrafficShift;
import io.regionalfailover.api.v1alpha1.TrafficShiftSpec;
import io.regionalfailover.decision.Order;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The orders of a cluster.
 *
 * @param drains of regions
 * @param shifts of policies
 * @param drills that give orders while they run
 */
public record StandingOrders(List<RegionDrain> drains, List<TrafficShift> shifts, List<FailoverDrill> drills) {
    /** Where nobody orders anything. */
    public static final StandingOrders NONE = new StandingOrders(List.of(), List.of(), List.of());

    public StandingOrders {
        drains = List.copyOf(drains);
        shifts = List.copyOf(shifts);
        drills = List.copyOf(drills);
    }

    /** The same with one order more. */
    public StandingOrders with(CustomResource<?, OrderStatus> order) {
        List<RegionDrain> moreDrains = new ArrayList<>(drains);
        List<TrafficShift> moreShifts = new ArrayList<>(shifts);
        if (order instanceof RegionDrain drain) {
            moreDrains.add(drain);
        } else if (order instanceof TrafficShift shift) {
            moreShifts.add(shift);
        }
        return new StandingOrders(moreDrains, moreShifts, drills);
    }

    /** Those in force for a policy at a moment, in the decision's words. A return that is not given yet ends what it contradicts. */
    public List<Order> of(FailoverPolicy policy, Instant now) {
        List<Order> orders = inForce(policy, now);
        for (TrafficShift shift : shifts) {
            List<String> back = shift.getSpec().returnTo();
            if (back != null && shift.getMetadata().getCreationTimestamp() == null && concerns(shift, policy)) {
                orders.removeIf(order -> order.kind() != Order.Kind.RETURN_TO && back.contains(order.region()));
            }
        }
        return orders;
    }

    private List<Order> inForce(FailoverPolicy policy, Instant now) {
        List<Order> orders = new ArrayList<>();
        for (RegionDrain drain : drains) {
            if (isInForce(drain, Order.Kind.DRAIN, drain.getSpec().until(), policy, now)) {
                orders.add(new Order(
                        Order.Kind.DRAIN,
                        drain.getSpec().region(),
                        false,
                        end(drain, drain.getSpec().until()),
                        text(
                                nameOf(drain),
                                drain.getSpec().requestedBy(),
                                drain.getSpec().reason())));
            }
        }
        for (TrafficShift shift : shifts) {
            TrafficShiftSpec spec = shift.getSpec();
            Order.Kind kind = spec.awayFrom() == null ? Order.Kind.RETURN_TO : Order.Kind.AWAY_FROM;
            if (concerns(shift, policy) && isInForce(shift, kind, spec.until(), policy, now)) {
                for (String region :
                        requireNonNullElse(spec.awayFrom(), requireNonNullElse(spec.returnTo(), List.<String>of()))) {
                    orders.add(new Order(
                            kind,
                            region,
                            spec.force(),
                            end(shift, spec.until()),
                            text(nameOf(shift), spec.requestedBy(), spec.reason())));
                }
            }
        }
        for (FailoverDrill drill : drills) {
            keepsAwayUntil(drill, policy, now)
                    .ifPresent(until -> orders.add(
                            new Order(Order.Kind.DRILL, drill.getSpec().region(), false, until, nameOf(drill))));
        }
        return orders;
    }

    /** Until when a run of a drill keeps the policy away; empty for none, or one that returns. */
    private static Optional<Instant> keepsAwayUntil(FailoverDrill drill, FailoverPolicy policy, Instant now) {
        boolean concerned = drill.getSpec().policy().equals(policy.getMetadata().getName())
                && policy.getMetadata()
                        .getNamespace()
                        .equals(drill.getMetadata().getNamespace());
        return Optional.ofNullable(drill.getStatus())
                .map(FailoverDrillStatus::lastRun)
                .filter(run -> concerned && drill.getMetadata().getDeletionTimestamp() == null)
                .filter(run -> run.returningSince() == null && run.endedAt() == null)
                .map(DrillRunStatus::until)
                .filter(until -> until.isAfter(now));
    }

    /** How people and messages name an order. */
    public static String nameOf(CustomResource<?, ?> order) {
        String namespace = order.getMetadata().getNamespace();
        return order.getKind() + " " + (namespace == null ? "" : namespace + "/") + named(order);
    }

    private static String named(CustomResource<?, ?> order) {
        return requireNonNullElse(
                order.getMetadata().getName(),
                requireNonNullElse(order.getMetadata().getGenerateName(), "") + "…");
    }

    private static String text(String name, @Nullable String person, String reason) {
        return name + (person == null ? "" : " of " + person) + ": " + reason;
    }

    /** Whether an order has neither ended nor been refused. */
    public static boolean stands(CustomResource<?, OrderStatus> order, Instant until, Instant now) {
        String phase =
                Optional.ofNullable(order.getStatus()).map(OrderStatus::phase).orElse("Pending");
        return order.getMetadata().getDeletionTimestamp() == null
                && !phase.equals("Expired")
                && !phase.equals("Refused")
                && end(order, until).isAfter(now);
    }

    private static boolean isInForce(
            CustomResource<?, OrderStatus> order, Order.Kind kind, Instant until, FailoverPolicy policy, Instant now) {
        boolean ended = order.getStatus() != null
                && order.getStatus().policies().stream()
                        .anyMatch(each -> hasEnded(kind, each)
                                && each.name().equals(policy.getMetadata().getName())
                                && each.namespace().equals(policy.getMetadata().getNamespace()));
        return !ended && stands(order, until, now);
    }

    /** A return that is done is over; a policy that is done with leaving stays away. */
    private static boolean hasEnded(Order.Kind kind, OrderPolicyStatus policy) {
        return policy.phase().equals("Ended") || policy.phase().equals("Done") && !kind.excludes();
    }

    private static Instant end(CustomResource<?, OrderStatus> order, Instant until) {
        return Optional.ofNullable(order.getStatus())
                .map(OrderStatus::expiresAt)
                .orElse(until);
    }

    private static boolean concerns(TrafficShift shift, FailoverPolicy policy) {
        TrafficShiftSpec spec = shift.getSpec();
        Map<String, String> labels = requireNonNullElse(policy.getMetadata().getLabels(), Map.of());
        boolean byName = spec.policies() != null
                && spec.policies().contains(policy.getMetadata().getName());
        boolean byLabel = spec.policySelector() != null
                && labels.entrySet()
                        .containsAll(spec.policySelector().matchLabels().entrySet());
        return policy.getMetadata().getNamespace().equals(shift.getMetadata().getNamespace()) && (byName || byLabel);
    }
}
