package io.regionalfailover.decision;

import static io.regionalfailover.decision.Scene.DATABASE;
import static io.regionalfailover.decision.Scene.FRONTEND;
import static io.regionalfailover.decision.Scene.weights;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Checks that one vantage point only can try. */
class ReservedCheckTest {
    private static final String OWN = "vantage-0";
    private static final String AWAY = "vantage-of-east";
    private static final String EAST_FRONTEND = "east/" + FRONTEND;

    /** East's front end is reserved, everything else can be tried by all. */
    private static Scene scene(String reservedFor, int eastWeight, int westWeight) {
        Scene scene = new Scene(Scene.policy(weights("east", 100, "west", 100)));
        RegionRule east = scene.policy.regions().getFirst();
        CheckRule frontend = east.checks().getFirst();
        CheckRule reserved = new CheckRule(
                frontend.name(),
                frontend.severity(),
                frontend.shared(),
                frontend.failureThreshold(),
                frontend.successThreshold(),
                frontend.interval(),
                frontend.timeout(),
                Optional.of(reservedFor));
        scene.spec(
                "spec-1",
                List.of(
                        new RegionRule(
                                "east", 100, List.of(reserved, east.checks().getLast())),
                        scene.policy.regions().getLast()));
        scene.publish(
                new Weights(weights("east", eastWeight, "west", westWeight)), new Stage.Settled(), Reason.PUBLISHED);
        return scene;
    }

    private static void leaveUntried(Scene scene) {
        scene.views.forEach(view -> view.remove(new CheckKey("east", FRONTEND)));
    }

    @Test
    void theOneThatCanTryItIsTheWholeQuorum() {
        Scene scene = scene(OWN, 100, 100);
        scene.denominator = 3;
        scene.failing(3, EAST_FRONTEND);

        RegionJudgement east = scene.decide().regions().getFirst();

        assertThat(east.health()).isEqualTo(RegionHealth.UNHEALTHY);
        assertThat(east.message()).endsWith("(1 of 1 vantage points)");
    }

    @Test
    void elsewhereItIsUnknownSaysWhyAndHoldsNothingUp() {
        Scene scene = scene(AWAY, 100, 100);
        scene.allPass(3);
        leaveUntried(scene);

        Decision decision = scene.decide();

        RegionJudgement east = decision.regions().getFirst();
        assertThat(east.health()).isEqualTo(RegionHealth.UNKNOWN);
        assertThat(east.checks().getFirst().outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(east.checks().getFirst().message())
                .isEqualTo("only an instance in region " + AWAY + " tries this check");
        assertThat(decision.memory().warm()).as("cold start is over").isTrue();
        assertThat(decision.proposal()).isEmpty();

        scene.failing(3, "east/" + DATABASE);
        leaveUntried(scene);
        assertThat(scene.decide().regions().getFirst().health())
                .as("what can be tried decides")
                .isEqualTo(RegionHealth.UNHEALTHY);
    }

    @Test
    void aFailureThatNobodyCanSeeEndIsNotTakenOverFromThePlan() {
        Scene scene = scene(AWAY, 0, 100);
        scene.allPass(3);
        leaveUntried(scene);

        RegionJudgement east = scene.decide().regions().getFirst();

        assertThat(east.inForce()).isEqualTo(RegionHealth.UNKNOWN);
        assertThat(east.checks().getFirst().outcome()).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void whatAnotherVantagePointSawOfItDoesNotCount() {
        Scene scene = scene(AWAY, 100, 100);
        scene.failing(5, EAST_FRONTEND);

        RegionJudgement east = scene.decide().regions().getFirst();

        assertThat(east.health()).isEqualTo(RegionHealth.UNKNOWN);
    }
}
