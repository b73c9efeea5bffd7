package io.regionalfailover.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.decision.Readiness.State;
import io.regionalfailover.decision.ReadinessFacts.Records;
import io.regionalfailover.decision.ReadinessFacts.Votes;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReadinessTest {
    private static final CapacityKey WEB = new CapacityKey("b", "web");
    private static final CapacityKey API = new CapacityKey("b", "api");
    private static final QuotaLine PODS = line("pods", 5, 2, 1);

    private final Scene scene = Scene.steady("a", 100, "b", 0);
    private final Map<CapacityKey, RoomTrial> rooms = new HashMap<>();
    private final List<String> sharedChecks = new ArrayList<>();
    private final List<String> unseenAt = new ArrayList<>();
    private Votes votes = new Votes(1, 1, List.of());
    private Optional<Obstacle> refusal = Optional.empty();
    private Optional<Obstacle> trouble = Optional.empty();
    private Optional<String> refusedWrite = Optional.empty();
    private Set<String> orderedAway = Set.of();
    private Set<String> scaledByOthers = Set.of();
    private boolean isolated;
    private long ttl = 60;
    private Optional<String> gateTrouble = Optional.empty();
    private Optional<String> notCarried = Optional.empty();

    private static QuotaLine line(String resource, long hard, long used, long perPod) {
        return new QuotaLine(
                "small", resource, BigDecimal.valueOf(hard), BigDecimal.valueOf(used), BigDecimal.valueOf(perPod));
    }

    private Readiness judge() {
        return Readiness.of(new ReadinessFacts(
                scene.policy,
                scene.decide(),
                new Weights(scene.weights()),
                orderedAway,
                isolated,
                votes,
                new Records(
                        refusal,
                        trouble,
                        refusedWrite,
                        Optional.of(Scene.START),
                        unseenAt,
                        ttl,
                        gateTrouble,
                        notCarried),
                sharedChecks,
                rooms,
                scaledByOthers));
    }

    private void assertStands(Reason reason, String message) {
        Readiness readiness = judge();
        assertThat(readiness.state()).isEqualTo(State.NOT_READY);
        assertThat(readiness.obstacles()).extracting(Obstacle::reason).containsExactly(reason);
        assertThat(readiness.reason()).isEqualTo(reason);
        assertThat(readiness.message()).isEqualTo(message);
    }

    private void placing(String... rules) {
        CapacityRule[] wanted = new CapacityRule[rules.length];
        for (int i = 0; i < rules.length; i++) {
            wanted[i] = new CapacityRule(rules[i], 20, 2, 100, Duration.ofMinutes(5), false, false);
            scene.replicas("a", rules[i], 20, 20).replicas("b", rules[i], 2, 2);
        }
        scene.needing(wanted);
    }

    private static RoomTrial.Accepted accepted(QuotaLine... quotas) {
        return new RoomTrial.Accepted(20, 2, OptionalInt.empty(), List.of(quotas), "");
    }

    @Test
    void whereNothingStandsInTheWayItSaysWhoWouldTakeOver() {
        Readiness readiness = judge();
        assertThat(readiness.state()).isEqualTo(State.READY);
        assertThat(readiness.reason()).isEqualTo(Reason.PREPARED);
        assertThat(readiness.message())
                .isEqualTo("if a fails, b would take over; DNS took the last change at 2026-11-23T04:00:00Z");
    }

    @Test
    void whatAnswersCannotCarryIsSaidAlthoughItStandsInNoWay() {
        notCarried = Optional.of("plain DNS has no weights: unequal weights answer alike");
        Readiness readiness = judge();
        assertThat(readiness.state()).isEqualTo(State.READY);
        assertThat(readiness.message())
                .isEqualTo("if a fails, b would take over; plain DNS has no weights: unequal weights answer alike;"
                        + " DNS took the last change at 2026-11-23T04:00:00Z");
    }

    @Test
    void beforeTheFirstAttemptsNothingIsSaid() {
        scene.restart();
        assertThat(judge().state()).isEqualTo(State.UNKNOWN);
        assertThat(judge().reason()).isEqualTo(Reason.COLD_START);
    }

    @Test
    void aSpecThatIsNotCarriedOut() {
        refusal = Optional.of(new Obstacle(Reason.INVALID_REFERENCE, "DnsZone \"x\" does not exist"));
        assertStands(Reason.INVALID_REFERENCE, "the newest spec is not carried out: DnsZone \"x\" does not exist");
    }

    @Test
    void aPolicyThatHealthMayNotMove() {
        scene.mode(true, Mode.AUTOMATIC);
        assertStands(Reason.SUSPENDED, "spec.suspend is true, so nothing is moved");
        scene.mode(false, Mode.MANUAL);
        assertStands(Reason.AWAITING_APPROVAL, "mode is Manual, so only people move traffic");
        scene.mode(false, Mode.DRY_RUN);
        assertStands(Reason.DRY_RUN, "mode is DryRun, so nothing is written");
    }

    @Test
    void aZoneThatCannotBeReadOrChanged() {
        refusedWrite = Optional.of("AccessDenied: route53:ChangeResourceRecordSets");
        assertStands(
                Reason.DNS_UNAVAILABLE, "DNS refused the last change: AccessDenied: route53:ChangeResourceRecordSets");
        trouble = Optional.of(new Obstacle(Reason.DNS_THROTTLED, "too many requests"));
        assertStands(Reason.DNS_THROTTLED, "DNS: too many requests");
    }

    @Test
    void nobodyElseIsHealthyOrWanted() {
        orderedAway = Set.of("b");
        assertStands(Reason.NO_HEALTHY_REGION, "no other region is Healthy to take the traffic of a");
        orderedAway = Set.of();
        scene.failing(3, "b/" + Scene.FRONTEND);
        assertStands(Reason.NO_HEALTHY_REGION, "no other region is Healthy to take the traffic of a");
    }

    @Test
    void tooFewWouldBeLeft() {
        FailoverRule failover = scene.policy.failover();
        scene.failover(
                new FailoverRule(failover.quorum(), failover.steps(), failover.stepInterval(), failover.cooldown(), 2));
        assertStands(Reason.TOO_FEW_REGIONS, "without a 1 Healthy would be left to serve, minHealthyRegions is 2");
    }

    @Test
    void tooFewLook() {
        votes = new Votes(1, 3, List.of("east: silent", "west: silent"));
        assertStands(Reason.NO_QUORUM, "1 of 3 vantage points vote, 2 are needed: east: silent; west: silent");
        votes = new Votes(1, 1, List.of());
        isolated = true;
        assertStands(Reason.OBSERVER_ISOLATED, "this observer doubts itself: neither probes nor DNS nor peers answer");
    }

    @Test
    void aCheckThatTriesTheSameEverywhere() {
        sharedChecks.add("ledger");
        assertStands(
                Reason.SHARED_CHECK,
                "critical check ledger tries the same thing in every region: a failure of it moves no traffic");
        sharedChecks.add("sessions");
        assertStands(
                Reason.SHARED_CHECK,
                "critical checks ledger, sessions try the same thing in every region: a failure of it moves no traffic");
    }

    @Test
    void clientsThatWouldNoticeLate() {
        ttl = 61;
        assertStands(Reason.LONG_TTL, "the largest TTL is 61 s, above 60 s");
        ttl = 60;
        unseenAt.add("192.0.2.53:53 does not answer");
        assertStands(
                Reason.AWAITING_PROPAGATION,
                "name servers do not show what is published: 192.0.2.53:53 does not answer");
    }

    @Test
    void aClusterThatDoesNotAnswerOrHasNoSuchWorkload() {
        placing("web");
        scene.capacities.put(WEB, new Capacity.Unknown(false, "the API server does not answer"));
        assertStands(Reason.CLUSTER_UNREACHABLE, "room cannot be made: b/web: the API server does not answer");
        scene.capacities.put(WEB, new Capacity.Unknown(true, "Deployment shop/web does not exist"));
        assertStands(Reason.INVALID_REFERENCE, "room cannot be made: b/web: Deployment shop/web does not exist");
        scene.capacities.put(WEB, new Capacity.Elsewhere());
        assertThat(judge().state()).isEqualTo(State.READY);
    }

    @Test
    void theFailingRegionsClusterDoesNotMatter() {
        placing("web");
        rooms.put(WEB, accepted());
        scene.capacities.put(new CapacityKey("a", "web"), new Capacity.Unknown(false, "silent"));
        assertThat(judge().state()).isEqualTo(State.READY);
        assertThat(judge().message()).contains("the scale-up for it was tried and fits");
    }

    @Test
    void aScaleUpThatIsRefused() {
        placing("web");
        rooms.put(WEB, new RoomTrial.Refused(20, "the operator may not patch deployments.apps/scale (403)"));
        assertStands(
                Reason.SCALE_REFUSED,
                "b/web cannot be scaled to 20: the operator may not patch deployments.apps/scale (403)");
    }

    @Test
    void anAutoscalerThatStopsBelow() {
        placing("web");
        rooms.put(WEB, new RoomTrial.Accepted(20, 2, OptionalInt.of(8), List.of(), ""));
        assertStands(Reason.NO_ROOM, "b/web would need minReplicas 20 and maxReplicas is 8");
        rooms.put(WEB, new RoomTrial.Accepted(20, 2, OptionalInt.of(20), List.of(), ""));
        assertThat(judge().state()).isEqualTo(State.READY);
    }

    @Test
    void aQuotaThatIsTooSmall() {
        placing("web");
        rooms.put(WEB, accepted(PODS));
        assertStands(Reason.NO_ROOM, "quota small in b leaves 3 of 5 pods, 18 more are needed if a fails");
        rooms.put(WEB, accepted(line("requests.memory", 4L << 30, 1L << 30, 512L << 20)));
        assertStands(
                Reason.NO_ROOM,
                "quota small in b leaves 3072Mi of 4096Mi requests.memory, 9216Mi more are needed if a fails");
        rooms.put(WEB, accepted(line("pods", 20, 2, 1)));
        assertThat(judge().state()).as("just enough").isEqualTo(State.READY);
        rooms.put(WEB, accepted(line("pods", 19, 2, 1)));
        assertThat(judge().state()).as("one too few").isEqualTo(State.NOT_READY);
    }

    @Test
    void workloadsOfOneRegionShareItsQuota() {
        placing("web", "api");
        rooms.put(WEB, accepted(line("pods", 30, 4, 1)));
        rooms.put(API, accepted(line("pods", 30, 4, 1)));
        assertStands(Reason.NO_ROOM, "quota small in b leaves 26 of 30 pods, 36 more are needed if a fails");
    }

    @Test
    void whatCouldNotBeFoundOutIsNoObstacle() {
        placing("web");
        assertUnknown("whether b/web can be scaled was not tried yet");
        rooms.put(WEB, new RoomTrial.Unknown(20, "the cluster did not answer within 4500 ms"));
        assertUnknown("whether b/web can be scaled is not known: the cluster did not answer within 4500 ms");
        rooms.put(WEB, new RoomTrial.Accepted(10, 2, OptionalInt.empty(), List.of(), ""));
        assertUnknown("whether b/web can be scaled was not tried yet");
        rooms.put(WEB, new RoomTrial.Accepted(20, 2, OptionalInt.empty(), List.of(), "may not list (403)"));
        assertUnknown("whether quotas leave room is not known: may not list (403)");
        ttl = 300;
        assertThat(judge().state()).as("what is known goes first").isEqualTo(State.NOT_READY);
    }

    private void assertUnknown(String message) {
        Readiness readiness = judge();
        assertThat(readiness.state()).isEqualTo(State.UNKNOWN);
        assertThat(readiness.reason()).isEqualTo(Reason.ROOM_UNKNOWN);
        assertThat(readiness.message()).isEqualTo(message);
    }

    @Test
    void whereAnotherInstanceScalesItTriesThereItself() {
        placing("web");
        scaledByOthers = Set.of("b");
        assertThat(judge().state()).isEqualTo(State.READY);
    }

    @Test
    void theMostImportantIsToldFirstAndTheRestIsCounted() {
        ttl = 300;
        sharedChecks.add("ledger");
        unseenAt.add("192.0.2.53:53 does not answer");
        trouble = Optional.of(new Obstacle(Reason.DNS_UNAVAILABLE, "x".repeat(90)));
        placing("web");
        rooms.put(WEB, accepted(PODS));

        Readiness readiness = judge();
        assertThat(readiness.obstacles())
                .extracting(Obstacle::reason)
                .containsExactly(
                        Reason.DNS_UNAVAILABLE,
                        Reason.SHARED_CHECK,
                        Reason.NO_ROOM,
                        Reason.AWAITING_PROPAGATION,
                        Reason.LONG_TTL);
        assertThat(readiness.reason()).isEqualTo(Reason.DNS_UNAVAILABLE);
        assertThat(readiness.message())
                .hasSizeLessThanOrEqualTo(256)
                .startsWith("DNS: xxx")
                .contains("critical check ledger")
                .endsWith("; and 3 more");
    }

    @Test
    void oneThatIsTooLongIsCutAndTheRestIsCountedAllTheSame() {
        ttl = 300;
        trouble = Optional.of(new Obstacle(Reason.DNS_UNAVAILABLE, "x".repeat(1_000)));
        assertThat(judge().message()).hasSize(256).endsWith("…; and 1 more");
    }

    @Test
    void aGateThatWouldMoveNothingIsSaid() {
        gateTrouble = Optional.of("the health check \"b says evacuate a\" has not asked often enough yet");
        assertStands(
                Reason.GATE_NOT_READY,
                "the gate would move nothing while the DNS API is away: the health check \"b says evacuate a\" has not asked"
                        + " often enough yet");
    }
}
