package io.regionalfailover.operator.orders;

import io.regionalfailover.decision.Hold;
import io.regionalfailover.dns.Reading;
import io.regionalfailover.operator.policy.PlanProgress;
import io.regionalfailover.operator.policy.PolicySnapshot;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is published of a policy, as far as orders are concerned.
 *
 * @param weights by region; empty while nothing is known
 * @param inForce true when that is in force at the provider
 * @param holds what is withheld
 */
record Stand(Map<String, Integer> weights, boolean inForce, List<Held> holds) {
    /**
     * Something that is wanted and withheld.
     *
     * @param regions whose change it is
     * @param message why
     */
    record Held(Set<String> regions, String message) {}

    static Stand of(PolicySnapshot snapshot) {
        Map<String, Integer> weights = snapshot.reading().orElse(null) instanceof Reading.Owned owned
                ? Map.copyOf(owned.plan().weights().byRegion())
                : Map.of();
        List<Held> holds = snapshot.decision().map(decision -> decision.holds()).orElse(List.of()).stream()
                .map(Stand::held)
                .toList();
        return new Stand(
                weights, snapshot.progress().filter(PlanProgress::inForce).isPresent(), holds);
    }

    private static Held held(Hold hold) {
        return new Held(hold.regions(), hold.reason().text() + ": " + hold.message());
    }
}
