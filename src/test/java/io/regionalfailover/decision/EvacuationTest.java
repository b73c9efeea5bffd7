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
import java.util.Set;
import org.junit.jupiter.api.Test;

class EvacuationTest {
    private static final String A = "a/" + FRONTEND;
    private static final String B = "b/" + FRONTEND;

    private static FailoverRule steps(int least, Integer... steps) {
        return new FailoverRule(Quorum.MAJORITY, List.of(steps), Duration.ofSeconds(10), Duration.ofSeconds(60), least);
    }

    private static Reason held(Decision decision) {
        assertThat(decision.proposal()).isEmpty();
        assertThat(decision.holds()).isNotEmpty();
        return decision.holds().getFirst().reason();
    }

    @Test
    void whatIsLostGoesToTheOthersInProportionToTheirSteadyWeights() {
        Scene scene = steady("a", 50, "b", 30, "c", 20);
        scene.failing(3, A).act();
        assertThat(scene.weights()).isEqualTo(weights("a", 0, "b", 60, "c", 40));
    }

    @Test
    void eachStepTakesItsPartOfTheShareBeforeTheShift() {
        Scene scene = steady("a", 50, "b", 30, "c", 20).failover(steps(1, 20, 50, 100));
        scene.failing(3, A).act();
        assertThat(scene.weights()).isEqualTo(weights("a", 40, "b", 36, "c", 24));
        assertThat(scene.plan().stage()).isInstanceOf(Stage.Evacuating.class);

        Decision waiting = scene.decide();
        assertThat(held(waiting)).isEqualTo(Reason.FAILOVER_STEP);
        assertThat(waiting.phase()).isEqualTo(Phase.FAILING_OVER);
        assertThat(waiting.recheckAt()).contains(scene.now.plusSeconds(10));

        scene.failing(2, A).act();
        assertThat(scene.weights()).isEqualTo(weights("a", 25, "b", 45, "c", 30));
        scene.failing(2, A).act();
        assertThat(scene.weights()).isEqualTo(weights("a", 0, "b", 60, "c", 40));
        assertThat(scene.plan().stage()).isEqualTo(new Stage.Settled());
    }

    @Test
    void theNextStepWaitsUntilTheLastIsInForce() {
        Scene scene = steady("a", 50, "b", 50).failover(steps(1, 50, 100));
        scene.failing(3, A);
        scene.apply(scene.decide().proposal().orElseThrow(), false);

        assertThat(held(scene.failing(10, A).decide())).isEqualTo(Reason.AWAITING_PROPAGATION);
    }

    @Test
    void aSourceThatJoinsDoesNotWaitAndCountsFromWhatIsPublished() {
        Scene scene = steady("a", 40, "b", 40, "c", 20).failover(steps(1, 50, 100));
        scene.failing(3, A).act();
        assertThat(scene.weights()).isEqualTo(weights("a", 20, "b", 53, "c", 27));

        scene.order(Order.Kind.DRAIN, "b", false);
        Decision decision = scene.act();

        assertThat(decision.proposal()).isPresent();
        assertThat(scene.weights()).isEqualTo(weights("a", 10, "b", 26, "c", 64));
    }

    @Test
    void aSourceThatRecoversMidwayIsNotGivenBackWhatItLost() {
        Scene scene = steady("a", 40, "b", 40, "c", 20).failover(steps(1, 50, 100));
        scene.failing(3, A, B).act();
        assertThat(scene.weights()).isEqualTo(weights("a", 20, "b", 20, "c", 60));

        scene.failing(3, A).act();

        assertThat(scene.weights())
                .as("b takes its part of what a loses now, and nothing more")
                .isEqualTo(weights("a", 10, "b", 27, "c", 63));
    }

    @Test
    void everythingGoesAtOnceWhenNobodyWhoServesIsHealthy() {
        Scene scene = steady("a", 100, "b", 0).failover(steps(1, 10, 100));
        scene.failing(3, A).act();
        assertThat(scene.weights()).isEqualTo(weights("a", 0, "b", 100));
    }

    @Test
    void aDrainOfAHealthyRegionGoesInSteps() {
        Scene scene = steady("a", 100, "b", 0).failover(steps(1, 10, 100));
        scene.order(Order.Kind.DRAIN, "a", false);
        assertThat(scene.act().reason()).isEqualTo(Reason.REGION_DRAINED);
        assertThat(scene.weights()).isEqualTo(weights("a", 90, "b", 10));
    }

