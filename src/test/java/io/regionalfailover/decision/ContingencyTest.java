package io.regionalfailover.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a failure would ask of the others is what a shift would do. */
class ContingencyTest {
    private static final CapacityRule WEB = new CapacityRule("web", 20, 2, 100, Duration.ofMinutes(5), false, false);

    private static List<Contingency> of(Scene scene, String... orderedAway) {
        Decision decision = scene.decide();
        return Contingency.of(scene.policy, new Weights(scene.weights()), decision.regions(), Set.of(orderedAway));
    }

    private static CapacityKey web(String region) {
        return new CapacityKey(region, "web");
    }

    @Test
    void theStandbyTakesAllAndNothingIsAskedOfWhoDoesNotServe() {
        assertThat(of(Scene.steady("a", 100, "b", 0, "c", 0).needing(WEB)))
                .containsExactly(new Contingency("a", List.of("b"), 1, Map.of(web("b"), 20)));
    }

    @Test
    void thoseWhoServeShareByTheirWeights() {
        assertThat(of(Scene.steady("a", 50, "b", 25, "c", 25).needing(WEB)))
                .containsExactly(
                        new Contingency("a", List.of("b", "c"), 2, Map.of(web("b"), 10, web("c"), 10)),
                        new Contingency("b", List.of("a", "c"), 2, Map.of(web("a"), 14, web("c"), 7)),
                        new Contingency("c", List.of("a", "b"), 2, Map.of(web("a"), 14, web("b"), 7)));
    }

    @Test
    void whoIsUnhealthyOrOrderedAwayTakesNothing() {
        Scene scene = Scene.steady("a", 100, "b", 0, "c", 0).needing(WEB);
        assertThat(of(scene, "b")).containsExactly(new Contingency("a", List.of("c"), 1, Map.of(web("c"), 20)));
        scene.failing(3, "b/" + Scene.FRONTEND);
        assertThat(of(scene, "c")).containsExactly(new Contingency("a", List.of(), 0, Map.of()));
    }

    @Test
    void aShiftAsksForTheVeryReplicasThatWereForetold() {
        Scene scene = Scene.steady("a", 70, "b", 20, "c", 10).needing(WEB);
        Map<CapacityKey, Integer> foretold = Contingency.most(of(scene).subList(0, 1));
        scene.failing(3, "a/" + Scene.FRONTEND);
        Decision shift = scene.decide();
        assertThat(shift.capacities())
                .filteredOn(judged -> !judged.key().region().equals("a"))
                .isNotEmpty()
                .allSatisfy(judged -> assertThat(judged.wanted()).hasValue(foretold.getOrDefault(judged.key(), -1)));
    }

    @Test
    void beforeAnythingIsPublishedTheSpecCounts() {
        Scene scene = Scene.steady("a", 100, "b", 0).needing(WEB);
        assertThat(Contingency.of(
                        scene.policy, new Weights(Map.of()), scene.decide().regions(), Set.of()))
                .containsExactly(new Contingency("a", List.of("b"), 1, Map.of(web("b"), 20)));
    }
}
