package io.regionalfailover.decision;

import static io.regionalfailover.decision.Scene.DATABASE;
import static io.regionalfailover.decision.Scene.FRONTEND;
import static io.regionalfailover.decision.Scene.check;
import static io.regionalfailover.decision.Scene.steady;
import static io.regionalfailover.decision.Scene.weights;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Decisions in the middle of something else: a shift, a return, a wait, a process that has just begun. */
class BetweenTest {
    private static final String A = "a/" + FRONTEND;
    private static final String B = "b/" + FRONTEND;
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

    private static FailoverRule steps(Integer... steps) {
        return new FailoverRule(Quorum.MAJORITY, List.of(steps), Duration.ofSeconds(10), Duration.ofSeconds(60), 1);
    }

    private static FailbackRule failback(Integer... steps) {
        return new FailbackRule(false, Duration.ofSeconds(60), List.of(steps), Duration.ofSeconds(60));
    }

    private static CapacityRule rule() {
        return new CapacityRule("web", 20, 2, 100, FIVE_MINUTES, false, true);
    }

    private static Instant waitsSince(Scene scene) {
        return scene.memory.capacityWait().orElseThrow().since();
    }

    private static List<RegionRule> regions(Object... pairs) {
        List<RegionRule> regions = new ArrayList<>();
        weights(pairs)
                .forEach((name, weight) -> regions.add(
                        new RegionRule(name, weight, List.of(check(FRONTEND, false), check(DATABASE, true)))));
        return regions;
    }

    @Test
    void aShiftUnderWayIsNotStoppedByTheVelocityThatItSet() {
        Scene scene = steady("a", 50, "b", 50).failover(steps(50, 100));
        scene.failing(3, A).act();
        scene.velocity = new Velocity(Map.of("x", 9, "a", 5), 10, 1);
        scene.failing(2, A).act();
        assertThat(scene.weights()).isEqualTo(weights("a", 0, "b", 100));
    }

    @Test
    void whoHasNoTrafficIsNotHeld() {
        Scene scene = steady("a", 100, "b", 0);
        scene.velocity = new Velocity(Map.of("x", 9, "b", 5), 1, 1);
        assertThat(scene.failing(3, B).act().holds()).isEmpty();

        Scene shared = steady("a", 100, "b", 0);
        assertThat(shared.failing(3, "a/" + DATABASE, "b/" + DATABASE).act().holds())
                .extracting(Hold::regions)
                .containsExactly(Set.of("a"));
    }

    @Test
    void anOrderKeepsTheCountOfRelapsesAndSoDoesAReturn() {
        Scene scene = steady("a", 100, "b", 0).failback(failback(100));
        Plan plan = scene.plan();
        scene.published = new Published.Present(
                new Plan(2, "n", plan.specHash(), plan.weights(), plan.stage(), 2, List.of()),
                false,
                "",
                Optional.of(Reason.PUBLISHED),
                Optional.of(scene.now),
                true);
        scene.order(Order.Kind.DRAIN, "a", false);
        scene.act();
        assertThat(scene.weights()).isEqualTo(weights("a", 0, "b", 100));
        assertThat(scene.plan().relapses()).isEqualTo(2);

        scene.orders.clear();
        for (int i = 0; i < 100; i++) {
            scene.allPass(1).act();
        }
        assertThat(scene.weights()).isEqualTo(weights("a", 100, "b", 0));
        assertThat(scene.plan().relapses()).isEqualTo(2);
    }

    @Test
    void whoDoubtsItselfReturnsNothing() {
        for (String why : List.of("isolated", "skew", "quorum")) {
            Scene scene = steady("a", 100, "b", 0).failback(failback(100));
            scene.failing(3, A).act();
            scene.allPass(3).act();
            scene.isolated = why.equals("isolated");
            scene.skew = why.equals("skew");
            for (int i = 0; i < 60; i++) {
                scene.allPass(1);
                scene.denominator = why.equals("quorum") ? 3 : 1;
                assertThat(scene.act().proposal()).as(why).isEmpty();
            }
            assertThat(scene.decide().holds()).as(why).isNotEmpty();
        }
    }

    @Test
    void oneMovesWaitForRoomIsNotAnothers() {
        Scene scene = steady("a", 50, "b", 50)
                .needing(rule())
                .replicas("a", "web", 10, 10)
                .replicas("b", "web", 10, 10);
        scene.failing(3, A).decide();
        Instant first = waitsSince(scene);
        assertThat(first).isEqualTo(scene.now);
        scene.failing(3, B).decide();
        assertThat(waitsSince(scene)).as("b is left, and not a").isEqualTo(scene.now);
    }

    @Test
    void aShiftWaitsOnceWhoeverReceives() {
        Scene scene = steady("a", 40, "b", 40, "c", 20).needing(rule());
        for (int i = 0; i < 3; i++) {
            scene.advanceSeconds(5).see("a", FRONTEND, Outcome.FAILING).see("b", FRONTEND, Outcome.PASSING);
        }
        assertThat(scene.decide().advice()).get().extracting(Proposal::to).isEqualTo(Set.of("b"));
        Instant first = waitsSince(scene);
        assertThat(scene.failing(1, A).decide().advice())
                .get()
                .extracting(Proposal::to)
                .isEqualTo(Set.of("b", "c"));
        assertThat(waitsSince(scene)).isEqualTo(first);
    }