    @Test
    void whatWasHeldBackBeginsOnlyWhileEnoughSeeItFail() {
        Scene scene = ofTwo(steady("a", 50, "b", 50));
        scene.isolated = true;
        scene.failing(3, A).act();
        scene.isolated = false;
        seenByTheSecondOnly(scene);

        Decision decision = scene.act();
        assertThat(held(decision)).isEqualTo(Reason.NO_QUORUM);
        assertThat(decision.regions().getFirst().inForce()).isEqualTo(RegionHealth.UNHEALTHY);

        scene.failing(3, A).act();
        assertThat(scene.weights()).isEqualTo(weights("a", 0, "b", 100));
    }

    @Test
    void aShiftGoesOnOnlyWhileEnoughSeeItFail() {
        Scene scene = ofTwo(steady("a", 50, "b", 50)).failover(steps(1, 50, 100));
        scene.failing(3, A).act();
        seenByTheSecondOnly(scene);
        assertThat(held(scene.advanceSeconds(10).act())).isEqualTo(Reason.NO_QUORUM);
        assertThat(scene.weights()).isEqualTo(weights("a", 25, "b", 75));

        scene.failing(3, A).act();
        assertThat(scene.weights()).isEqualTo(weights("a", 0, "b", 100));
    }

    @Test
    void whatWaitsForRoomGoesOnThoughTheRegionPassesNowAndThen() {
        Scene scene = ofTwo(steady("a", 50, "b", 50));
        scene.isolated = true;
        scene.failing(3, A).act();
        scene.isolated = false;
        seenByTheSecondOnly(scene);
        Memory memory = scene.memory;

        assertThat(held(waitingFor(scene, memory, Proposal.Kind.RETURN, "a").decide()))
                .isEqualTo(Reason.NO_QUORUM);
        assertThat(held(waitingFor(scene, memory, Proposal.Kind.EVACUATE, "b").decide()))
                .isEqualTo(Reason.NO_QUORUM);
        assertThat(waitingFor(scene, memory, Proposal.Kind.EVACUATE, "a")
                        .decide()
                        .proposal())
                .isPresent();
    }

    private static Scene waitingFor(Scene scene, Memory memory, Proposal.Kind kind, String region) {
        scene.memory = new Memory(
                memory.verdicts(),
                memory.regions(),
                memory.zoneRead(),
                memory.warm(),
                Optional.of(new Memory.CapacityWait(kind, Set.of(region), scene.now)));
        return scene;
    }

    @Test
    void whatOneOfTwoSeesMovesNothingAndIsSaid() {
        Scene scene = ofTwo(steady("a", 50, "b", 50));
        for (int i = 0; i < 3; i++) {
            seenByTheSecondOnly(scene);
        }

        Decision decision = scene.act();

        assertThat(held(decision)).isEqualTo(Reason.NO_QUORUM);
        assertThat(decision.phase()).isEqualTo(Phase.STEADY);
        assertThat(decision.holds().getFirst().message())
                .isEqualTo("a keeps its traffic: frontend: NXDOMAIN for db.a (1 of 2 vantage points), 2 are needed");
    }

    private static Scene ofTwo(Scene scene) {
        scene.denominator = 2;
        scene.views.add(new HashMap<>(scene.views.getFirst()));
        return scene;
    }

    private static void seenByTheSecondOnly(Scene scene) {
        scene.advanceSeconds(5);
        scene.see(0, "a", FRONTEND, Outcome.PASSING, scene.now);
        scene.see(1, "a", FRONTEND, Outcome.FAILING, scene.now);
    }

    /** The plan bears the hash of a spec that only others have. */
    @Test
    void theStepsOfAShiftWaitAlsoUnderOthersSpec() {
        Scene scene = steady("a", 50, "b", 50).failover(steps(1, 50, 100));
        scene.skew = true;
        String own = scene.policy.specHash();
        scene.spec("spec-of-others", scene.policy.regions());
        scene.publish(new Weights(weights("a", 50, "b", 50)), new Stage.Settled(), Reason.PUBLISHED);
        Proposal first = scene.failing(3, A).decide().proposal().orElseThrow();
        scene.apply(first, true);
        scene.spec(own, scene.policy.regions());
        assertThat(scene.weights()).isEqualTo(weights("a", 25, "b", 75));

        assertThat(held(scene.failing(1, A).decide())).isEqualTo(Reason.FAILOVER_STEP);
        assertThat(scene.failing(2, A).decide().proposal().orElseThrow().weights())
                .isEqualTo(new Weights(weights("a", 0, "b", 100)));
    }

    @Test
    void aRescueWaitsForNothing() {
        Scene scene = steady("a", 100, "b", 0);
        scene.failback(new FailbackRule(true, Duration.ofHours(1), List.of(10, 100), Duration.ofMinutes(5)));
        scene.blocked = Optional.of(new Facts.BlockedWindow("business hours", scene.now.plusSeconds(9999)));
        scene.failing(3, A, B).act();
        scene.past = new Past(Optional.of(scene.now), Optional.of(scene.now), scene.now);

        scene.failing(3, A).act();

        assertThat(scene.weights()).isEqualTo(weights("a", 0, "b", 100));
    }

