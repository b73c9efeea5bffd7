package io.regionalfailover.console;

import static io.regionalfailover.console.CardMaker.AT;
import static io.regionalfailover.console.CardMaker.STANDING;
import static io.regionalfailover.console.CardMaker.order;
import static io.regionalfailover.console.CardMaker.own;
import static io.regionalfailover.console.CardMaker.policy;
import static io.regionalfailover.console.CardMaker.region;
import static io.regionalfailover.console.CardMaker.view;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConsoleViewTest {
    private static final Instant EARLIER = AT.minusSeconds(60);

    @Test
    void aRegionIsAsBadAsThePolicyThatSeesItWorst() {
        ConsoleView view = view(
                policy("one", "Steady", region("east", "Healthy", 100, AT), region("west", "Healthy", 0, AT)),
                policy(
                        "two",
                        "FailedOver",
                        region("east", "Unhealthy", 0, AT),
                        region("west", "Healthy", 100, EARLIER)),
                policy(
                        "three",
                        "FailedOver",
                        region("east", "Unhealthy", 0, EARLIER),
                        region("west", "Unknown", 1, AT)));

        RegionCard east = view.regions().getFirst();
        RegionCard west = view.regions().getLast();
        assertThat(east.health()).isEqualTo("Unhealthy");
        assertThat(east.since()).as("since the first policy saw it").contains(EARLIER);
        assertThat(east.serving()).isEqualTo(1);
        assertThat(east.using()).isEqualTo(3);
        assertThat(east.unhealthyFor()).isEqualTo(2);
        assertThat(east.message()).isEqualTo("for 2 of 3 policies; shop/three: frontend: refused");
        assertThat(west.health()).isEqualTo("Unknown");
        assertThat(west.serving()).isEqualTo(2);
    }

    @Test
    void aHealthyRegionIsSoSinceTheLastPolicyAgreed() {
        ConsoleView view = view(
                policy("one", "Steady", region("east", "Healthy", 100, EARLIER)),
                policy("two", "Steady", region("east", "Healthy", 100, AT)));

        assertThat(view.regions().getFirst().since()).contains(AT);
        assertThat(view.regions().getFirst().message()).isEmpty();
    }

    @Test
    void itsOwnChecksCountAndARegionThatNobodyLooksAtIsUnknown() {
        RegionCard.Own sick = new RegionCard.Own("east", Optional.of("Unhealthy"), "power: timed out", "");
        ConsoleView view = ConsoleView.of(
                STANDING,
                List.of(sick, own("west")),
                List.of(),
                List.of(policy("one", "Steady", region("east", "Healthy", 100, AT))));

        assertThat(view.regions().getFirst().health()).isEqualTo("Unhealthy");
        assertThat(view.regions().getFirst().message()).isEqualTo("power: timed out");
        assertThat(view.regions().getLast().health()).isEqualTo("Unknown");
        assertThat(view.regions().getLast().message()).isEqualTo("no policy names it");
    }

    @Test
    void ordersThatEndFirstStandInFrontAndWhatHasEndedIsNotShown() {
        ConsoleView view = ConsoleView.of(
                STANDING,
                List.of(),
                List.of(
                        order("later", "Active", AT.plusSeconds(9)),
                        order("over", "Expired", AT),
                        order("sooner", "Refused", AT.plusSeconds(3))),
                List.of());

        assertThat(view.orders()).extracting(OrderCard::name).containsExactly("sooner", "later");
    }

    @Test
    void whatIsTooMuchIsLeftOutAndCounted() {
        PolicyCard[] policies = IntStream.range(0, ConsoleView.MOST_POLICIES + 3)
                .mapToObj(number -> policy("p%04d".formatted(number), "Steady"))
                .toArray(PolicyCard[]::new);
        ConsoleView view = view(policies);

        assertThat(view.policies()).hasSize(ConsoleView.MOST_POLICIES);
        assertThat(view.left()).isEqualTo(3);
    }

    @Test
    void textsAreOneLineThatTurnsNothingAroundAndEnds() {
        OrderCard order = new OrderCard(
                "RegionDrain",
                "x",
                List.of(),
                false,
                false,
                "a\u202Eb\nc\u0000\u2028d" + "e".repeat(600),
                "",
                "",
                "",
                Optional.empty(),
                0,
                List.of());

        assertThat(order.reason())
                .startsWith("a b c de")
                .hasSize(Line.LONGEST - 1)
                .endsWith("…");
    }
}
