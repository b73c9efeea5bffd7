package io.regionalfailover.decision;

import static io.regionalfailover.decision.Scene.DATABASE;
import static io.regionalfailover.decision.Scene.FRONTEND;
import static io.regionalfailover.decision.Scene.check;
import static io.regionalfailover.decision.Scene.steady;
import static io.regionalfailover.decision.Scene.weights;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who was seen well since a failure began, and by whom. */
class ReceiversTest {
    private static final CheckKey A = new CheckKey("a", FRONTEND);
    private static final CheckKey B = new CheckKey("b", FRONTEND);

    private static Scene threeObservers() {
        Scene scene = new Scene(Scene.policy(weights("a", 100, "b", 0)));
        scene.denominator = 3;
        scene.views.add(new HashMap<>());
        scene.views.add(new HashMap<>());
        scene.publish(new Weights(weights("a", 100, "b", 0)), new Stage.Settled(), Reason.PUBLISHED);
        scene.allPass(4).decide();
        return scene;
    }

    /** One round in which each vantage point sees both front ends as given; the databases pass. */
    private static void round(Scene scene, List<Outcome> ofA, List<Outcome> ofB) {
        scene.advanceSeconds(5).see("a", DATABASE, Outcome.PASSING).see("b", DATABASE, Outcome.PASSING);
        for (int view = 0; view < scene.views.size(); view++) {
            scene.see(view, "a", FRONTEND, ofA.get(view), scene.now);
            scene.see(view, "b", FRONTEND, ofB.get(view), scene.now);
        }
    }

    private static boolean moves(List<Outcome> ofA, List<Outcome> ofB, int rounds) {
        Scene scene = threeObservers();
        for (int i = 0; i < rounds; i++) {
            round(scene, ofA, ofB);
        }
        // The verdict is known from here on; what is seen in the next round was seen since.
        scene.decide();
        round(scene, ofA, ofB);
        return scene.decide().proposal().isPresent();
    }

    @Test
    void aQuorumHasToSeeTheReceiverWell() {
        Outcome fails = Outcome.FAILING;
        Outcome passes = Outcome.PASSING;
        Outcome blind = Outcome.UNKNOWN;
        List<Outcome> all = List.of(fails, fails, fails);
        assertThat(moves(all, List.of(passes, passes, passes), 3)).as("three").isTrue();
        assertThat(moves(all, List.of(blind, passes, passes), 3)).as("two").isTrue();
        assertThat(moves(all, List.of(blind, blind, passes), 3)).as("one").isFalse();
        assertThat(moves(all, List.of(blind, blind, blind), 3)).as("nobody").isFalse();
    }

    @Test
    void whoDoesNotSeeTheFailureCannotSaySince() {
        Outcome fails = Outcome.FAILING;
        Outcome passes = Outcome.PASSING;
        Outcome blind = Outcome.UNKNOWN;
        assertThat(moves(List.of(fails, fails, passes), List.of(passes, blind, passes), 3))
                .as("the second peer sees no failure")
                .isFalse();
        assertThat(moves(List.of(passes, fails, fails), List.of(passes, blind, passes), 3))
                .as("the own observer goes by when it heard of the failure")
                .isTrue();
    }

    @Test
    void clocksOfDifferentObserversAreNeverCompared() {
        for (Duration offset : List.of(Duration.ofHours(-10), Duration.ofHours(10))) {
            Scene scene = steady("a", 100, "b", 0);
            scene.denominator = 2;
            scene.views.add(new HashMap<>());
            for (int i = 0; i < 6; i++) {
                boolean fails = i >= 3;
                scene.advanceSeconds(5);
                Instant itsClock = scene.now.plus(offset);
                for (int view = 0; view < 2; view++) {
                    for (CheckKey key : List.of(A, B, new CheckKey("a", DATABASE), new CheckKey("b", DATABASE))) {
                        if (fails && key.equals(B)) {
                            continue;
                        }
                        Outcome outcome = fails && key.equals(A) ? Outcome.FAILING : Outcome.PASSING;
                        Instant at = view == 0 ? scene.now : itsClock;
                        Observation before = scene.views.get(view).getOrDefault(key, Observation.NONE);
                        scene.views.get(view).put(key, before.then(outcome, at, at, ""));
                    }
                }
                scene.decide();
            }
            assertThat(scene.advanceSeconds(1).act().proposal())
                    .as("b was not seen since")
                    .isEmpty();

            scene.advanceSeconds(4);
            for (int view = 0; view < 2; view++) {
                Instant at = view == 0 ? scene.now : scene.now.plus(offset);
                scene.views.get(view).computeIfPresent(B, (key, before) -> before.then(Outcome.PASSING, at, at, ""));
            }
            assertThat(scene.act().proposal()).as("clock at %s", offset).isPresent();
        }
    }

    @Test
    void whatAReceiverDoesNotHaveCannotFailThere() {
        Scene scene = steady("a", 100, "b", 0);
        scene.spec(
                "spec-1",
                List.of(scene.policy.regions().getFirst(), new RegionRule("b", 0, List.of(check(DATABASE, true)))));
        scene.allPass(3).decide();

        assertThat(scene.failing(3, "a/" + FRONTEND).act().proposal()).isPresent();
        assertThat(scene.weights()).isEqualTo(weights("a", 0, "b", 100));
    }

    @Test
    void theOnlyOneWhoCanTryACheckIsEnoughForItsReceiverToo() {
        Scene scene = threeObservers();
        CheckRule rule = check(FRONTEND, false);
        CheckRule reserved = new CheckRule(
                FRONTEND,
                rule.severity(),
                false,
                rule.failureThreshold(),
                rule.successThreshold(),
                rule.interval(),
                rule.timeout(),
                Optional.of("vantage-0"));
        scene.spec(
                "spec-1",
                List.of(new RegionRule("a", 100, List.of(reserved)), new RegionRule("b", 0, List.of(reserved))));
        for (int i = 0; i < 3; i++) {
            round(
                    scene,
                    List.of(Outcome.FAILING, Outcome.UNKNOWN, Outcome.UNKNOWN),
                    List.of(Outcome.PASSING, Outcome.UNKNOWN, Outcome.UNKNOWN));
            scene.decide();
        }
        assertThat(scene.decide().proposal()).isPresent();
    }

    @Test
    void aReceiverThatCannotBeSeenAnyMoreGetsNothing() {
        Scene scene = steady("a", 100, "b", 0);
        for (int i = 0; i < 3; i++) {
            scene.advanceSeconds(5).see("a", DATABASE, Outcome.PASSING).see("b", DATABASE, Outcome.PASSING);
            scene.see("a", FRONTEND, Outcome.FAILING).see("b", FRONTEND, Outcome.UNKNOWN);
        }
        Decision decision = scene.act();
        assertThat(decision.proposal()).isEmpty();
        assertThat(decision.holds()).extracting(Hold::reason).containsExactly(Reason.COMMON_CAUSE);
    }

    @Test
    void aRegionThatNobodyHasJudgedGetsNothingAlsoByOrder() {
        Scene scene = steady("a", 100, "b", 0);
        scene.spec(
                "spec-1",
                List.of(scene.policy.regions().getFirst(), new RegionRule("new", 0, List.of(check(FRONTEND, false)))));
        scene.order(Order.Kind.DRAIN, "a", false);

        Decision decision = scene.act();

        assertThat(decision.proposal()).isEmpty();
        assertThat(decision.holds()).extracting(Hold::reason).containsExactly(Reason.NO_HEALTHY_REGION);
    }
}