    @Test
    void theFirstInOrderOfPreferenceTakesItWhenNobodyElseServes() {
        Scene scene = steady("a", 100, "b", 0, "c", 0);
        scene.failing(3, A, B).act();
        assertThat(scene.weights()).isEqualTo(weights("a", 0, "b", 0, "c", 100));
    }

    @Test
    void aRegionThatFailsOnlyForACommonCauseTakesTrafficFromOneThatFailsMore() {
        Scene scene = steady("a", 100, "b", 0);
        scene.failing(3, "a/" + DATABASE, "b/" + DATABASE, A).act();
        assertThat(scene.weights()).isEqualTo(weights("a", 0, "b", 100));
    }

    @Test
    void aShiftStopsWhenItsCauseTurnsOutToBeShared() {
        Scene scene = steady("a", 50, "b", 50).failover(steps(1, 50, 100));
        scene.failing(3, "a/" + DATABASE).act();
        assertThat(scene.weights()).isEqualTo(weights("a", 25, "b", 75));

        Decision decision = scene.failing(4, "a/" + DATABASE, "b/" + DATABASE).act();

        assertThat(held(decision)).isEqualTo(Reason.COMMON_CAUSE);
        assertThat(decision.phase()).isEqualTo(Phase.FAILING_OVER);
        assertThat(scene.weights()).isEqualTo(weights("a", 25, "b", 75));
    }

    @Test
    void noTrafficGoesToARegionThatWasNotSeenWellSince() {
        Scene scene = steady("a", 100, "b", 0);
        for (int i = 0; i < 3; i++) {
            scene.advanceSeconds(5).see("a", FRONTEND, Outcome.FAILING).see("a", DATABASE, Outcome.PASSING);
        }
        assertThat(held(scene.act())).isEqualTo(Reason.COMMON_CAUSE);

        scene.advanceSeconds(1).see("b", FRONTEND, Outcome.PASSING);
        assertThat(scene.act().proposal()).isPresent();
    }

    @Test
    void nobodyIsMovedWhenAnOutageThatAllSharedEnds() {
        Scene scene = steady("a", 100, "b", 0);
        scene.failing(2, "a/" + DATABASE, "b/" + DATABASE);
        scene.advanceSeconds(3).see("a", DATABASE, Outcome.FAILING);
        scene.act();
        scene.advanceSeconds(2).see("b", DATABASE, Outcome.PASSING);

        assertThat(scene.act().proposal()).isEmpty();
    }

    @Test
    void aRegionMayBeLeftForOneThatFailedAndIsWellAgainWhileItFailsOn() {
        Scene scene = steady("a", 100, "b", 0);
        scene.failing(2, "a/" + DATABASE, "b/" + DATABASE);
        assertThat(scene.failing(2, "a/" + DATABASE).act().proposal()).isEmpty();
        assertThat(scene.failing(1, "a/" + DATABASE).act().proposal()).isPresent();
    }

    @Test
    void aShiftThatLeavesTooFewIsHeldAndCanBeForced() {
        Scene scene = steady("a", 50, "b", 50).failover(steps(2, 100));
        Decision decision = scene.failing(3, A).act();
        assertThat(held(decision)).isEqualTo(Reason.TOO_FEW_REGIONS);
        assertThat(decision.advice())
                .get()
                .extracting(Proposal::weights)
                .isEqualTo(new Weights(weights("a", 0, "b", 100)));

        scene.order(Order.Kind.AWAY_FROM, "a", false);
        assertThat(held(scene.act())).isEqualTo(Reason.TOO_FEW_REGIONS);
        scene.order(Order.Kind.AWAY_FROM, "a", true);
        assertThat(scene.act().reason()).isEqualTo(Reason.TRAFFIC_SHIFT_ORDERED);
        assertThat(scene.weights()).isEqualTo(weights("a", 0, "b", 100));
    }

    @Test
    void velocityHoldsOneRegionAndNotAnothersDrain() {
        Scene scene = steady("a", 50, "b", 30, "c", 20);
        scene.velocity = new Velocity(Map.of("a", 5, "x", 6), 20, 1);
        scene.order(Order.Kind.DRAIN, "b", false);

        Decision decision = scene.failing(3, A).act();

        assertThat(decision.proposal()).get().extracting(Proposal::from).isEqualTo(Set.of("b"));
        assertThat(decision.holds()).extracting(Hold::reason).containsExactly(Reason.VELOCITY_LIMITED);
        assertThat(scene.weights()).isEqualTo(weights("a", 50, "b", 0, "c", 50));
    }

