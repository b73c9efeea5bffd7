package io.regionalfailover.decision;

import static io.regionalfailover.decision.Scene.FRONTEND;
import static io.regionalfailover.decision.Scene.steady;
import static io.regionalfailover.decision.Scene.weights;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class VetoesTest {
    private static final String A = "a/" + FRONTEND;

    private static void isHeld(Scene scene, Reason reason) {
        Decision decision = scene.act();
        assertThat(decision.proposal()).isEmpty();
        assertThat(decision.holds()).first().extracting(Hold::reason).isEqualTo(reason);
        assertThat(decision.advice())
                .get()
                .extracting(Proposal::weights)
                .isEqualTo(new Weights(weights("a", 0, "b", 100)));
        assertThat(scene.weights()).isEqualTo(weights("a", 100, "b", 0));
    }

    private static Scene failing() {
        return steady("a", 100, "b", 0).failing(3, A);
    }

    @Test
    void aSuspendedPolicyWritesNothingWhoeverWantsIt() {
        Scene scene = failing().mode(true, Mode.AUTOMATIC);
        isHeld(scene, Reason.SUSPENDED);
        scene.order(Order.Kind.DRAIN, "a", true);
        isHeld(scene, Reason.SUSPENDED);
        assertThat(scene.decide().reason()).isEqualTo(Reason.SUSPENDED);
    }

    @Test
    void aDryRunWritesNothingAndSaysWhatItWould() {
        isHeld(failing().mode(false, Mode.DRY_RUN), Reason.DRY_RUN);
    }

    @Test
    void inManualModeOnlyPeopleMoveTraffic() {
        Scene scene = failing().mode(false, Mode.MANUAL);
        isHeld(scene, Reason.AWAITING_APPROVAL);
        scene.order(Order.Kind.AWAY_FROM, "a", false);
        scene.act();
        assertThat(scene.weights()).isEqualTo(weights("a", 0, "b", 100));
    }

    @Test
    void whoIsIsolatedMovesNothingButWhatPeopleOrder() {
        Scene scene = failing();
        scene.isolated = true;
        isHeld(scene, Reason.OBSERVER_ISOLATED);
        scene.order(Order.Kind.DRAIN, "a", false);
        assertThat(scene.act().proposal()).isPresent();
    }

    @Test
    void withoutEnoughVantagePointsNothingMovesButWhatPeopleOrder() {
        Scene scene = steady("a", 100, "b", 0).failing(2, A);
        scene.decide();
        scene.failing(1, A).decide();
        scene.denominator = 2;
        isHeld(scene, Reason.NO_QUORUM);
        scene.order(Order.Kind.DRAIN, "a", false);
        assertThat(scene.act().proposal()).isPresent();
    }

    @Test
    void aColdStartMovesNothingButWhatPeopleOrder() {
        Scene scene = steady("a", 100, "b", 0);
        RegionRule b = scene.policy.regions().getLast();
        CheckRule slow = new CheckRule(
                "slow",
                Severity.CRITICAL,
                false,
                20,
                1,
                b.checks().getFirst().interval(),
                b.checks().getFirst().timeout());
        scene.spec(
                "spec-1",
                List.of(
                        scene.policy.regions().getFirst(),
                        new RegionRule(
                                "b",
                                0,
                                List.of(b.checks().getFirst(), b.checks().getLast(), slow))));
        scene.restart();
        Decision cold = scene.failing(19, A).act();
        assertThat(cold.coldStart()).isTrue();
        assertThat(cold.proposal()).isEmpty();
        assertThat(cold.holds()).first().extracting(Hold::reason).isEqualTo(Reason.COLD_START);

        Decision warm = scene.failing(1, A).act();
        assertThat(warm.coldStart()).isFalse();
        assertThat(scene.weights()).isEqualTo(weights("a", 0, "b", 100));
    }

    @Test
    void ordersDoNotWaitForAColdStart() {
        Scene scene = steady("a", 50, "b", 50);
        scene.restart();
        scene.order(Order.Kind.DRAIN, "a", false);
        scene.act();
        assertThat(scene.weights()).isEqualTo(weights("a", 0, "b", 100));
    }

    @Test
    void aCheckThatIsAddedLaterDoesNotHideAnothersFailure() {
        Scene scene = failing();
        RegionRule a = scene.policy.regions().getFirst();
        CheckRule added = new CheckRule(
                "added",
                Severity.CRITICAL,
                false,
                20,
                3,
                a.checks().getFirst().interval(),
                a.checks().getFirst().timeout());
        scene.spec(
                "spec-1",
                List.of(
                        new RegionRule(
                                "a",
                                100,
                                List.of(a.checks().getFirst(), a.checks().getLast(), added)),
                        scene.policy.regions().getLast()));
        assertThat(scene.act().proposal()).isPresent();
    }

    @Test
    void nothingIsSaidOfAZoneThatWasNotRead() {
        Scene scene = failing();
        scene.published = new Published.Unread(Reason.DNS_UNAVAILABLE, "route53 does not answer");
        Decision decision = scene.act();
        assertThat(decision.proposal()).isEmpty();
        assertThat(decision.reason()).isEqualTo(Reason.DNS_UNAVAILABLE);
        assertThat(decision.message()).isEqualTo("route53 does not answer");
    }
}
