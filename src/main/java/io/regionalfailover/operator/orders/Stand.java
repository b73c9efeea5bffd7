package io.regionalfailover.operator.orders;

import io.regionalfailover.decision.Decision;
import io.regionalfailover.decision.Hold;
import io.regionalfailover.decision.Outcome;
import io.regionalfailover.decision.Phase;
import io.regionalfailover.decision.RegionJudgement;
import io.regionalfailover.dns.Reading;
import io.regionalfailover.operator.policy.PlanProgress;
import io.regionalfailover.operator.policy.PolicySnapshot;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is published of a policy, as far as orders are concerned.
 *
 * @param weights by region; empty while nothing is known
 * @param inForce true when that is in force at the provider
 * @param capacityReadyAt when there was room where that brought traffic; empty where none was asked for
 * @param holds what is withheld
 * @param failing the checks that fail, critical or not
 * @param failedOpen true when nobody is well and the last weights stay
 */
public record Stand(
        Map<String, Integer> weights,
        boolean inForce,
        Optional<Instant> capacityReadyAt,
        List<Held> holds,
        Set<Failing> failing,
        boolean failedOpen) {
    /**
     * Something that is wanted and withheld.
     *
     * @param regions whose change it is
     * @param message why
     */
    public record Held(Set<String> regions, String message) {}

    /**
     * A check that fails.
     *
     * @param region where
     * @param check its name
     */
    public record Failing(String region, String check) {}

    static Stand of(PolicySnapshot snapshot) {
        Map<String, Integer> weights = snapshot.reading().orElse(null) instanceof Reading.Owned owned
                ? Map.copyOf(owned.plan().weights().byRegion())
                : Map.of();
        List<Held> holds = snapshot.decision().map(decision -> decision.holds()).orElse(List.of()).stream()
                .map(Stand::held)
                .toList();
        return new Stand(
                weights,
                snapshot.progress().filter(PlanProgress::inForce).isPresent(),
                snapshot.progress().flatMap(PlanProgress::capacityReadyAt),
                holds,
                snapshot.decision().map(Stand::failing).orElse(Set.of()),
                snapshot.decision()
                        .filter(decision -> decision.phase() == Phase.FAILED_OPEN)
                        .isPresent());
    }

    private static Set<Failing> failing(Decision decision) {
        Set<Failing> failing = new HashSet<>();
        for (RegionJudgement region : decision.regions()) {
            for (RegionJudgement.CheckJudgement check : region.checks()) {
                if (check.outcome() == Outcome.FAILING) {
                    failing.add(new Failing(region.name(), check.name()));
                }
            }
        }
        return Set.copyOf(failing);
    }

    private static Held held(Hold hold) {
        return new Held(hold.regions(), hold.reason().text() + ": " + hold.message());
    }
}
