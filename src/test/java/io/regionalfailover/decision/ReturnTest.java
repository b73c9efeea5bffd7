package io.regionalfailover.decision;

import static io.regionalfailover.decision.Scene.DATABASE;
import static io.regionalfailover.decision.Scene.FRONTEND;
import static io.regionalfailover.decision.Scene.steady;
import static io.regionalfailover.decision.Scene.weights;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReturnTest {
    private static final String A = "a/" + FRONTEND;
    private static final String B = "b/" + FRONTEND;

    private static FailbackRule failback(boolean manual, long stableSeconds, Integer... steps) {
        return new FailbackRule(manual, Duration.ofSeconds(stableSeconds), List.of(steps), Duration.ofSeconds(60));
    }

    /** Traffic left a; a is well again and was for as long as given. */
    private static Scene away(FailbackRule rule, int roundsWell) {
        Scene scene = steady("a", 100, "b", 0).failback(rule);
        scene.failing(3, A).act();
        scene.allPass(3).act();
        for (int i = 0; i < roundsWell; i++) {
            scene.allPass(1).decide();
        }
        return scene;
    }

    private static Hold held(Decision decision) {
        assertThat(decision.proposal()).isEmpty();
        assertThat(decision.holds()).isNotEmpty();
        return decision.holds().getFirst();
    }

    @Test
    void itWaitsUntilTheRegionIsStable() {
        Scene scene = away(failback(false, 300, 100), 58);
        Hold hold = held(scene.decide());
        assertThat(hold.reason()).isEqualTo(Reason.STABILIZING);
        assertThat(hold.until()).contains(scene.now.plusSeconds(10));
        scene.allPass(2);
        assertThat(scene.act().reason()).isEqualTo(Reason.ALL_REGIONS_HEALTHY);
        assertThat(scene.weights()).isEqualTo(weights("a", 100, "b", 0));
    }

    /** One of two sees it fail, and the other is not heard: by the verdict that was reached before it is healthy. */
    @Test
    void whatSomebodySeesFailIsNotStableThoughTheVerdictStands() {
        Scene scene = away(failback(false, 300, 100), 40);
        scene.denominator = 2;
        scene.failing(3, A).decide();
        assertThat(scene.decide().regions().getFirst().health()).isEqualTo(RegionHealth.HEALTHY);

        scene.allPass(3).decide();
        Instant settled = scene.now;

        scene.denominator = 1;
        Hold hold = held(scene.allPass(20).decide());
        assertThat(hold.reason()).isEqualTo(Reason.STABILIZING);
        assertThat(hold.until()).contains(settled.plusSeconds(300));
    }

    @Test
    void aStepThatGivesAllThereIsToGiveIsTheLast() {
        Scene scene = steady("a", 63, "b", 37).failback(failback(false, 60, 50, 100));
        scene.publish(new Weights(weights("a", 50, "b", 30)), new Stage.Settled(), Reason.SPEC_CHANGED_IN_SHIFT);

        scene.allPass(20).act();

        assertThat(scene.weights()).isEqualTo(weights("a", 63, "b", 37));
        assertThat(scene.plan().stage()).isEqualTo(new Stage.Settled());
    }

    @Test
    void whoHasTheVeryShareIsNotGivenAnotherThatRoundsOtherwise() {
        Scene scene = steady("a", 50, "b", 30, "c", 20).failback(failback(false, 60, 50, 100));
        scene.failing(3, "c/frontend").act();
        assertThat(scene.weights()).isEqualTo(weights("a", 63, "b", 37, "c", 0));
        scene.publish(
                new Weights(weights("a", 50, "b", 30, "c", 0)), new Stage.Settled(), Reason.SPEC_CHANGED_IN_SHIFT);

        assertThat(scene.failing(20, "c/frontend").act().proposal()).isEmpty();
    }

    @Test
    void theLastDigitOfSeveralStepsIsNotPutRightWhileARegionFails() {
        Scene scene = steady("a", 50, "b", 30, "c", 20).failback(failback(false, 60, 50, 100));
        scene.publish(new Weights(weights("a", 72, "b", 0, "c", 28)), new Stage.Settled(), Reason.REGION_UNHEALTHY);

        assertThat(scene.failing(20, "b/frontend").act().proposal()).isEmpty();
        for (int i = 0; i < 3; i++) {
            scene.allPass(30).act();
        }
        assertThat(scene.weights()).isEqualTo(weights("a", 50, "b", 30, "c", 20));
    }

    @Test
    void whoSeesARegionFailGivesItNothingThoughTheOthersSeeItWell() {
        Scene scene = away(failback(false, 60, 100), 0);
        scene.denominator = 3;
        scene.views.add(new HashMap<>(scene.views.getFirst()));
        scene.views.add(new HashMap<>(scene.views.getFirst()));
        for (int i = 0; i < 20; i++) {
            scene.allPass(1).decide();
        }
        scene.see(0, "a", "frontend", Outcome.FAILING, scene.now);

        assertThat(held(scene.decide()).message()).contains("gets no traffic while frontend: NXDOMAIN for db.a");

        scene.see(0, "a", "frontend", Outcome.PASSING, scene.now);
        assertThat(scene.decide().proposal()).isPresent();
    }

    @Test
    void itWaitsForTheCooldown() {
        Scene scene = away(failback(false, 0, 100), 0);
        Hold hold = held(scene.decide());
        assertThat(hold.reason()).isEqualTo(Reason.COOLING_DOWN);
        assertThat(hold.until()).contains(scene.now.plusSeconds(45));
        assertThat(scene.allPass(9).act().proposal()).isPresent();
    }

    @Test
    void aProcessThatKnowsOfNoShiftCoolsDownFromWhenItBeganToLook() {
        Scene scene = away(failback(false, 0, 100), 0);
        scene.restart();
        assertThat(held(scene.allPass(4).decide()).reason()).isEqualTo(Reason.COOLING_DOWN);
        assertThat(scene.allPass(8).act().proposal()).isPresent();
    }

    @Test
    void aBreakInHealthStartsTheWaitAnew() {
        Scene scene = away(failback(false, 300, 100), 55);
        scene.rounds(3, Outcome.UNKNOWN, A).decide();
        assertThat(held(scene.decide()).reason()).isEqualTo(Reason.REGION_UNKNOWN);
        scene.allPass(1).decide();
        assertThat(held(scene.allPass(30).decide()).reason()).isEqualTo(Reason.STABILIZING);
    }

    @Test
    void relapsesDoubleTheWaitUpToAnHour() {
        assertThat(Limits.doubled(Duration.ofMinutes(5), 0)).isEqualTo(Duration.ofMinutes(5));
        assertThat(Limits.doubled(Duration.ofMinutes(5), 2)).isEqualTo(Duration.ofMinutes(20));
        assertThat(Limits.doubled(Duration.ofMinutes(5), 1000)).isEqualTo(Duration.ofHours(1));
        assertThat(Limits.doubled(Duration.ofHours(2), 3)).isEqualTo(Duration.ofHours(2));
        assertThat(Limits.doubled(Duration.ZERO, 1_000_000)).isEqualTo(Duration.ZERO);
    }

    @Test
    void stepsWaitForTheirIntervalAndForTheStepBefore() {
        Scene scene = away(failback(false, 60, 25, 50, 100), 12);
        scene.act();
        assertThat(scene.weights()).isEqualTo(weights("a", 25, "b", 75));
        Decision waiting = scene.allPass(11).decide();
        assertThat(held(waiting).reason()).isEqualTo(Reason.FAILBACK_STEP);
        assertThat(waiting.phase()).isEqualTo(Phase.FAILING_BACK);

        Proposal next = scene.allPass(1).decide().proposal().orElseThrow();
        scene.apply(next, false);
        assertThat(held(scene.allPass(30).decide()).reason()).isEqualTo(Reason.AWAITING_PROPAGATION);
    }

    @Test
    void aRegionThatFailsAgainMidwayIsLeftAtOnceAndStartsOver() {
        Scene scene = away(failback(false, 60, 25, 50, 100), 12);
        scene.act();
        assertThat(scene.weights()).isEqualTo(weights("a", 25, "b", 75));

        scene.failing(3, A).act();
        assertThat(scene.weights()).isEqualTo(weights("a", 0, "b", 100));
        assertThat(scene.plan().relapses()).isEqualTo(1);

        scene.allPass(3).act();
        for (int i = 0; i < 23; i++) {
            assertThat(scene.allPass(1).act().proposal()).isEmpty();
        }
        scene.allPass(1).act();
        assertThat(scene.weights()).isEqualTo(weights("a", 25, "b", 75));
    }

    @Test
    void aBlockedWindowHoldsReturnsOnly() {
        Scene scene = away(failback(false, 60, 100), 12);
        scene.blocked = Optional.of(new Facts.BlockedWindow("business hours", scene.now.plusSeconds(900)));
        Decision decision = scene.act();
        assertThat(held(decision).reason()).isEqualTo(Reason.BLOCKED_WINDOW);
        assertThat(decision.message()).contains("business hours");
        assertThat(decision.recheckAt()).contains(scene.now.plusSeconds(900));
    }

    @Test
    void aManualFailbackWaitsForAPersonWhoNeedNotWait() {
        Scene scene = away(failback(true, 600, 50, 100), 20);
        assertThat(held(scene.act()).reason()).isEqualTo(Reason.STABILIZING);
        scene.order(Order.Kind.RETURN_TO, "a", false);
        scene.act();
        assertThat(scene.weights()).isEqualTo(weights("a", 50, "b", 50));
    }

    @Test
    void aManualFailbackSaysWhatItWaitsFor() {
        Scene scene = away(failback(true, 60, 100), 20);
        Decision decision = scene.act();
        assertThat(held(decision).reason()).isEqualTo(Reason.AWAITING_APPROVAL);
        assertThat(decision.advice())
                .get()
                .extracting(Proposal::weights)
                .isEqualTo(new Weights(weights("a", 100, "b", 0)));
    }

    @Test
    void whatARehearsalTookReturnsInStepsAndWithoutApproval() {
        Scene scene = rehearsed(failback(true, 600, 50, 100));
        scene.order(Order.Kind.DRILL_OVER, "a", false);
        assertThat(held(scene.allPass(1).act()).reason()).isEqualTo(Reason.COOLING_DOWN);
        scene.allPass(12).act();
        assertThat(scene.weights()).isEqualTo(weights("a", 50, "b", 50));
    }

    @Test
    void whatABrokenOffRehearsalTookReturnsAtOnce() {
        Scene scene = rehearsed(failback(true, 600, 50, 100));
        scene.blocked = Optional.of(new Facts.BlockedWindow("business hours", scene.now.plusSeconds(900)));
        scene.order(Order.Kind.GIVE_BACK, "a", false);
        scene.allPass(1).act();
        assertThat(scene.weights()).isEqualTo(weights("a", 100, "b", 0));
    }

    @Test
    void nothingIsGivenBackToAnUnhealthyRegion() {
        Scene scene = rehearsed(failback(false, 60, 100));
        scene.order(Order.Kind.GIVE_BACK, "a", false);
        assertThat(scene.failing(4, A).act().proposal()).isEmpty();
        assertThat(scene.weights()).isEqualTo(weights("a", 0, "b", 100));
    }

    @Test
    void aRehearsalMakesWayWhereNobodyElseIsWell() {
        Scene scene = steady("a", 100, "b", 0).failback(failback(false, 60, 50, 100));
        scene.order(Order.Kind.DRILL, "a", false);
        scene.allPass(1).act();
        assertThat(scene.weights()).isEqualTo(weights("a", 0, "b", 100));
        Decision decision = scene.failing(4, B).act();
        assertThat(scene.weights())
                .as(() -> "at once; " + decision.message() + " " + decision.holds())
                .isEqualTo(weights("a", 100, "b", 0));
    }

    /** A rehearsal of a moment ago took everything from a. */
    private static Scene rehearsed(FailbackRule rule) {
        Scene scene = steady("a", 100, "b", 0).failback(rule);
        scene.order(Order.Kind.DRILL, "a", false);
        assertThat(scene.allPass(1).act().reason()).isEqualTo(Reason.DRILL_RUNNING);
        assertThat(scene.weights()).isEqualTo(weights("a", 0, "b", 100));
        scene.orders.clear();
        return scene;
    }

    @Test
    void anOrderNeverSendsTrafficToAnUnhealthyRegionUnlessForced() {
        Scene scene = steady("a", 100, "b", 0).failback(failback(false, 60, 100));
        scene.failing(3, A).act();
        scene.order(Order.Kind.RETURN_TO, "a", false);
        assertThat(scene.failing(20, A).act().proposal()).isEmpty();
        scene.order(Order.Kind.RETURN_TO, "a", true);
        assertThat(scene.failing(1, A).act().proposal()).isPresent();
        assertThat(scene.weights()).isEqualTo(weights("a", 100, "b", 0));
        assertThat(scene.failing(1, A).act().proposal())
                .as("health does not undo what people forced")
                .isEmpty();
    }

    @Test
    void severalRegionsReturnInOnePlanAndStandbysGiveAll() {
        Scene scene = steady("a", 50, "b", 50, "c", 0).failback(failback(false, 60, 50, 100));
        scene.failing(3, A, B).act();
        assertThat(scene.weights()).isEqualTo(weights("a", 0, "b", 0, "c", 100));
        scene.allPass(3).act();
        scene.allPass(12).act();
        assertThat(scene.weights()).isEqualTo(weights("a", 25, "b", 25, "c", 50));
        scene.allPass(12).act();
        assertThat(scene.weights()).isEqualTo(weights("a", 50, "b", 50, "c", 0));
    }

    @Test
    void whoBecomesReadyLaterBeginsASequenceOfItsOwn() {
        Scene scene = steady("a", 50, "b", 50, "c", 0).failback(failback(false, 60, 50, 100));
        scene.failing(3, A, B).act();
        scene.failing(3, B).act();
        scene.failing(10, B).act();
        scene.allPass(3).act();
        assertThat(scene.weights()).isEqualTo(weights("a", 25, "b", 0, "c", 75));

        scene.allPass(12).act();
        assertThat(scene.weights()).as("b waits for a").isEqualTo(weights("a", 50, "b", 0, "c", 50));
        assertThat(held(scene.decide()).reason()).isEqualTo(Reason.COOLING_DOWN);
        scene.allPass(12).act();
        assertThat(scene.weights()).isEqualTo(weights("a", 50, "b", 25, "c", 25));
    }

    @Test
    void aRegionThatFailsForACommonCauseGetsNothingBack() {
        Scene scene = away(failback(false, 60, 100), 0);
        Decision decision = scene.failing(30, "a/" + DATABASE, "b/" + DATABASE).act();
        assertThat(decision.proposal()).isEmpty();
        assertThat(decision.holds()).extracting(Hold::reason).contains(Reason.COMMON_CAUSE);
    }

    @Test
    void aRegionHoldingTrafficThatMustNotServeKeepsItWhileOthersReturn() {
        Scene scene = steady("a", 50, "b", 50, "c", 0).failback(failback(false, 60, 100));
        scene.publish(new Weights(weights("a", 0, "b", 60, "c", 40)), new Stage.Settled(), Reason.REGION_UNHEALTHY);
        scene.velocity = new Velocity(Map.of("x", 9, "b", 5), 10, 1);
        scene.failing(20, B).act();
        assertThat(scene.weights()).isEqualTo(weights("a", 40, "b", 60, "c", 0));
    }
}
