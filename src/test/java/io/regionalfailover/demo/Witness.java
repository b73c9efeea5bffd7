package io.regionalfailover.demo;

import static org.awaitility.Awaitility.await;

import io.regionalfailover.api.v1alpha1.FailoverPolicyStatus;
import io.regionalfailover.testing.process.TiedProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.awaitility.core.ConditionTimeoutException;

/** Waits until what the story tells was seen, and fails with what was seen instead. */
final class Witness {
    /** How often everything is looked at. */
    static final Duration LOOK = Duration.ofMillis(150);

    private static final int ANSWERS_IN_A_ROW = 20;

    private final World world;
    private final Follower follower;

    Witness(World world, Follower follower) {
        this.world = world;
        this.follower = follower;
    }

    private void stopIfTheOperatorEnded() {
        TiedProcess process = world.operator().orElseThrow();
        if (!process.isAlive()) {
            throw new DemoFailed("The operator ended by itself, with exit code "
                    + process.exitCode().orElse(-1) + ". Its last words:\n" + process.logTail(4));
        }
    }

    /** Whether the newest plan has these percentages. */
    boolean carries(int east, int west) {
        return !follower.plans().isEmpty()
                && follower.plans().getLast().percent(Site.EAST) == east
                && follower.plans().getLast().percent(Site.WEST) == west;
    }

    /** When the name was first answered with a region, after a moment. */
    Instant firstAnswer(Site site, Instant since) {
        return world.watch().answersSince(since).stream()
                .filter(answer ->
                        answer.address().filter(site.address()::equals).isPresent())
                .map(DnsWatch.Answer::at)
                .findFirst()
                .orElseThrow(() -> new DemoFailed(site.region() + " was never answered"));
    }

    /** Waits until nobody is told of another region any more. */
    void awaitAnswers(Site site) {
        Instant from = Instant.now();
        waitFor("every answer is " + site.region(), Duration.ofSeconds(20), () -> {
            var answers = world.watch().answersSince(from);
            return answers.size() >= ANSWERS_IN_A_ROW
                    && answers.subList(answers.size() - ANSWERS_IN_A_ROW, answers.size()).stream()
                            .allMatch(answer -> answer.address()
                                    .filter(site.address()::equals)
                                    .isPresent());
        });
    }

    /** Waits, and tells the news meanwhile. */
    void waitFor(String what, Duration atMost, BooleanSupplier seen) {
        try {
            await().pollInSameThread()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(LOOK)
                    .atMost(atMost)
                    .until(() -> {
                        stopIfTheOperatorEnded();
                        boolean now = seen.getAsBoolean();
                        follower.look();
                        return now;
                    });
        } catch (ConditionTimeoutException e) {
            throw new DemoFailed("Within " + atMost.toSeconds() + " s it should have come to this: " + what
                    + ". It did not. The policy says: "
                    + follower.status()
                            .map(status -> status.phase() + ", " + status.reason() + ", " + status.message() + ", "
                                    + status.conditions())
                            .orElse("nothing"));
        }
    }

    /** Whether the policy is in a phase. */
    boolean is(String phase) {
        return follower.status().filter(status -> phase.equals(status.phase())).isPresent();
    }

    /** Whether a condition of the policy is True. */
    boolean isTrue(String type) {
        return follower.status().stream()
                .flatMap(status -> status.conditions().stream())
                .anyMatch(condition ->
                        condition.type().equals(type) && condition.status().equals("True"));
    }

    /** The policy's status. */
    FailoverPolicyStatus status() {
        return follower.status().orElseThrow(() -> new DemoFailed("the policy has no status"));
    }
}
