package io.regionalfailover.decision;

import static io.regionalfailover.decision.Scene.FRONTEND;
import static io.regionalfailover.decision.Scene.steady;
import static io.regionalfailover.decision.Scene.weights;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CapacityGateTest {
    private static final String A = "a/" + FRONTEND;
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

    private static CapacityRule rule(int minPercent, boolean holdsOnTimeout) {
        return new CapacityRule("web", 20, 2, minPercent, FIVE_MINUTES, holdsOnTimeout, true);
    }

    private static Scene standby(CapacityRule rule) {
        return steady("a", 100, "b", 0)
                .needing(rule)
                .replicas("a", "web", 20, 20)
                .replicas("b", "web", 2, 2);
    }

    private static OptionalInt wanted(Decision decision, String region) {
        for (CapacityJudgement judged : decision.capacities()) {
            if (judged.key().region().equals(region)) {
                return judged.wanted();
            }
        }
        throw new AssertionError("nothing is said of " + region);
    }

    @Test
    void trafficWaitsUntilTheReceiverHasRoom() {
        Scene scene = standby(rule(100, false));
        Decision waiting = scene.failing(3, A).decide();

        assertThat(waiting.proposal()).isEmpty();
        assertThat(waiting.reason()).isEqualTo(Reason.AWAITING_CAPACITY);
        assertThat(waiting.phase()).isEqualTo(Phase.FAILING_OVER);
        assertThat(waiting.message()).contains("b/web has 2 of 20 ready");
        assertThat(waiting.advice()).isPresent();
        assertThat(wanted(waiting, "b")).hasValue(20);
        assertThat(wanted(waiting, "a")).hasValue(20);

        scene.replicas("b", "web", 20, 19);
        assertThat(scene.failing(1, A).decide().proposal()).isEmpty();
        scene.replicas("b", "web", 20, 20);
        scene.failing(1, A).act();
        assertThat(scene.weights()).isEqualTo(weights("a", 0, "b", 100));
    }

    @Test
    void theTimeOutCountsFromWhenTheMoveWasFirstWanted() {
        Scene scene = standby(rule(100, false));
        scene.failing(2, A).decide();
        Decision waiting = scene.failing(1, A).decide();
        Instant end = scene.now.plus(FIVE_MINUTES);
        assertThat(waiting.recheckAt()).contains(end);

        scene.failing(59, A);
        assertThat(scene.decide().proposal()).isEmpty();
        scene.failing(1, A);
        assertThat(scene.now).isEqualTo(end);
        assertThat(scene.decide().proposal()).isPresent();
        assertThat(scene.advanceSeconds(1).decide().proposal())
                .as("it does not begin again")
                .isPresent();
    }

    @Test
    void onTimeoutHoldWaitsForEver() {
        Scene scene = standby(rule(100, true));
        scene.failing(3, A).decide();
        Decision waiting = scene.failing(1_000, A).decide();
        assertThat(waiting.proposal()).isEmpty();
        assertThat(waiting.message()).contains("onTimeout is Hold");
    }

    @Test
    void minPercentIsEnough() {
        Scene scene = standby(rule(50, false)).replicas("b", "web", 20, 10);
        assertThat(scene.failing(3, A).decide().proposal()).isPresent();
        scene.replicas("b", "web", 20, 9);
        assertThat(scene.decide().proposal()).isEmpty();
    }

    @Test
    void whereWaitingDoesNotHelpTheTimeOutIsOver() {
        CapacityKey b = new CapacityKey("b", "web");
        Scene shifts = standby(rule(100, false));
        shifts.capacities.put(b, new Capacity.Unknown(true, "Deployment shop/web does not exist"));
        assertThat(shifts.failing(3, A).decide().proposal()).isPresent();

        Scene holds = standby(rule(100, true));
        holds.capacities.put(b, new Capacity.Unknown(true, "Deployment shop/web does not exist"));
        Decision held = holds.failing(3, A).decide();
        assertThat(held.proposal()).isEmpty();
        assertThat(held.message()).contains("does not exist");
    }

    @Test
    void aClusterThatDoesNotAnswerIsWaitedForUntilTheTimeOut() {
        Scene scene = standby(rule(100, false));
        scene.capacities.put(
                new CapacityKey("b", "web"), new Capacity.Unknown(false, "the API server does not answer"));
        assertThat(scene.failing(3, A).decide().proposal()).isEmpty();
        assertThat(scene.failing(60, A).decide().proposal()).isPresent();
    }

    @Test
    void nothingIsAskedOfTheRegionThatFails() {
        Scene scene = standby(rule(100, false)).replicas("b", "web", 20, 20);
        scene.capacities.put(
                new CapacityKey("a", "web"), new Capacity.Unknown(false, "the API server does not answer"));
        assertThat(scene.failing(3, A).decide().proposal()).isPresent();
    }

    @Test
    void whatIsInOtherHandsIsNotWaitedFor() {
        Scene scene = standby(rule(100, true));
        scene.capacities.put(new CapacityKey("b", "web"), new Capacity.Elsewhere());
        assertThat(scene.failing(3, A).decide().proposal()).isPresent();
    }

    @Test
    void whatWasNotLookedAtIsNotReady() {
        Scene scene = standby(rule(100, false));
        scene.capacities.clear();
        assertThat(scene.failing(3, A).decide().message()).contains("b/web was not looked at yet");
    }

    @Test
    void whatPeopleForceDoesNotWait() {
        Scene scene = standby(rule(100, true));
        scene.order(Order.Kind.DRAIN, "a", false);
        assertThat(scene.allPass(1).decide().proposal()).isEmpty();
        scene.orders.clear();
        scene.order(Order.Kind.AWAY_FROM, "a", true);
        assertThat(scene.decide().proposal()).isPresent();
    }

    @Test
    void theWholeRoomIsMadeBeforeTheFirstStepAndOneTimeOutCountsForAll() {
        FailoverRule steps =
                new FailoverRule(Quorum.MAJORITY, List.of(20, 100), Duration.ofSeconds(10), Duration.ofSeconds(60), 1);
        Scene scene = steady("a", 50, "b", 50)
                .failover(steps)
                .needing(rule(100, false))
                .replicas("a", "web", 10, 10)
                .replicas("b", "web", 10, 10);
        Decision first = scene.failing(3, A).decide();
        assertThat(wanted(first, "b")).hasValue(20);
        assertThat(first.proposal()).as("60 % need 12").isEmpty();
        scene.replicas("b", "web", 20, 12);
        scene.failing(1, A).act();
        assertThat(scene.weights()).isEqualTo(weights("a", 40, "b", 60));
        Instant wantedSince = scene.memory.capacityWait().orElseThrow().since();

        scene.failing(3, A);
        Decision second = scene.decide();
        assertThat(second.proposal()).isEmpty();
        assertThat(scene.memory.capacityWait())
                .hasValueSatisfying(wait -> assertThat(wait.since()).isEqualTo(wantedSince));
    }

    @Test
    void aReturnWaitsForRoomToo() {
        Scene scene = standby(rule(100, false)).replicas("b", "web", 20, 20);
        scene.failing(3, A).act();
        scene.replicas("a", "web", 2, 2);
        scene.allPass(3).decide();
        scene.allPass(80);
        Decision waiting = scene.decide();
        assertThat(waiting.reason()).isEqualTo(Reason.AWAITING_CAPACITY);
        assertThat(wanted(waiting, "a")).as("25 % of 20").hasValue(5);
        scene.replicas("a", "web", 5, 5);
        scene.allPass(1).act();
        assertThat(scene.weights()).isEqualTo(weights("a", 25, "b", 75));
    }

    @Test
    void whatIsPublishedIsMendedMeanwhile() {
        Scene scene = standby(rule(100, false));
        scene.failing(3, A).decide();
        Published.Present there = (Published.Present) scene.published;
        scene.published = new Published.Present(
                there.plan(), true, "a weight was changed", there.reason(), there.writtenAt(), true);
        Decision decision = scene.decide();
        assertThat(decision.proposal())
                .hasValueSatisfying(proposal -> assertThat(proposal.kind()).isEqualTo(Proposal.Kind.REPAIR));
        assertThat(decision.holds().getFirst().reason()).isEqualTo(Reason.AWAITING_CAPACITY);
    }

    @Test
    void replicasAreTakenBackOnlyWhenAllIsSettled() {
        Scene scene = standby(rule(100, false)).replicas("b", "web", 20, 20);
        assertThat(mayLower(scene.decide())).containsExactlyInAnyOrder("a", "b");
        Decision moving = scene.failing(3, A).decide();
        assertThat(mayLower(moving)).isEmpty();
        scene.apply(moving.proposal().orElseThrow(), false);
        assertThat(mayLower(scene.decide())).as("not in force").isEmpty();
        Published.Present there = (Published.Present) scene.published;
        scene.published = new Published.Present(there.plan(), false, "", there.reason(), there.writtenAt(), true);
        Decision settled = scene.decide();
        assertThat(mayLower(settled)).containsExactlyInAnyOrder("a", "b");
        assertThat(wanted(settled, "a")).hasValue(2);
        assertThat(wanted(settled, "b")).hasValue(20);
    }

    private static Set<String> mayLower(Decision decision) {
        Set<String> regions = new HashSet<>();
        for (CapacityJudgement judged : decision.capacities()) {
            if (judged.mayLower()) {
                regions.add(judged.key().region());
            }
        }
        return regions;
    }

    @Test
    void nothingIsScaledWhileNothingMayBeChanged() {
        Scene suspended = standby(rule(100, false)).mode(true, Mode.AUTOMATIC);
        assertThat(wanted(suspended.failing(3, A).decide(), "b")).isEmpty();
        Scene dry = standby(rule(100, false)).mode(false, Mode.DRY_RUN);
        assertThat(wanted(dry.failing(3, A).decide(), "b")).isEmpty();
        Scene unread = standby(rule(100, false));
        unread.published = new Published.Unread(Reason.DNS_UNAVAILABLE, "the zone does not answer");
        assertThat(wanted(unread.decide(), "b")).isEmpty();
    }

    @Test
    void aShortRegionThatServesIsSaid() {
        Scene scene = standby(rule(100, false)).replicas("a", "web", 20, 7);
        assertThat(scene.decide().capacities())
                .filteredOn(CapacityJudgement::isShort)
                .extracting(CapacityJudgement::key)
                .containsExactly(new CapacityKey("a", "web"));
    }
}
