package io.regionalfailover.decision;

import static io.regionalfailover.decision.Scene.FRONTEND;
import static io.regionalfailover.decision.Scene.check;
import static io.regionalfailover.decision.Scene.steady;
import static io.regionalfailover.decision.Scene.weights;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UpkeepTest {
    private static final String A = "a/" + FRONTEND;

    private static List<RegionRule> regions(Object... pairs) {
        List<RegionRule> regions = new ArrayList<>();
        weights(pairs)
                .forEach((name, weight) -> regions.add(new RegionRule(name, weight, List.of(check(FRONTEND, false)))));
        return regions;
    }

    private static Proposal rolledOut(Scene scene) {
        Proposal proposal = scene.act().proposal().orElseThrow();
        assertThat(proposal.kind()).isEqualTo(Proposal.Kind.ROLL_OUT);
        assertThat(scene.plan().specHash()).isEqualTo("spec-2");
        return proposal;
    }

    @Test
    void newEndpointsAreWrittenWithTheSameWeights() {
        Scene scene = steady("a", 100, "b", 0);
        scene.failing(3, A).act();
        scene.spec("spec-2", scene.policy.regions());

        Proposal proposal = rolledOut(scene);

        assertThat(proposal.weights().byRegion()).isEqualTo(weights("a", 0, "b", 100));
        assertThat(proposal.from()).isEmpty();
        assertThat(scene.decide().proposal()).isEmpty();
    }

    @Test
    void newWeightsCountAtOnceWhenAllWasAndIsWell() {
        Scene scene = steady("a", 100, "b", 0);
        scene.spec("spec-2", regions("a", 50, "b", 50));
        assertThat(rolledOut(scene).reason()).isEqualTo(Reason.SPEC_CHANGED);
        assertThat(scene.weights()).isEqualTo(weights("a", 50, "b", 50));
    }

    @Test
    void newWeightsComeByReturnWhenSomethingWasOutOfPlace() {
        Scene scene = steady("a", 100, "b", 0);
        scene.failing(3, A).act();
        scene.allPass(3).act();
        scene.spec("spec-2", regions("a", 50, "b", 50));

        assertThat(rolledOut(scene).reason()).isEqualTo(Reason.SPEC_CHANGED_IN_SHIFT);
        assertThat(scene.weights()).isEqualTo(weights("a", 0, "b", 100));

        scene.spec("spec-3", regions("a", 50, "b", 50));
        assertThat(scene.act().reason()).isEqualTo(Reason.SPEC_CHANGED_IN_SHIFT);
        assertThat(scene.weights()).isEqualTo(weights("a", 0, "b", 100));
        for (int i = 0; i < 100; i++) {
            scene.allPass(1).act();
        }
        assertThat(scene.weights()).isEqualTo(weights("a", 50, "b", 50));
    }

    @Test
    void newWeightsComeByReturnWhenNobodyKnowsWhyThePlanWasMade() {
        Scene scene = steady("a", 100, "b", 0);
        scene.restart();
        scene.allPass(4).decide();
        scene.spec("spec-2", regions("a", 50, "b", 50));
        rolledOut(scene);
        assertThat(scene.weights()).isEqualTo(weights("a", 100, "b", 0));
    }

    @Test
    void aNewRegionEntersByTheRulesOfAReturn() {
        Scene scene = steady("a", 100, "b", 0);
        scene.spec("spec-2", regions("a", 50, "b", 0, "new", 50));
        rolledOut(scene);
        assertThat(scene.weights()).isEqualTo(weights("a", 100, "b", 0, "new", 0));
        scene.allPass(3).decide();
        assertThat(scene.decide().holds()).extracting(Hold::reason).containsExactly(Reason.STABILIZING);
        List<Map<String, Integer>> seen = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            scene.allPass(1).act().proposal().ifPresent(proposal -> seen.add(scene.weights()));
        }
        assertThat(seen)
                .containsExactly(
                        weights("a", 88, "b", 0, "new", 12),
                        weights("a", 75, "b", 0, "new", 25),
                        weights("a", 50, "b", 0, "new", 50));
    }

    @Test
    void aNewRegionIsNotCalledUnhealthyBeforeItWasJudged() {
        Scene scene = steady("a", 100, "b", 0);
        scene.spec("spec-2", regions("a", 50, "b", 0, "new", 50));
        scene.act();
        Decision decision = scene.allPass(1).act();
        assertThat(decision.regions().getLast().inForce()).isEqualTo(RegionHealth.UNKNOWN);
        assertThat(decision.reason()).isEqualTo(Reason.REGION_UNKNOWN);
    }

    @Test
    void aRemovedRegionDrainsInSteps() {
        Scene scene = steady("a", 50, "b", 50)
                .failover(new FailoverRule(
                        Quorum.MAJORITY, List.of(50, 100), Duration.ofSeconds(10), Duration.ofSeconds(60), 2));
        scene.spec("spec-2", regions("b", 100, "c", 0));

        Decision first = scene.act();
        assertThat(first.reason()).isEqualTo(Reason.REGION_REMOVED);
        assertThat(scene.weights()).isEqualTo(weights("b", 75, "c", 0, "a", 25));
        scene.allPass(2).act();
        assertThat(scene.weights()).isEqualTo(weights("b", 100, "c", 0));
        assertThat(scene.decide().proposal()).isEmpty();
    }

    @Test
    void aRemovedRegionKeepsItsTrafficUntilTheOthersWereLookedAt() {
        Scene scene = steady("a", 50, "b", 50);
        scene.restart();
        scene.spec("spec-2", regions("b", 100, "c", 0));

        assertThat(scene.act().reason()).isEqualTo(Reason.SPEC_CHANGED_IN_SHIFT);
        assertThat(scene.weights()).isEqualTo(weights("b", 50, "c", 0, "a", 50));
        assertThat(scene.decide().reason()).isEqualTo(Reason.REGION_UNKNOWN);
        scene.allPass(3).act();
        assertThat(scene.weights()).isEqualTo(weights("b", 100, "c", 0));
    }

    @Test
    void aRemovedRegionGivesNothingToWhoIsNotSeenToBeWell() {
        Scene scene = steady("a", 40, "b", 40, "c", 20);
        scene.rounds(3, Outcome.UNKNOWN, "b/frontend").act();
        scene.spec("spec-2", regions("a", 40, "b", 40));

        scene.act();

        assertThat(scene.weights()).as("60% and 40%").isEqualTo(weights("a", 96, "b", 64));
    }

    @Test
    void whoDoubtsItselfRemovesNothing() {
        Scene scene = steady("a", 50, "b", 50);
        scene.isolated = true;
        scene.spec("spec-2", regions("b", 100));

        Decision decision = scene.act();

        assertThat(scene.weights()).isEqualTo(weights("b", 50, "a", 50));
        assertThat(decision.holds()).extracting(Hold::reason).contains(Reason.OBSERVER_ISOLATED);
    }

    /** Of two that do not hear each other each sees it fail, and the verdict stands. */
    @Test
    void newWeightsGiveNothingToARegionThatSomebodySeesFail() {
        Scene scene = steady("a", 50, "b", 50);
        scene.denominator = 2;
        scene.failing(3, "a/frontend").decide();
        scene.spec("spec-2", regions("a", 80, "b", 20));

        assertThat(scene.act().reason()).isEqualTo(Reason.SPEC_CHANGED_IN_SHIFT);
        assertThat(scene.weights()).isEqualTo(weights("a", 50, "b", 50));
    }

    @Test
    void aRemovedRegionGivesNothingToWhoIsDisputed() {
        Scene scene = steady("a", 40, "b", 40, "c", 20);
        scene.denominator = 2;
        scene.failing(3, "b/frontend").decide();
        scene.spec("spec-2", regions("a", 40, "b", 40));

        scene.act();

        assertThat(scene.weights()).isEqualTo(weights("a", 96, "b", 64));
    }

    @Test
    void aReturnEndsWhereTheChangedSpecWantsWhatIsPublished() {
        Scene scene = steady("a", 100, "b", 100);
        scene.publish(new Weights(weights("a", 100, "b", 50)), new Stage.Returning(50), Reason.FAILBACK_STEP);
        scene.spec("spec-2", regions("a", 100, "b", 50));

        assertThat(scene.act().reason()).isEqualTo(Reason.SPEC_CHANGED);
        assertThat(scene.plan().stage()).isEqualTo(new Stage.Settled());
    }

    /** A name that is new in the spec would have nobody to answer for it. */
    @Test
    void aSpecOfWhichNobodyServesIsPublishedWhenSomebodyMay() {
        Scene scene = steady("a", 100, "b", 0);
        scene.restart();
        scene.spec("spec-2", regions("b", 100, "c", 0));

        Decision decision = scene.act();
        assertThat(decision.proposal()).isEmpty();
        assertThat(decision.holds())
                .extracting(Hold::message)
                .anySatisfy(
                        message -> assertThat(message).contains("all traffic is at a=100, which is no longer in it"));
        assertThat(scene.allPass(3).act().reason()).isEqualTo(Reason.REGION_REMOVED);
        assertThat(scene.weights()).isEqualTo(weights("b", 100, "c", 0));
    }

    @Test
    void aSpecChangedInMidShiftGoesOnFromWhatIsPublished() {
        Scene scene = steady("a", 50, "b", 50)
                .failover(new FailoverRule(
                        Quorum.MAJORITY, List.of(50, 100), Duration.ofSeconds(10), Duration.ofSeconds(60), 1));
        scene.failing(3, A).act();
        assertThat(scene.weights()).isEqualTo(weights("a", 25, "b", 75));
        scene.spec("spec-2", scene.policy.regions());

        Proposal proposal = scene.act().proposal().orElseThrow();
        assertThat(proposal.kind()).isEqualTo(Proposal.Kind.EVACUATE);
        assertThat(scene.weights()).isEqualTo(weights("a", 12, "b", 88));
    }

    @Test
    void driftIsRepairedWithThePlansOwnWeights() {
        Scene scene = steady("a", 100, "b", 0);
        scene.published = new Published.Present(
                scene.plan(), true, "a is 50 and not 100", Optional.empty(), Optional.of(scene.now), true);

        Proposal proposal = scene.act().proposal().orElseThrow();

        assertThat(proposal.kind()).isEqualTo(Proposal.Kind.REPAIR);
        assertThat(proposal.reason()).isEqualTo(Reason.DRIFT_REPAIRED);
        assertThat(proposal.message()).contains("a is 50 and not 100");
        assertThat(proposal.weights().byRegion()).isEqualTo(weights("a", 100, "b", 0));
    }

    @Test
    void anEvacuationIsMoreUrgentThanARepair() {
        Scene scene = steady("a", 100, "b", 0);
        scene.published = new Published.Present(
                scene.plan(), true, "a is 50 and not 100", Optional.empty(), Optional.of(scene.now), true);
        assertThat(scene.failing(3, A).act().proposal())
                .get()
                .extracting(Proposal::kind)
                .isEqualTo(Proposal.Kind.EVACUATE);
    }

    @Test
    void whoHoldsAnotherSpecThanItsPeersOnlyEvacuates() {
        Scene scene = steady("a", 100, "b", 0);
        scene.skew = true;
        scene.spec("spec-2", scene.policy.regions());
        Decision decision = scene.act();
        assertThat(decision.proposal()).isEmpty();
        assertThat(decision.reason()).isEqualTo(Reason.SPEC_SKEW);
        assertThat(scene.failing(3, A).act().proposal()).isPresent();
    }

    @Test
    void aPlanInWhichNobodyHasWeightIsPublishedAnew() {
        Scene scene = steady("a", 100, "b", 0);
        scene.publish(new Weights(weights("a", 0, "b", 0)), new Stage.Settled(), Reason.PUBLISHED);
        assertThat(scene.act().proposal()).get().extracting(Proposal::kind).isEqualTo(Proposal.Kind.PUBLISH);
        assertThat(scene.weights()).isEqualTo(weights("a", 100, "b", 0));
    }
}
