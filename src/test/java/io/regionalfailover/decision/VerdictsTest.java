package io.regionalfailover.decision;

import static io.regionalfailover.decision.Scene.DATABASE;
import static io.regionalfailover.decision.Scene.FRONTEND;
import static io.regionalfailover.decision.Scene.steady;
import static io.regionalfailover.decision.Scene.weights;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictsTest {
    private static final String EAST = "east/" + FRONTEND;

    private static RegionJudgement east(Decision decision) {
        return decision.regions().getFirst();
    }

    @Test
    void aCheckFailsAfterItsThresholdAndPassesAgainAfterTheOther() {
        Scene scene = steady("east", 100, "west", 0);
        assertThat(east(scene.failing(2, EAST).decide()).health()).isEqualTo(RegionHealth.HEALTHY);
        assertThat(east(scene.failing(1, EAST).decide()).health()).isEqualTo(RegionHealth.UNHEALTHY);
        assertThat(east(scene.allPass(2).decide()).health()).isEqualTo(RegionHealth.UNHEALTHY);
        assertThat(east(scene.allPass(1).decide()).health()).isEqualTo(RegionHealth.HEALTHY);
    }

    @Test
    void twoLostAnswersAreNothing() {
        Scene scene = steady("east", 100, "west", 0);
        for (int i = 0; i < 10; i++) {
            assertThat(scene.failing(2, EAST).act().proposal()).isEmpty();
            assertThat(scene.allPass(1).act().proposal()).isEmpty();
        }
    }

    @Test
    void aWarningOnlyShows() {
        Scene scene = steady("east", 100, "west", 0);
        RegionRule east = scene.policy.regions().getFirst();
        CheckRule rule = east.checks().getFirst();
        CheckRule warning =
                new CheckRule(rule.name(), Severity.WARNING, rule.shared(), 3, 3, rule.interval(), rule.timeout());
        scene.spec(
                "spec-1",
                List.of(
                        new RegionRule(
                                "east", 100, List.of(warning, east.checks().getLast())),
                        scene.policy.regions().getLast()));

        Decision decision = scene.failing(5, EAST).act();

        assertThat(decision.proposal()).isEmpty();
        assertThat(east(decision).health()).isEqualTo(RegionHealth.HEALTHY);
        assertThat(east(decision).checks().getFirst().outcome()).isEqualTo(Outcome.FAILING);
    }

    @Test
    void whoCannotTellLeavesTheVerdictInForceAndShowsUnknown() {
        Scene scene = steady("east", 100, "west", 0);
        scene.failing(3, EAST).act();

        Decision decision = scene.rounds(3, Outcome.UNKNOWN, EAST).decide();

        assertThat(east(decision).health()).isEqualTo(RegionHealth.UNKNOWN);
        assertThat(east(decision).inForce()).isEqualTo(RegionHealth.UNHEALTHY);
        assertThat(east(decision).message()).isEqualTo("frontend: cannot tell");
    }

    @Test
    void aFailureInBetweenDoesNotCountAsSuccess() {
        Scene scene = steady("east", 100, "west", 0);
        scene.failing(2, EAST);
        scene.rounds(1, Outcome.UNKNOWN, EAST);
        assertThat(east(scene.failing(2, EAST).decide()).health()).isEqualTo(RegionHealth.HEALTHY);
        assertThat(east(scene.failing(1, EAST).decide()).health()).isEqualTo(RegionHealth.UNHEALTHY);
    }

    @Test
    void aFailureThatWasOnlyTakenOverEndsWhenTheRegionIsSeenToHaveWeightAgain() {
        Scene scene = steady("east", 100, "west", 100);
        scene.publish(new Weights(weights("east", 0, "west", 200)), new Stage.Settled(), Reason.REGION_UNHEALTHY);
        scene.restart();
        scene.rounds(3, Outcome.UNKNOWN, EAST).decide();
        assertThat(east(scene.decide()).inForce()).isEqualTo(RegionHealth.UNHEALTHY);

        scene.publish(new Weights(weights("east", 100, "west", 100)), new Stage.Settled(), Reason.ALL_REGIONS_HEALTHY);

        Decision decision = scene.decide();
        assertThat(decision.proposal()).isEmpty();
        assertThat(east(decision).inForce()).isEqualTo(RegionHealth.HEALTHY);
        assertThat(east(decision).health()).isEqualTo(RegionHealth.UNKNOWN);
    }

    @Test
    void theFirstVerdictsOfAProcessComeFromThePublishedPlan() {
        Scene scene = steady("east", 100, "west", 100);
        scene.failing(3, EAST).act();
        scene.restart();

        Decision decision = scene.decide();

        assertThat(decision.regions()).extracting(RegionJudgement::health).containsOnly(RegionHealth.UNKNOWN);
        assertThat(decision.regions())
                .extracting(RegionJudgement::inForce)
                .containsExactly(RegionHealth.UNHEALTHY, RegionHealth.HEALTHY);
        assertThat(decision.proposal()).isEmpty();
        assertThat(east(scene.allPass(2).act()).inForce()).isEqualTo(RegionHealth.UNHEALTHY);
        assertThat(east(scene.allPass(1).act()).inForce()).isEqualTo(RegionHealth.HEALTHY);
        assertThat(scene.weights()).isEqualTo(weights("east", 0, "west", 200));
    }

    @Test
    void whatWasTakenOverStaysWhenThePlanChanges() {
        Scene scene = new Scene(Scene.policy(weights("east", 100, "west", 0)));
        scene.publish(new Weights(weights("east", 100, "west", 0)), new Stage.Settled(), Reason.PUBLISHED);
        scene.decide();
        scene.publish(new Weights(weights("east", 0, "west", 100)), new Stage.Settled(), Reason.REGION_UNHEALTHY);

        assertThat(east(scene.decide()).inForce()).isEqualTo(RegionHealth.HEALTHY);
    }

    @Test
    void aQuorumOfTheConfiguredVantagePointsDecidesNotOfThoseThatAnswer() {
        Scene scene = steady("east", 100, "west", 0);
        scene.denominator = 3;
        scene.failing(5, EAST);
        assertThat(scene.act().proposal()).as("one of three").isEmpty();

        scene.views.add(new HashMap<>());
        scene.allPass(5);
        scene.failing(3, EAST);
        Decision decision = scene.act();
        assertThat(decision.proposal()).as("two of three").isPresent();
        assertThat(east(decision).message()).endsWith("(2 of 3 vantage points)");
    }

    @Test
    void anyIsOneAndAllIsEverybody() {
        assertThat(Quorum.ANY.needed(3)).isEqualTo(1);
        assertThat(Quorum.ALL.needed(3)).isEqualTo(3);
        assertThat(Quorum.MAJORITY.needed(2)).isEqualTo(2);
        assertThat(Quorum.MAJORITY.needed(3)).isEqualTo(2);
    }

    @Test
    void aRegionWithoutChecksIsHealthy() {
        Scene scene = new Scene(Scene.policy(weights("east", 100)));
        scene.spec("spec-1", List.of(new RegionRule("east", 1, List.of())));

        assertThat(east(scene.decide()).health()).isEqualTo(RegionHealth.HEALTHY);
    }

    @Test
    void healthySinceBeginsAnewAfterABreak() {
        Scene scene = steady("east", 100, "west", 0);
        var before = scene.memory.regions().get("east");
        assertThat(before).isNotNull();
        scene.rounds(3, Outcome.UNKNOWN, "east/" + DATABASE).decide();
        assertThat(scene.memory.regions())
                .hasEntrySatisfying(
                        "east", verdict -> assertThat(verdict.healthySince()).isEmpty());
        scene.allPass(1).decide();
        assertThat(scene.memory.regions())
                .hasEntrySatisfying(
                        "east", verdict -> assertThat(verdict.healthySince()).contains(scene.now));
    }
}
