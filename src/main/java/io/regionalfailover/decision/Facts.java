package io.regionalfailover.decision;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything a decision rests on, at one moment.
 *
 * @param now of the steady clock, which no wall-clock jump moves
 * @param policy what is wanted
 * @param vantagePoints what was seen
 * @param published what the zone says
 * @param past what is known of earlier shifts
 * @param orders people's orders in force
 * @param ordersUntold true when the published plan does not carry them as they are
 * @param blocked the blocked window that is open now, if one is
 * @param velocity how fast health moves policies
 * @param observerIsolated true when this observer has reason to doubt itself: no probe passed, no peer and no provider answered
 * @param specSkew true when peers hold another spec that is published
 * @param capacities what is known of the workloads that the policy's capacity rules name
 * @param memory what the last decision left behind; {@link Memory#EMPTY} after a start
 */
public record Facts(
        Instant now,
        PolicyRules policy,
        VantagePoints vantagePoints,
        Published published,
        Past past,
        List<Order> orders,
        boolean ordersUntold,
        Optional<BlockedWindow> blocked,
        Velocity velocity,
        boolean observerIsolated,
        boolean specSkew,
        Map<CapacityKey, Capacity> capacities,
        Memory memory) {
    public Facts {
        orders = List.copyOf(orders);
        capacities = Map.copyOf(capacities);
    }

    /**
     * A time in which traffic does not return.
     *
     * @param reason as the spec gives it
     * @param endsAt when it closes, on the steady clock
     */
    public record BlockedWindow(String reason, Instant endsAt) {}
}
