package io.regionalfailover.decision;

import static io.regionalfailover.decision.Scene.DATABASE;
import static io.regionalfailover.decision.Scene.FRONTEND;
import static io.regionalfailover.decision.Scene.check;
import static io.regionalfailover.decision.Scene.steady;
import static io.regionalfailover.decision.Scene.weights;
import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.decision.RegionJudgement.CheckJudgement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How many attempts a verdict needs, when it began, and what is taken over where there were none. */
class StreaksTest {
    private static final String EAST = "east/" + FRONTEND;

    private static RegionJudgement east(Decision decision) {
        return decision.regions().getFirst();
    }

    private static CheckJudgement frontend(Decision decision) {
        return east(decision).checks().getFirst();
    }

    /** Two regions whose only check fails after 2 and passes after 5. */
    private static Scene slowToPass(int eastWeight, int westWeight) {
        Scene scene = new Scene(Scene.policy(weights("east", 100, "west", 100)));
        CheckRule slow =
                new CheckRule(FRONTEND, Severity.CRITICAL, false, 2, 5, Duration.ofSeconds(5), Duration.ofSeconds(2));
        scene.spec(
                "spec-1",
                List.of(new RegionRule("east", 100, List.of(slow)), new RegionRule("west", 100, List.of(slow))));
        if (eastWeight + westWeight > 0) {
            scene.publish(
                    new Weights(weights("east", eastWeight, "west", westWeight)),
                    new Stage.Settled(),
                    Reason.PUBLISHED);
        }
        return scene;
    }

    private static int passesUntilHealthy(Scene scene) {
        for (int passes = 1; passes < 10; passes++) {
            if (east(scene.allPass(1).decide()).health() == RegionHealth.HEALTHY) {
                return passes;
            }
        }
        throw new AssertionError("never healthy");
    }

    @Test
    void theSmallerThresholdIsEnoughOnlyWhereNothingSpeaksAgainstIt() {
        assertThat(passesUntilHealthy(slowToPass(0, 0))).as("nothing published").isEqualTo(2);
        assertThat(passesUntilHealthy(slowToPass(100, 100))).as("it serves").isEqualTo(2);
        assertThat(passesUntilHealthy(slowToPass(0, 200)))
                .as("it lost its weight")
                .isEqualTo(5);

        Scene unread = slowToPass(0, 0);
        unread.published = new Published.Unread(Reason.DNS_UNAVAILABLE, "no answer");
        assertThat(passesUntilHealthy(unread)).as("nobody knows yet").isEqualTo(5);

        Scene failed = slowToPass(100, 100);
        failed.allPass(2).decide();
        failed.failing(2, EAST).decide();
        assertThat(passesUntilHealthy(failed)).as("it failed").isEqualTo(5);
    }

    @Test
    void onlyARegionThatLostItsSteadyWeightIsTakenForUnhealthy() {
        Scene standby = new Scene(Scene.policy(weights("east", 0, "west", 100)));
        standby.publish(new Weights(weights("east", 0, "west", 100)), new Stage.Settled(), Reason.PUBLISHED);
        assertThat(east(standby.decide()).inForce()).as("a standby").isEqualTo(RegionHealth.UNKNOWN);

        Scene added = new Scene(Scene.policy(weights("east", 100, "west", 100)));
        added.publish(new Weights(weights("west", 100)), new Stage.Settled(), Reason.PUBLISHED);
        assertThat(east(added.decide()).inForce()).as("not in the plan").isEqualTo(RegionHealth.UNKNOWN);

        Scene nobody = new Scene(Scene.policy(weights("east", 100, "west", 100)));
        nobody.publish(new Weights(weights("east", 0, "west", 0)), new Stage.Settled(), Reason.PUBLISHED);
        assertThat(east(nobody.decide()).inForce()).as("nobody has any").isEqualTo(RegionHealth.UNKNOWN);
    }

    @Test
    void aCheckThatIsAddedTakesOverItsRegionsVerdict() {
        for (boolean fails : List.of(true, false)) {
            Scene scene = steady("east", 0, "west", 100);
            if (fails) {
                scene.failing(3, EAST);
            }
            scene.decide();
            scene.spec(
                    "spec-2",
                    List.of(
                            new RegionRule("east", 0, List.of(check("new", false))),
                            scene.policy.regions().getLast()));

            assertThat(east(scene.decide()).inForce()).isEqualTo(fails ? RegionHealth.UNHEALTHY : RegionHealth.HEALTHY);
        }
    }

    @Test
    void aVerdictBeginsWithTheFirstAttemptOfItsStreakAndStays() {
        Scene scene = steady("east", 100, "west", 0);
        scene.failing(1, EAST);
        Instant first = scene.now;
        assertThat(frontend(scene.failing(2, EAST).decide()).since()).isEqualTo(first);
        assertThat(frontend(scene.failing(4, EAST).decide()).since()).isEqualTo(first);
        assertThat(frontend(scene.allPass(1).decide()).since()).as("one pass").isEqualTo(first);
        assertThat(frontend(scene.failing(3, EAST).decide()).since())
                .as("the verdict was never another")
                .isEqualTo(first);
        scene.allPass(1);
        Instant passes = scene.now;
        assertThat(frontend(scene.allPass(2).decide()).since()).isEqualTo(passes);
    }

    @Test
    void aVerdictOfOthersBeginsWhenItIsHeardOf() {
        Scene scene = steady("east", 100, "west", 0);
        scene.denominator = 3;
        scene.views.add(new HashMap<>(scene.views.getFirst()));
        scene.views.add(new HashMap<>(scene.views.getFirst()));
        scene.decide();
        CheckKey key = new CheckKey("east", FRONTEND);
        for (int i = 0; i < 3; i++) {
            scene.allPass(1);
            for (int peer = 1; peer < 3; peer++) {
                Instant itsClock = scene.now.minus(Duration.ofHours(10));
                scene.views.get(peer).put(key, Observation.NONE);
                for (int attempt = 0; attempt <= i; attempt++) {
                    scene.see(peer, "east", FRONTEND, Outcome.FAILING, itsClock);
                }
            }
        }
        Decision decision = scene.decide();
        assertThat(east(decision).health()).isEqualTo(RegionHealth.UNHEALTHY);
        assertThat(frontend(decision).since()).isEqualTo(scene.now);
    }

    @Test
    void whatFailedAndPassesAgainSaysHowOftenItHasTo() {
        Scene scene = steady("east", 100, "west", 0);
        assertThat(frontend(scene.failing(3, EAST).decide()).message()).isEqualTo("NXDOMAIN for db.east");
        assertThat(frontend(scene.allPass(1).decide()).message()).isEqualTo("passes again, 3 in a row are needed");
        assertThat(frontend(scene.rounds(1, Outcome.UNKNOWN, EAST).decide()).message())
                .isEqualTo("cannot tell");
        assertThat(frontend(scene.allPass(3).decide()).message()).isEmpty();
    }

    @Test
    void aRegionThatNobodyHasJudgedYetIsUnknownAndNoFailure() {
        Scene scene = steady("east", 100, "west", 0);
        Decision blind =
                scene.rounds(3, Outcome.UNKNOWN, EAST, "east/" + DATABASE).decide();
        assertThat(blind.proposal()).isEmpty();
        assertThat(blind.reason()).isEqualTo(Reason.REGION_UNKNOWN);
        assertThat(blind.message())
                .isEqualTo("east is not judged healthy (frontend: cannot tell); traffic stays at east=100");
    }
}
