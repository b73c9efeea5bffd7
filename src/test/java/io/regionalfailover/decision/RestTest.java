package io.regionalfailover.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a decision at rest promises: more of what passes changes nothing. */
class RestTest {
    private static final int HISTORIES = 400;
    private static final int STEPS = 60;

    @Test
    void allIsWell() {
        Scene scene = Scene.steady("a", 100, "b", 0);
        assertThat(scene.decide().isAtRest()).isTrue();
    }

    @Test
    void notBeforeTheFirstAttempts() {
        Scene scene = Scene.steady("a", 100, "b", 0);
        scene.restart();
        assertThat(scene.decide().isAtRest()).isFalse();
        assertThat(scene.allPass(3).decide().isAtRest()).isTrue();
    }

    /** One pass is enough for a verdict here, and three attempts are outstanding all the same. */
    @Test
    void notBeforeColdStartIsOverThoughAllIsJudgedWell() {
        Scene scene = Scene.steady("a", 100, "b", 0);
        CheckRule quick = new CheckRule(
                Scene.FRONTEND, Severity.CRITICAL, false, 3, 1, Duration.ofSeconds(5), Duration.ofSeconds(2));
        scene.spec(
                "spec-1",
                scene.policy.regions().stream()
                        .map(region -> new RegionRule(region.name(), region.weight(), List.of(quick)))
                        .toList());
        scene.restart();
        Decision first = scene.allPass(1).decide();
        assertThat(first.reason()).isEqualTo(Reason.ALL_REGIONS_HEALTHY);
        assertThat(first.coldStart()).isTrue();
        assertThat(first.isAtRest()).isFalse();
        assertThat(scene.allPass(2).decide().isAtRest()).isTrue();
    }

    @Test
    void notWhileAnythingElseThanAPassWasSeenLast() {
        for (Outcome outcome : List.of(Outcome.FAILING, Outcome.UNKNOWN)) {
            Scene scene = Scene.steady("a", 100, "b", 0);
            Decision seen = scene.rounds(1, outcome, "a/" + Scene.FRONTEND).decide();
            assertThat(seen.phase()).as("the verdict still stands").isEqualTo(Phase.STEADY);
            assertThat(seen.isAtRest()).isFalse();
            assertThat(scene.allPass(1).decide().isAtRest()).isTrue();
        }
    }

    @Test
    void notWhileSomebodyElseSeesItFail() {
        Scene scene = new Scene(Scene.policy(Scene.weights("a", 100, "b", 0)));
        scene.views.add(new HashMap<>());
        scene.views.add(new HashMap<>());
        scene.denominator = 3;
        scene.publish(new Weights(Scene.weights("a", 100, "b", 0)), new Stage.Settled(), Reason.PUBLISHED);
        assertThat(scene.allPass(4).decide().isAtRest()).isTrue();
        scene.see(2, "b", Scene.FRONTEND, Outcome.FAILING, scene.now);
        assertThat(scene.decide().isAtRest()).isFalse();
    }

    @Test
    void notWhileACheckThatOnlyWarnsFails() {
        Scene scene = Scene.steady("a", 100, "b", 0);
        CheckRule warns =
                new CheckRule("queue", Severity.WARNING, false, 3, 3, Duration.ofSeconds(5), Duration.ofSeconds(2));
        scene.spec(
                "spec-1",
                scene.policy.regions().stream()
                        .map(region -> new RegionRule(region.name(), region.weight(), List.of(warns)))
                        .toList());
        assertThat(scene.allPass(4).decide().isAtRest()).isTrue();
        Decision warned = scene.failing(4, "a/queue").decide();
        assertThat(warned.reason()).isEqualTo(Reason.ALL_REGIONS_HEALTHY);
        assertThat(warned.isAtRest()).isFalse();
    }

    @Test
    void notWhileSomethingIsWithheldOrOrdered() {
        Scene suspended = Scene.steady("a", 100, "b", 0).mode(true, Mode.AUTOMATIC);
        assertThat(suspended.decide().isAtRest()).isFalse();
        Scene drained = Scene.steady("a", 100, "b", 0);
        drained.order(Order.Kind.AWAY_FROM, "b", false);
        assertThat(drained.decide().isAtRest()).isFalse();
    }

    /** Any history of one to three observers: wherever it comes to rest, any number of passes and any time change nothing. */
    @Test
    void morePassesLeadToAnEqualDecision() {
        int rests = 0;
        for (long seed = 0; seed < HISTORIES; seed++) {
            Random random = new Random(seed);
            Scene scene = Scene.steady("a", 100, "b", random.nextInt(2) * 100, "c", 0);
            while (random.nextBoolean() && scene.views.size() < 3) {
                scene.views.add(new HashMap<>());
                scene.denominator++;
            }
            for (int step = 0; step < STEPS; step++) {
                scene.advanceSeconds(1 + random.nextInt(5));
                attempts(scene, random, random.nextInt(4) == 0);
                Decision decision = scene.act();
                if (decision.isAtRest()) {
                    rests++;
                    assertThat(afterMorePasses(scene, random))
                            .as("seed %d, step %d", seed, step)
                            .isEqualTo(decision);
                }
            }
        }
        assertThat(rests).as("rests, or nothing was tried").isGreaterThan(HISTORIES * 5);
    }

    private static void attempts(Scene scene, Random random, boolean trouble) {
        for (int view = 0; view < scene.views.size(); view++) {
            for (RegionRule region : scene.policy.regions()) {
                for (CheckRule check : region.checks()) {
                    boolean passes = !trouble || random.nextInt(3) > 0;
                    Outcome other = random.nextBoolean() ? Outcome.FAILING : Outcome.UNKNOWN;
                    scene.see(view, region.name(), check.name(), passes ? Outcome.PASSING : other, scene.now);
                }
            }
        }
    }

    /** Only this instance's own ones: the first view. The scene is left as it was. */
    private static Decision afterMorePasses(Scene scene, Random random) {
        Instant now = scene.now;
        HashMap<CheckKey, Observation> own = new HashMap<>(scene.views.getFirst());
        Optional<Instant> until = Decider.decide(scene.facts()).recheckAt();
        assertThat(until).isEmpty();
        for (int i = 0; i < 1 + random.nextInt(5); i++) {
            scene.advance(Duration.ofMillis(random.nextInt(60_000)));
            for (RegionRule region : scene.policy.regions()) {
                for (CheckRule check : region.checks()) {
                    if (random.nextBoolean()) {
                        scene.see(0, region.name(), check.name(), Outcome.PASSING, scene.now);
                    }
                }
            }
        }
        Decision later = Decider.decide(scene.facts());
        scene.now = now;
        scene.views.set(0, own);
        return later;
    }
}