    @Test
    void velocityLetsAHandfulAndTheFirstRegionThrough() {
        Map<String, Map<String, Integer>> free = Map.of(
                "a handful", Map.of("x", 9, "a", 4),
                "the first region", Map.of("a", 9),
                "nobody beyond", Map.of("a", 5, "x", 5));
        free.forEach((why, counts) -> {
            Scene scene = steady("a", 100, "b", 0);
            scene.velocity = new Velocity(counts, 20, 1);
            assertThat(scene.failing(3, A).act().proposal()).as(why).isPresent();
        });
    }

    /** By what all agreed on once, one alone moves nobody later. */
    @Test
    void velocityHoldsARegionThatIsOneOfTooManyBeyondTheHandful() {
        Scene scene = steady("a", 100, "b", 0);
        scene.velocity = new Velocity(Map.of("x", 9, "a", 9), 20, 1);
        assertThat(held(scene.failing(3, A).act())).isEqualTo(Reason.VELOCITY_LIMITED);

        scene.velocity = new Velocity(Map.of("x", 9, "a", 9), 20, 2);
        assertThat(scene.failing(1, A).act().proposal()).isPresent();
    }

    @Test
    void aProposalSaysWhichEvacuationsHealthBeginsWithIt() {
        Scene scene = steady("a", 50, "b", 30, "c", 20).failover(steps(1, 50, 100));
        scene.order(Order.Kind.DRAIN, "b", false);
        Proposal first = scene.failing(3, A).decide().proposal().orElseThrow();
        assertThat(first.from()).isEqualTo(Set.of("a", "b"));
        assertThat(first.beginsByHealth()).isEqualTo(Set.of("a"));
        assertThat(first.unanimous()).as("one vantage point is not enough").isFalse();

        scene.act();
        Proposal second = scene.failing(2, A).decide().proposal().orElseThrow();
        assertThat(second.from()).isEqualTo(Set.of("a", "b"));
        assertThat(second.beginsByHealth()).isEmpty();
    }

    @Test
    void unanimityOfAtLeastTwoIsSaid() {
        Scene scene = steady("a", 100, "b", 0);
        scene.denominator = 2;
        scene.views.add(new HashMap<>());
        scene.allPass(4).decide();

        Proposal proposal = scene.failing(3, A).decide().proposal().orElseThrow();
        assertThat(proposal.beginsByHealth()).isEqualTo(Set.of("a"));
        assertThat(proposal.unanimous()).isTrue();
    }

    @Test
    void unanimityOfAtLeastTwoPassesTheVelocityLimit() {
        Scene scene = steady("a", 100, "b", 0);
        scene.velocity = new Velocity(Map.of("a", 5, "x", 9), 20, 1);
        scene.denominator = 2;
        scene.views.add(new HashMap<>());
        scene.allPass(4).decide();

        assertThat(scene.failing(3, A).act().proposal()).isPresent();
    }

    @Test
    void aDrainWithoutAnotherHealthyRegionLeavesTheLastAnswers() {
        Scene scene = steady("a", 100, "b", 0);
        scene.failing(3, B).act();
        scene.order(Order.Kind.DRAIN, "a", false);

        Decision decision = scene.act();

        assertThat(held(decision)).isEqualTo(Reason.NO_HEALTHY_REGION);
        assertThat(decision.phase()).isEqualTo(Phase.STEADY);
    }

    @Test
    void standbysThatServeShareByWhatTheyHave() {
        Scene scene = steady("a", 100, "b", 0, "c", 0);
        scene.publish(new Weights(weights("a", 40, "b", 40, "c", 20)), new Stage.Settled(), Reason.PUBLISHED);
        scene.failing(3, A).act();
        assertThat(scene.weights()).isEqualTo(weights("a", 0, "b", 67, "c", 33));
    }

    @Test
    void failingAgainWithinTheHourOfItsReturnIsARelapse() {
        assertThat(relapsesAfter(Optional.of(Duration.ofMinutes(59)))).isEqualTo(3);
        assertThat(relapsesAfter(Optional.of(Duration.ofMinutes(61)))).isZero();
        assertThat(relapsesAfter(Optional.empty())).isEqualTo(2);
    }

    private static int relapsesAfter(Optional<Duration> sinceReturn) {
        Scene scene = steady("a", 100, "b", 0);
        Plan plan = scene.plan();
        scene.published = new Published.Present(
                new Plan(2, "n", plan.specHash(), plan.weights(), plan.stage(), 2, List.of()),
                false,
                "",
                Optional.empty(),
                Optional.of(scene.now),
                true);
        scene.failing(3, A);
        Optional<Instant> lastReturn = sinceReturn.map(scene.now::minus);
        scene.past = new Past(Optional.empty(), lastReturn, Scene.START);
        scene.act();
        return scene.plan().relapses();
    }
}
