package io.regionalfailover.decision;

import static io.regionalfailover.decision.Scene.FRONTEND;
import static io.regionalfailover.decision.Scene.weights;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FirstPlanTest {
    private static Scene absent(Object... pairs) {
        return new Scene(Scene.policy(weights(pairs)));
    }

    @Test
    void unhealthyRegionsAreLeftOut() {
        Scene scene = absent("a", 50, "b", 50);
        Decision decision = scene.failing(3, "a/" + FRONTEND).act();
        assertThat(decision.reason()).isEqualTo(Reason.REGION_UNHEALTHY);
        assertThat(scene.weights()).isEqualTo(weights("a", 0, "b", 100));
    }

    @Test
    void aHealthyStandbyServesWhenAllOthersAreUnhealthy() {
        Scene scene = absent("a", 100, "b", 0);
        scene.failing(3, "a/" + FRONTEND).act();
        assertThat(scene.weights()).isEqualTo(weights("a", 0, "b", 100));
    }

    @Test
    void everybodyServesWhenNobodyMay() {
        Scene scene = absent("a", 60, "b", 40);
        Decision decision = scene.failing(3, "a/" + FRONTEND, "b/" + FRONTEND).act();
        assertThat(decision.reason()).isEqualTo(Reason.NO_HEALTHY_REGION);
        assertThat(scene.weights()).isEqualTo(weights("a", 60, "b", 40));
        assertThat(scene.decide().phase()).isEqualTo(Phase.FAILED_OPEN);
    }

    @Test
    void unknownCountsAsAResultOnceEverythingWasTried() {
        Scene scene = absent("a", 60, "b", 40);
        scene.rounds(3, Outcome.UNKNOWN, "a/" + FRONTEND, "b/" + FRONTEND).act();
        assertThat(scene.weights()).isEqualTo(weights("a", 60, "b", 40));
    }

    @Test
    void aFailureThatAllShareLeavesNobodyOut() {
        Scene scene = absent("a", 60, "b", 40);
        scene.failing(3, "a/" + Scene.DATABASE, "b/" + Scene.DATABASE).act();
        assertThat(scene.weights()).isEqualTo(weights("a", 60, "b", 40));
    }

    @Test
    void orderedRegionsAreLeftOut() {
        Scene scene = absent("a", 60, "b", 40);
        scene.order(Order.Kind.DRAIN, "a", false);
        scene.allPass(3).act();
        assertThat(scene.weights()).isEqualTo(weights("a", 0, "b", 100));
    }

    @Test
    void anIsolatedObserverPublishesNothing() {
        Scene scene = absent("a", 60, "b", 40);
        scene.isolated = true;
        Decision decision = scene.allPass(3).act();
        assertThat(decision.proposal()).isEmpty();
        assertThat(decision.phase()).isEqualTo(Phase.PENDING);
        assertThat(decision.reason()).isEqualTo(Reason.OBSERVER_ISOLATED);
    }
}
