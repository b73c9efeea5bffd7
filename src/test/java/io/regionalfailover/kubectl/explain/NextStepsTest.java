package io.regionalfailover.kubectl.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.decision.Order;
import io.regionalfailover.decision.Phase;
import io.regionalfailover.decision.Reason;
import io.regionalfailover.testing.kubectl.PolicyFixture;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A person who has never seen the product reads these. */
class NextStepsTest {
    /** Words of the product's inside that nobody outside has to know. */
    private static final List<String> INSIDE = List.of(
            "null",
            "Optional",
            "epoch",
            "nonce",
            "fence ",
            "quorum",
            "hysteresis",
            "vantage",
            "veto",
            "reconcil",
            "PENDING");

    private static final List<Reason> HOLDING = List.of(
            Reason.SUSPENDED,
            Reason.DRY_RUN,
            Reason.AWAITING_APPROVAL,
            Reason.BLOCKED_WINDOW,
            Reason.TOO_FEW_REGIONS,
            Reason.STABILIZING,
            Reason.FAILBACK_STEP,
            Reason.FAILOVER_STEP,
            Reason.COOLING_DOWN,
            Reason.AWAITING_CAPACITY,
            Reason.AWAITING_PROPAGATION,
            Reason.COMMON_CAUSE,
            Reason.NO_QUORUM,
            Reason.OBSERVER_ISOLATED,
            Reason.COLD_START,
            Reason.NO_HEALTHY_REGION,
            Reason.REGION_UNKNOWN,
            Reason.VELOCITY_LIMITED,
            Reason.DNS_UNAVAILABLE,
            Reason.DNS_THROTTLED,
            Reason.DNS_FENCED,
            Reason.SPEC_SKEW,
            Reason.RECORD_CONFLICT,
            Reason.NAME_NOT_GRANTED,
            Reason.INVALID_REFERENCE,
            Reason.INVALID_SPEC);

    @ParameterizedTest
    @EnumSource(Phase.class)
    void everyPhaseSaysWhereTrafficIsAndWhatFollows(Phase phase) {
        List<String> said = NextSteps.of(
                story(PolicyFixture.failedOver("shop", "checkout").phase(phase.text(), "RegionUnhealthy", "m")));
        assertThat(said).hasSize(2).allSatisfy(NextStepsTest::isReadable);
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void everyReasonSaysWhatIsWaitedForAndWhatEndsIt(Reason reason) {
        for (Phase phase : Phase.values()) {
            List<String> said = NextSteps.of(story(PolicyFixture.failedOver("shop", "checkout")
                    .phase(phase.text(), reason.text(), "m")
                    .held(reason.text(), "the operator's own sentence")));
            assertThat(said).hasSize(2).allSatisfy(NextStepsTest::isReadable);
            assertThat(said.getLast())
                    .contains("(" + reason.text() + "): the operator's own sentence.")
                    .as("when it goes on")
                    .containsAnyOf(
                            "by itself", "as soon as", "until", "once", "goes on", "when the window closes", "agrees");
        }
    }

    @Test
    void everyReasonThatHoldsHasASentenceOfItsOwn() {
        Set<String> sentences = new HashSet<>();
        for (Reason reason : HOLDING) {
            sentences.add(NextSteps.of(
                            story(PolicyFixture.failedOver("shop", "checkout").held(reason.text(), "m")))
                    .getLast()
                    .replace(reason.text(), ""));
        }
        assertThat(sentences).hasSameSizeAs(HOLDING);
        assertThat(sentences).noneMatch(sentence -> sentence.contains("holds nothing by itself"));
        String others = Arrays.stream(Reason.values())
                .filter(reason -> !HOLDING.contains(reason))
                .map(reason -> NextSteps.of(story(
                                PolicyFixture.failedOver("shop", "checkout").held(reason.text(), "m")))
                        .getLast())
                .collect(Collectors.joining("\n"));
        assertThat(others.lines()).allMatch(sentence -> sentence.contains("holds nothing by itself"));
    }

    @Test
    void aReasonOfANewerOperatorIsNotGuessedAt() {
        assertThat(NextSteps.of(story(PolicyFixture.steady("shop", "checkout").held("SolarFlare", "the sun"))))
                .last()
                .asString()
                .contains("SolarFlare", "the sun", "newer");
    }

    @Test
    void commandsCanBeTypedAsTheyStand() {
        assertThat(NextSteps.of(story(PolicyFixture.failedOver("shop", "checkout")
                                .spec("failback", "{mode: Manual}")
                                .held("AwaitingApproval", "m")))
                        .getLast())
                .contains("kubectl failover failback checkout -n shop --reason …");
        assertThat(NextSteps.of(story(PolicyFixture.steady("shop", "checkout")
                                .spec("mode", "Manual")
                                .status("unhealthy", "us-east-1")
                                .held("AwaitingApproval", "m")))
                        .getLast())
                .contains("kubectl failover shift checkout -n shop --away-from us-east-1 --for 1h --reason …");
    }

    @Test
    void aTimeThatIsKnownIsSaid() {
        assertThat(NextSteps.of(story(PolicyFixture.failedOver("shop", "checkout")
                                .status("nextCheckAt", "\"2026-11-23T04:15:04Z\"")
                                .held("Stabilizing", "m")))
                        .getLast())
                .contains("by itself at 04:15:04 UTC on 2026-11-23");
    }

    @Test
    void whoOrderedItAwayAndHowThatEndsIsSaid() {
        Order drain = new Order(
                Order.Kind.DRAIN,
                "us-east-1",
                false,
                Instant.parse("2026-11-23T06:00:00Z"),
                "RegionDrain kernel of jane: kernel roll-out");
        Story story = new Story(
                PolicyFixture.failedOver("shop", "checkout")
                        .regions(0, "Healthy", 100, "Healthy")
                        .policy(),
                List.of(drain));
        assertThat(NextSteps.of(story))
                .last()
                .asString()
                .contains(
                        "of jane: kernel roll-out",
                        "at 06:00:00 UTC on 2026-11-23",
                        "kubectl failover undrain us-east-1");
    }

    private static Story story(PolicyFixture fixture) {
        return new Story(fixture.policy(), List.of());
    }

    private static void isReadable(String sentence) {
        assertThat(sentence).hasSizeGreaterThan(40).doesNotContain(INSIDE).doesNotContain("  ", "..", " .", "()");
        assertThat(sentence).matches("(?s)[A-Z].*[.…]");
    }
}
