package io.regionalfailover.decision;

import static io.regionalfailover.decision.Scene.DATABASE;
import static io.regionalfailover.decision.Scene.FRONTEND;
import static io.regionalfailover.decision.Scene.steady;
import static io.regionalfailover.decision.Scene.weights;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The story of one policy, decision by decision. */
class DeciderTest {
    private static final String EAST_DATABASE = "east/" + DATABASE;

    @Test
    void publishesSteadyWeightsOnceEverythingWasTried() {
        Scene scene = new Scene(Scene.policy(weights("east", 100, "west", 0)));

        assertThat(scene.decide().proposal()).isEmpty();
        assertThat(scene.decide().reason()).isEqualTo(Reason.COLD_START);
        assertThat(scene.decide().coldStart()).isTrue();

        scene.allPass(3);
        Decision decision = scene.act();

        assertThat(decision.proposal()).get().extracting(Proposal::kind).isEqualTo(Proposal.Kind.PUBLISH);
        assertThat(scene.weights()).isEqualTo(weights("east", 100, "west", 0));
        Decision after = scene.decide();
        assertThat(after.phase()).isEqualTo(Phase.STEADY);
        assertThat(after.reason()).isEqualTo(Reason.ALL_REGIONS_HEALTHY);
        assertThat(after.proposal()).isEmpty();
        assertThat(after.holds()).isEmpty();
    }

    @Test
    void movesTrafficWhenTheDatabasesNameStopsResolvingInOneRegion() {
        Scene scene = steady("east", 100, "west", 0);

        scene.failing(2, EAST_DATABASE);
        assertThat(scene.act().proposal()).isEmpty();
        scene.failing(1, EAST_DATABASE);
        Decision decision = scene.act();

        assertThat(decision.phase()).isEqualTo(Phase.FAILING_OVER);
        assertThat(decision.reason()).isEqualTo(Reason.REGION_UNHEALTHY);
        assertThat(decision.message())
                .isEqualTo("east is unhealthy (orders-database: NXDOMAIN for db.east (1 of 1 vantage points)); traffic"
                        + " goes to west=100");
        assertThat(scene.weights()).isEqualTo(weights("east", 0, "west", 100));
        Proposal proposal = decision.proposal().orElseThrow();
        assertThat(proposal.from()).containsExactly("east");
        assertThat(proposal.to()).containsExactly("west");
        assertThat(proposal.stage()).isEqualTo(new Stage.Settled());

        Decision after = scene.decide();
        assertThat(after.phase()).isEqualTo(Phase.FAILED_OVER);
        assertThat(after.reason()).isEqualTo(Reason.REGION_UNHEALTHY);
        assertThat(after.proposal()).isEmpty();
    }

    @Test
    void bringsTrafficBackStepByStep() {
        Scene scene = steady("east", 100, "west", 0);
        scene.failing(3, EAST_DATABASE).act();
        scene.allPass(3);

        Decision stabilizing = scene.act();
        assertThat(stabilizing.phase()).isEqualTo(Phase.FAILED_OVER);
        assertThat(stabilizing.reason()).isEqualTo(Reason.STABILIZING);
        assertThat(stabilizing.recheckAt()).contains(scene.now.plus(Duration.ofMinutes(5)));

        List<Object> seen = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            scene.allPass(1);
            Decision decision = scene.act();
            decision.proposal().ifPresent(proposal -> seen.add(scene.weights()));
        }
        assertThat(seen)
                .containsExactly(
                        weights("east", 25, "west", 75),
                        weights("east", 50, "west", 50),
                        weights("east", 100, "west", 0));
        assertThat(scene.decide().phase()).isEqualTo(Phase.STEADY);
    }

    @Test
    void leavesEverythingWhenAllFrontEndsAreDownAndGivesAllToTheFirstThatComesBack() {
        Scene scene = steady("east", 100, "west", 0);
        scene.failing(3, "east/" + FRONTEND, "west/" + FRONTEND);

        Decision open = scene.act();
        assertThat(open.phase()).isEqualTo(Phase.FAILED_OPEN);
        assertThat(open.reason()).isEqualTo(Reason.NO_HEALTHY_REGION);
        assertThat(open.proposal()).isEmpty();

        scene.failing(3, "east/" + FRONTEND);
        assertThat(scene.act().proposal()).isPresent();
        assertThat(scene.weights()).isEqualTo(weights("east", 0, "west", 100));
    }

    @Test
    void movesNothingWhenTheSameNameStopsResolvingEverywhere() {
        Scene scene = steady("east", 100, "west", 0);
        scene.failing(4, EAST_DATABASE, "west/" + DATABASE);

        Decision decision = scene.act();

        assertThat(decision.proposal()).isEmpty();
        assertThat(decision.phase()).isEqualTo(Phase.STEADY);
        assertThat(decision.regions())
                .extracting(RegionJudgement::reason)
                .containsExactly(Reason.COMMON_CAUSE, Reason.COMMON_CAUSE);
        assertThat(decision.regions())
                .extracting(RegionJudgement::health)
                .containsExactly(RegionHealth.UNKNOWN, RegionHealth.UNKNOWN);
        assertThat(decision.reason()).isEqualTo(Reason.COMMON_CAUSE);
    }
}
