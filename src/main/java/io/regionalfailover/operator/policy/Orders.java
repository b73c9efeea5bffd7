package io.regionalfailover.operator.policy;

import io.regionalfailover.decision.Order;
import io.regionalfailover.decision.OrderMark;
import io.regionalfailover.decision.Published;
import io.regionalfailover.operator.translation.PolicyModel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** People's orders that travel with the published plan: every instance obeys them until they expire. */
final class Orders {
    private Orders() {}

    /**
     * The orders in force, their expiry on the steady clock.
     *
     * @param now on the steady clock
     * @param wall on the wall clock, which expiries are of
     */
    static List<Order> of(Published published, PolicyModel model, Instant now, Instant wall) {
        List<Order> orders = new ArrayList<>();
        for (OrderMark mark : inForce(published, wall)) {
            List<String> regions = model.publication().regions();
            for (int i = 0; i < regions.size(); i++) {
                if ((mark.regions() >> i & 1) == 1) {
                    orders.add(new Order(
                            Order.Kind.DRAIN,
                            regions.get(i),
                            false,
                            now.plus(Duration.between(wall, mark.expiresAt())),
                            "order " + mark.id() + " of " + mark.author() + ", until " + mark.expiresAt()));
                }
            }
        }
        return orders;
    }

    /** The orders of the published plan that have not expired: the next plan carries them on. */
    static List<OrderMark> inForce(Published published, Instant wall) {
        return published instanceof Published.Present present
                ? present.plan().orders().stream()
                        .filter(mark -> mark.expiresAt().isAfter(wall))
                        .toList()
                : List.of();
    }
}