    @Test
    void betweenTheStepsOfAShiftItsWaitGoesOnAndEndsWithIt() {
        Scene scene = steady("a", 50, "b", 50)
                .failover(steps(20, 100))
                .needing(rule())
                .replicas("a", "web", 10, 10)
                .replicas("b", "web", 10, 10);
        scene.failing(3, A).decide();
        Instant wanted = waitsSince(scene);
        scene.replicas("b", "web", 20, 12);
        scene.failing(1, A).act();
        assertThat(scene.advanceSeconds(1).decide().proposal()).isEmpty();
        assertThat(waitsSince(scene)).as("between two steps").isEqualTo(wanted);

        scene.allPass(3).decide();
        assertThat(scene.memory.capacityWait()).as("a is well again").isEmpty();
    }

    @Test
    void aWaitThatEndsSaysWhenAndOneForAReturnIsNotKept() {
        Scene scene = steady("a", 100, "b", 0).needing(rule()).replicas("a", "web", 20, 20);
        Decision waiting = scene.failing(3, A).decide();
        assertThat(waiting.holds().getFirst().message())
                .contains("traffic moves without it at " + scene.now.plus(FIVE_MINUTES));
        scene.allPass(3).decide();
        assertThat(scene.memory.capacityWait()).as("nothing is wanted any more").isEmpty();
    }

    @Test
    void aSpecChangedInMidReturnKeepsTheStepsGoing() {
        Scene scene = steady("a", 100, "b", 0).failback(failback(25, 100));
        scene.failing(3, A).act();
        scene.allPass(3).act();
        scene.allPass(12).act();
        assertThat(scene.plan().stage()).isEqualTo(new Stage.Returning(25));
        scene.spec("spec-2", scene.policy.regions());
        assertThat(scene.act().proposal()).get().extracting(Proposal::kind).isEqualTo(Proposal.Kind.ROLL_OUT);
        assertThat(scene.plan().stage()).isEqualTo(new Stage.Returning(25));
    }

    @Test
    void aSpecChangedAfterAnAbortedShiftEndsItsSteps() {
        Scene scene = steady("a", 50, "b", 50).failover(steps(50, 100));
        scene.failing(3, A).act();
        assertThat(scene.plan().stage()).isInstanceOf(Stage.Evacuating.class);
        scene.allPass(3);
        scene.spec("spec-2", scene.policy.regions());
        assertThat(scene.act().proposal()).get().extracting(Proposal::kind).isEqualTo(Proposal.Kind.ROLL_OUT);
        assertThat(scene.plan().stage()).isEqualTo(new Stage.Settled());
    }

    @Test
    void aStandbyThatHasJustRecoveredGetsItsNewWeightByAReturn() {
        Scene scene = steady("a", 100, "b", 0);
        scene.failing(3, B).act();
        scene.allPass(3).act();
        scene.spec("spec-2", regions("a", 50, "b", 50));
        assertThat(scene.act().proposal()).isPresent();
        assertThat(scene.weights()).isEqualTo(weights("a", 100, "b", 0));
    }

    @Test
    void phases() {
        Scene held = steady("a", 50, "b", 50)
                .failover(new FailoverRule(
                        Quorum.MAJORITY, List.of(100), Duration.ofSeconds(10), Duration.ofSeconds(60), 2));
        assertThat(held.failing(3, A).act().phase()).as("a shift that is held").isEqualTo(Phase.STEADY);

        Scene away = steady("a", 100, "b", 0).failback(failback(25, 100));
        away.failing(3, A).act();
        Published.Present there = (Published.Present) away.published;
        away.published = new Published.Present(there.plan(), true, "drift", there.reason(), there.writtenAt(), true);
        assertThat(away.decide().phase()).as("a repair is no return").isEqualTo(Phase.FAILED_OVER);
        away.published = there;
        away.allPass(3).act();
        assertThat(away.allPass(12).decide().phase()).as("a return begins").isEqualTo(Phase.FAILING_BACK);

        Scene suspended = steady("a", 100, "b", 0).mode(true, Mode.AUTOMATIC);
        assertThat(suspended.failing(3, A).decide().phase())
                .as("nothing is written")
                .isEqualTo(Phase.STEADY);

        Scene gone = steady("a", 100, "b", 0);
        gone.publish(
                new Weights(weights("a", 0, "b", 100)),
                new Stage.Evacuating(50, new Weights(weights("a", 100, "b", 0)), Set.of("a")),
                Reason.REGION_UNHEALTHY);
        assertThat(gone.failing(3, A).decide().phase())
                .as("nothing is left to take away")
                .isEqualTo(Phase.FAILED_OVER);
    }

    @Test
    void whoServesAndIsUnknownHasNotFailed() {
        Scene scene = new Scene(Scene.policy(weights("a", 100, "b", 0)));
        scene.decide();
        scene.publish(new Weights(weights("a", 0, "b", 100)), new Stage.Settled(), Reason.REGION_UNHEALTHY);
        for (int i = 0; i < 3; i++) {
            scene.advanceSeconds(5).see("a", FRONTEND, Outcome.FAILING).see("a", DATABASE, Outcome.PASSING);
        }
        assertThat(scene.decide().phase()).isEqualTo(Phase.FAILED_OVER);
        assertThat(scene.failing(3, A, B).decide().phase()).isEqualTo(Phase.FAILED_OPEN);
    }

    @Test
    void aProcessThatHasJustBegunSaysThatItIsCold() {
        Scene scene = steady("a", 100, "b", 0);
        scene.restart();
        assertThat(scene.decide().reason()).isEqualTo(Reason.COLD_START);
        scene.rounds(3, Outcome.UNKNOWN, A);
        assertThat(scene.decide().reason()).isEqualTo(Reason.REGION_UNKNOWN);
    }
}
