package io.regionalfailover.decision;

import static io.regionalfailover.decision.Scene.weights;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Probes of different regions never run at the same moment, so an outage that all share reaches one region's threshold first.
 * Whatever the phases: a shared outage moves nobody, one region's outage moves that region in time.
 */
class SharedOutageTest {
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Instant OUTAGE = Scene.START.plusSeconds(1000);

    /** One attempt of one region's check of the shared name. */
    private record Attempt(String region, Instant beganAt, Instant endedAt, Outcome outcome) {}

    private static final class Run {
        final Scene scene;
        final int failures;
        Optional<Instant> movedAt = Optional.empty();

        Run(int failures, int successes, Map<String, Integer> weights) {
            this.failures = failures;
            List<RegionRule> regions = new ArrayList<>();
            weights.forEach((name, weight) -> regions.add(new RegionRule(
                    name,
                    weight,
                    List.of(new CheckRule("name", Severity.CRITICAL, true, failures, successes, INTERVAL, TIMEOUT)))));
            scene = new Scene(Scene.policy(weights)).spec("spec-1", regions);
            scene.publish(new Weights(weights), new Stage.Settled(), Reason.PUBLISHED);
        }

        /** Each region's probes from 40 s before the outage until 60 s after its end, decided on as they end. */
        void play(Random random, List<String> failing, Duration lasting, boolean slowFailures) {
            List<Attempt> attempts = new ArrayList<>();
            for (RegionRule region : scene.policy.regions()) {
                Instant began = OUTAGE.minusSeconds(40).plusMillis(random.nextInt(5000));
                while (began.isBefore(OUTAGE.plus(lasting).plusSeconds(60))) {
                    boolean fails = failing.contains(region.name())
                            && !began.isBefore(OUTAGE)
                            && began.isBefore(OUTAGE.plus(lasting));
                    Duration takes = fails && slowFailures ? TIMEOUT : Duration.ofMillis(1 + random.nextInt(50));
                    Outcome outcome = fails ? Outcome.FAILING : Outcome.PASSING;
                    attempts.add(new Attempt(region.name(), began, began.plus(takes), outcome));
                    began = began.plus(INTERVAL);
                }
            }
            attempts.sort(Comparator.comparing(Attempt::endedAt));
            for (Attempt attempt : attempts) {
                scene.now = attempt.endedAt();
                scene.see(0, attempt.region(), "name", attempt.outcome(), attempt.beganAt());
                Decision decision = scene.act();
                if (decision.proposal().isPresent() && movedAt.isEmpty()) {
                    movedAt = Optional.of(scene.now);
                }
            }
        }
    }

    @Test
    void aSharedOutageMovesNobodyWhateverThePhases() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            int failures = 1 + random.nextInt(5);
            Run run = new Run(failures, 1 + random.nextInt(5), regions(random));
            List<String> all = List.copyOf(run.scene.weights().keySet());
            // With a threshold of 1 an outage shorter than two intervals may be seen in one region only.
            long shortest = failures == 1 ? 2 * INTERVAL.toMillis() : 100;
            Duration lasting = Duration.ofMillis(shortest + random.nextInt(60_000));

            run.play(random, all, lasting, random.nextBoolean());

            assertThat(run.movedAt).as("seed " + seed).isEmpty();
        }
    }

    @Test
    void oneRegionsOutageMovesItInTimeWhateverThePhases() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            Run run = new Run(2 + random.nextInt(4), 1 + random.nextInt(5), regions(random));
            boolean slow = random.nextBoolean();

            run.play(random, List.of("a"), Duration.ofMinutes(2), slow);

            Duration bound = INTERVAL.multipliedBy(run.failures).plus(TIMEOUT);
            assertThat(run.movedAt).as("seed " + seed).isPresent();
            assertThat(Duration.between(OUTAGE, run.movedAt.orElseThrow()))
                    .as("seed " + seed)
                    .isLessThanOrEqualTo(bound);
        }
    }

    private static Map<String, Integer> regions(Random random) {
        return random.nextBoolean()
                ? weights("a", 100, "b", random.nextInt(2) * 100)
                : weights("a", 50, "b", 50, "c", random.nextInt(100));
    }
}
