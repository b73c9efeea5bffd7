package io.regionalfailover.decision;

import static io.regionalfailover.decision.Scene.DATABASE;
import static io.regionalfailover.decision.Scene.FRONTEND;
import static io.regionalfailover.decision.Scene.steady;
import static io.regionalfailover.decision.Scene.weights;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What persons read, word for word. */
class ConclusionTest {
    @Test
    void allIsWell() {
        Decision decision = steady("a", 100, "b", 0).decide();
        assertThat(decision.phase()).isEqualTo(Phase.STEADY);
        assertThat(decision.message()).isEqualTo("all regions are healthy; traffic is as the spec wants it: a=100");
        assertThat(decision.recheckAt()).isEmpty();
    }

    @Test
    void aStandbyIsUnhealthy() {
        Decision decision = steady("a", 100, "b", 0).failing(3, "b/" + FRONTEND).act();
        assertThat(decision.phase()).isEqualTo(Phase.STEADY);
        assertThat(decision.reason()).isEqualTo(Reason.REGION_UNHEALTHY);
        assertThat(decision.message())
                .isEqualTo("b is unhealthy (frontend: NXDOMAIN for db.b (1 of 1 vantage points)); traffic is at a=100");
    }

    @Test
    void aShiftIsNotInForceYet() {
        Scene scene = steady("a", 100, "b", 0).failing(3, "a/" + FRONTEND);
        scene.apply(scene.decide().proposal().orElseThrow(), false);
        assertThat(scene.decide().phase()).isEqualTo(Phase.FAILING_OVER);
    }

    @Test
    void trafficWaitsToComeBack() {
        Scene scene = steady("a", 100, "b", 0).failing(3, "a/" + FRONTEND);
        scene.act();
        Decision decision = scene.allPass(3).decide();
        assertThat(decision.phase()).isEqualTo(Phase.FAILED_OVER);
        assertThat(decision.message())
                .isEqualTo("a is healthy again and has to stay so; traffic may return at 2026-11-23T04:36:00Z;"
                        + " traffic is at b=100");
        assertThat(scene.decide().message()).as("does not change by itself").isEqualTo(decision.message());
        scene.allPass(1);
        assertThat(scene.decide().message()).isEqualTo(decision.message());
    }

    @Test
    void weightsOfASpecThatOnlyOthersHaveAreNoFailover() {
        Scene scene = steady("a", 100, "b", 100);
        scene.skew = true;
        scene.publish(new Weights(weights("a", 100, "b", 50)), new Stage.Settled(), Reason.SPEC_CHANGED);
        assertThat(scene.decide().phase()).isEqualTo(Phase.STEADY);

        scene.publish(new Weights(weights("a", 100, "b", 50)), new Stage.Returning(50), Reason.FAILBACK_STEP);
        assertThat(scene.decide().phase()).isEqualTo(Phase.FAILING_BACK);

        scene.failing(3, "a/" + FRONTEND).act();
        assertThat(scene.decide().phase()).isEqualTo(Phase.FAILED_OVER);

        scene.skew = false;
        scene.allPass(3);
        scene.publish(new Weights(weights("a", 100, "b", 50)), new Stage.Settled(), Reason.SPEC_CHANGED);
        assertThat(scene.decide().phase()).isEqualTo(Phase.FAILED_OVER);
    }

    @Test
    void allIsDown() {
        Decision decision = steady("a", 100, "b", 0)
                .failing(3, "a/" + FRONTEND, "b/" + FRONTEND)
                .act();
        assertThat(decision.phase()).isEqualTo(Phase.FAILED_OPEN);
        assertThat(decision.message())
                .startsWith("no region is healthy, so the last answers stay: a=100; the first to be healthy gets the"
                        + " traffic (a is unhealthy (frontend: NXDOMAIN");
    }

    @Test
    void theDatabaseIsDownForAll() {
        Decision decision = steady("a", 100, "b", 0)
                .failing(3, "a/" + DATABASE, "b/" + DATABASE)
                .act();
        assertThat(decision.message())
                .isEqualTo("a keeps its traffic: orders-database: NXDOMAIN for db.a (1 of 1 vantage points); no other"
                        + " region was seen well since; traffic is at a=100");
    }

    @Test
    void aCheckThatNobodyTriedYetSaysSo() {
        Scene scene = new Scene(Scene.policy(weights("a", 100, "b", 0)));
        Decision decision = scene.decide();
        assertThat(decision.phase()).isEqualTo(Phase.PENDING);
        assertThat(decision.regions().getFirst().message()).isEqualTo("frontend: not tried yet");
        assertThat(decision.message())
                .isEqualTo("nothing is published yet: the first attempts at every critical check are outstanding");
    }

    @Test
    void anOrdersEndIsAReasonToLookAgain() {
        Scene scene = steady("a", 100, "b", 0);
        Order order = scene.order(Order.Kind.DRAIN, "a", false);
        scene.act();
        Decision decision = scene.decide();
        assertThat(decision.recheckAt()).contains(order.expiresAt());
        assertThat(decision.message()).isEqualTo("a is drained (kernel by jane: roll-out); traffic is at b=100");
    }

    @Test
    void aSuspendedPolicySaysSoAndWhatItWouldDo() {
        Scene scene = steady("a", 100, "b", 0).mode(true, Mode.AUTOMATIC);
        assertThat(scene.decide().message())
                .isEqualTo("nothing is written until spec.suspend is false; all regions are healthy; traffic is as the"
                        + " spec wants it: a=100");
        assertThat(scene.failing(3, "a/" + FRONTEND).act().message())
                .isEqualTo("nothing is written until spec.suspend is false; wanted: a is unhealthy (frontend: NXDOMAIN"
                        + " for db.a (1 of 1 vantage points)); traffic goes to b=100; traffic is at a=100");
    }

    @Test
    void whatIsTooLongIsCutAndNotInTheMiddleOfACharacter() {
        String face = new String(Character.toChars(0x1F600));
        String cut = Sentences.clipped("x".repeat(254) + face + "y".repeat(10));
        assertThat(cut).hasSize(255).endsWith("x…");
        assertThat(Sentences.clipped("x".repeat(256))).hasSize(256).doesNotContain("…");
    }
}
