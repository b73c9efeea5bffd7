package io.regionalfailover.decision;

import static io.regionalfailover.decision.Scene.FRONTEND;
import static io.regionalfailover.decision.Scene.steady;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Of which workloads room is awaited, and which are short of what they serve. */
class CapacitiesTest {
    private static final CapacityKey B = new CapacityKey("b", "web");

    private static Scene failing() {
        Scene scene = steady("a", 100, "b", 0)
                .needing(new CapacityRule("web", 20, 2, 100, Duration.ofMinutes(5), false, true))
                .replicas("a", "web", 20, 20);
        return scene.failing(3, "a/" + FRONTEND);
    }

    private static List<String> awaited(Scene scene) {
        List<String> awaited = new ArrayList<>();
        for (CapacityJudgement judged : scene.decide().capacities()) {
            if (judged.isAwaited()) {
                awaited.add(judged.key().region());
            }
        }
        return awaited;
    }

    @Test
    void roomIsAwaitedWhereTrafficComesUntilItIsSeen() {
        Scene scene = failing();
        assertThat(awaited(scene)).as("not looked at").containsExactly("b");
        scene.capacities.put(B, new Capacity.Unknown(false, "the API server does not answer"));
        assertThat(awaited(scene)).as("unknown").containsExactly("b");
        assertThat(awaited(scene.replicas("b", "web", 20, 19))).as("19 of 20").containsExactly("b");
        assertThat(awaited(scene.replicas("b", "web", 20, 20))).as("20 of 20").isEmpty();
        scene.capacities.put(B, new Capacity.Elsewhere());
        assertThat(awaited(scene)).as("in other hands").isEmpty();
        assertThat(awaited(steady("a", 100, "b", 0)
                        .needing(new CapacityRule("web", 20, 2, 100, Duration.ofMinutes(5), false, true))))
                .as("nothing moves")
                .isEmpty();
    }

    @Test
    void whoServesIsShortBelowWhatItsShareNeeds() {
        Scene scene = steady("a", 100, "b", 0)
                .needing(new CapacityRule("web", 20, 2, 50, Duration.ofMinutes(5), false, true))
                .replicas("b", "web", 0, 0);
        assertThat(isShort(scene.replicas("a", "web", 20, 9))).containsExactly("a");
        assertThat(isShort(scene.replicas("a", "web", 20, 10)))
                .as("a standby is not short")
                .isEmpty();
    }

    private static List<String> isShort(Scene scene) {
        return scene.decide().capacities().stream()
                .filter(CapacityJudgement::isShort)
                .map(judged -> judged.key().region())
                .toList();
    }

    @Test
    void withoutAPlanNothingIsNeededUntilOneIsWanted() {
        Scene scene = new Scene(Scene.policy(Scene.weights("a", 100, "b", 0)))
                .needing(new CapacityRule("web", 20, 2, 100, Duration.ofMinutes(5), false, true));
        assertThat(scene.decide().capacities())
                .allMatch(judged -> judged.wanted().isEmpty());
        assertThat(scene.allPass(3).decide().capacities())
                .extracting(judged -> judged.wanted().orElse(-1))
                .containsExactly(20, 2);
    }
}
