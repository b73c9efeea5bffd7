package io.regionalfailover.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.decision.Order;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.Failure;
import io.regionalfailover.dns.RecordSet;
import io.regionalfailover.dns.ZoneGate;
import io.regionalfailover.dns.gate.GateBook;
import io.regionalfailover.dns.gate.GateState;
import io.regionalfailover.dns.gate.GateWord;
import io.regionalfailover.dns.gate.Hanging;
import io.regionalfailover.dns.gate.Opinion;
import io.regionalfailover.health.ProbeResult;
import io.regionalfailover.testing.dns.StrictZone;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A policy on a gate: what its record sets hang on, and what is said while the zone can be changed or not. */
class GateLoopTest {
    private static final String POLICY = """
            metadata: {name: checkout, namespace: shop, generation: 1}
            spec:
              dns: {zone: example-com, gate: true, records: [{name: checkout.example.com, type: A}]}
              regions:
              - {name: east, weight: 100, endpoints: [{addresses: ["192.0.2.1"]}]}
              - {name: west, weight: 0, endpoints: [{addresses: ["192.0.2.2"]}]}
              - {name: north, weight: 0, endpoints: [{addresses: ["192.0.2.3"]}]}
              checks:
              - {name: frontend, interval: 1s, timeout: 500ms, tcp: {address: "{target}:443"}}
              failover: {cooldown: 10s}
              failback: {stableFor: 30s, steps: [100]}
            """;
    private static final ProbeResult REFUSED = ProbeResult.failing("connection refused");
    private static final Map<String, String> IDS = Map.of("east", "c-east", "west", "c-west", "north", "c-north");

    private final LoopWorld world = new LoopWorld(1, POLICY);
    private final Gate gate = new Gate();

    /** The book of the instance in the west, and health checks that are known or not. */
    private final class Gate implements ZoneGate {
        private GateState kept = GateState.EMPTY;
        private GateBook book = open();
        private Hanging hanging = new Hanging.Known(IDS, "parked", Set.of());
        private Set<String> unfit = Set.of();

        GateBook open() {
            return new GateBook(Optional.of("west"), kept, world.time.instant(), next -> kept = next);
        }

        @Override
        public Hanging hanging(String policy) {
            return hanging instanceof Hanging.Known known
                    ? new Hanging.Known(known.byRegion(), known.parked(), unfit)
                    : hanging;
        }

        @Override
        public void hear(String policy, Opinion opinion) {
            unfit = opinion.unfit();
            book.hear(policy, opinion, world.time.instant());
        }

        @Override
        public void forget(String policy) {
            book.forget(policy);
        }

        @Override
        public Set<String> owed(String policy) {
            return book.owed(policy);
        }

        @Override
        public Optional<String> trouble() {
            return Optional.empty();
        }
    }

    private void steady() {
        world.gate = gate;
        world.start();
        world.advance(Duration.ofSeconds(20));
        assertThat(world.weights()).isEqualTo(Map.of("east", 100, "west", 0, "north", 0));
    }

    private Map<String, String> hung() {
        Map<String, String> hung = new HashMap<>();
        for (RecordSet set : world.sets()) {
            hung.put(set.values().getFirst(), set.healthCheck().orElse(""));
        }
        return hung;
    }

    private void apiAway(int requests) {
        StrictZone.Fault[] changes = new StrictZone.Fault[requests];
        Arrays.fill(changes, StrictZone.Fault.UNREACHABLE);
        world.zone.failNext(changes);
        Failure[] reads = new Failure[requests];
        Arrays.fill(reads, Failure.UNREACHABLE);
        world.zone.failReads(reads);
    }

    @Test
    void weightAndTheFirstStandbyHangOnTheirRegionsAndAllOthersAreParked() {
        steady();
        assertThat(hung()).isEqualTo(Map.of("192.0.2.1", "c-east", "192.0.2.2", "c-west", "192.0.2.3", "parked"));
        assertThat(world.zone.applied()).as("one write").hasSize(1);
        assertThat(gate.book.word("west")).isEqualTo(GateWord.KEEP);
        assertThat(gate.book.word("east")).isEqualTo(GateWord.UNDECIDED);
    }

    @Test
    void checksThatBecomeKnownAreHungOnOnce() {
        gate.hanging = new Hanging.Unknown();
        steady();
        assertThat(hung().values()).containsOnly("");
        gate.hanging = new Hanging.Known(IDS, "parked", Set.of());
        world.advance(Duration.ofMinutes(3));
        assertThat(hung()).isEqualTo(Map.of("192.0.2.1", "c-east", "192.0.2.2", "c-west", "192.0.2.3", "parked"));
        assertThat(world.zone.applied()).hasSize(2);
    }

    @Test
    void whatIsEvacuatedIsSaidAndTheWeightsFollow() {
        steady();
        world.broken.put("192.0.2.1:443", REFUSED);
        world.advance(Duration.ofSeconds(10));
        assertThat(world.weights()).isEqualTo(Map.of("east", 0, "west", 100, "north", 0));
        assertThat(gate.book.word("east")).isEqualTo(GateWord.EVACUATE);
        assertThat(hung())
                .as("the sick region is no standby")
                .isEqualTo(Map.of("192.0.2.1", "parked", "192.0.2.2", "c-west", "192.0.2.3", "c-north"));
        assertThat(world.zone.applied()).hasSize(2);
    }

    @Test
    void withoutTheApiTheGateSpeaksAndOneWriteFollowsLater() {
        steady();
        apiAway(40);
        world.broken.put("192.0.2.1:443", REFUSED);
        world.advance(Duration.ofSeconds(10));
        assertThat(world.weights()).containsEntry("east", 100);
        assertThat(gate.book.word("east")).isEqualTo(GateWord.EVACUATE);
        world.advance(Duration.ofMinutes(40));
        assertThat(world.weights()).isEqualTo(Map.of("east", 0, "west", 100, "north", 0));
        assertThat(world.zone.applied())
                .as("first publication and the one that follows")
                .hasSize(2);
        assertThat(gate.book.word("east")).isEqualTo(GateWord.EVACUATE);
    }

    @Test
    void aRegionThatIsWellBeforeTheApiIsComesBackByItsWeightsAlone() {
        steady();
        apiAway(40);
        world.broken.put("192.0.2.1:443", REFUSED);
        world.advance(Duration.ofSeconds(10));
        world.broken.clear();
        world.advance(Duration.ofMinutes(2));
        assertThat(world.weights()).as("the API is away yet").containsEntry("east", 100);
        assertThat(gate.book.word("east")).isEqualTo(GateWord.EVACUATE);
        boolean followed = false;
        boolean open = false;
        for (int i = 0; i < 3600; i++) {
            world.advance(Duration.ofSeconds(1));
            boolean evacuated = gate.book.word("east") == GateWord.EVACUATE;
            followed |= world.weights().getOrDefault("east", 100) == 0;
            assertThat(evacuated || followed)
                    .as("the gate opened before the weights followed")
                    .isTrue();
            open |= !evacuated;
        }
        assertThat(open).isTrue();
        assertThat(world.weights()).containsEntry("east", 100);
        assertThat(world.zone.applied())
                .as("publication, what followed the gate, and the return")
                .hasSize(3);
    }

    @Test
    void theOnlyRegionThatIsWellIsLetInThoughItsWeightsHaveNotFollowed() {
        steady();
        apiAway(400);
        world.broken.put("192.0.2.1:443", REFUSED);
        world.advance(Duration.ofSeconds(10));
        assertThat(gate.book.word("east")).isEqualTo(GateWord.EVACUATE);
        world.broken.clear();
        world.advance(Duration.ofMinutes(1));
        assertThat(gate.book.word("east")).as("its weights have not followed").isEqualTo(GateWord.EVACUATE);

        world.broken.put("192.0.2.2:443", REFUSED);
        world.broken.put("192.0.2.3:443", REFUSED);
        world.advance(Duration.ofSeconds(10));

        assertThat(gate.book.evacuated()).as("nobody else could serve").isEmpty();
        assertThat(world.weights()).as("the API is away yet").containsEntry("east", 100);
    }

    @Test
    void aPolicyOnANameOfOthersHoldsNobodyUp() {
        world.gate = gate;
        world.zone.put(RecordSet.plain(DnsName.of("checkout.example.com"), "A", 30, List.of("192.0.2.99")));
        world.start();
        world.advance(Duration.ofSeconds(20));
        assertThat(world.status().reason()).isEqualTo("RecordConflict");

        gate.book.hear(
                "shop/other",
                new Opinion(true, 1, true, Set.of("east"), Set.of("east"), Set.of("east"), Set.of()),
                world.time.instant());
        assertThat(gate.book.word("east")).isEqualTo(GateWord.EVACUATE);
        assertThat(gate.book.word("west")).as("its own key").isEqualTo(GateWord.KEEP);
    }

    @Test
    void aStandbyThatIsNotTheOneThatWouldBeChosenKeepsTheGateShut() {
        steady();
        world.broken.put("192.0.2.2:443", REFUSED);
        world.advance(Duration.ofSeconds(10));
        apiAway(40);
        world.broken.put("192.0.2.1:443", REFUSED);
        world.advance(Duration.ofSeconds(20));
        assertThat(gate.book.evacuated())
                .as("west would be served and is not fit")
                .isEmpty();
    }

    @Test
    void aSuspendedPolicyIsNotMoved() {
        steady();
        world.apply(POLICY.replace("spec:", "spec:\n  suspend: true").replace("generation: 1", "generation: 2"));
        world.broken.put("192.0.2.1:443", REFUSED);
        world.advance(Duration.ofMinutes(1));
        assertThat(gate.book.evacuated()).isEmpty();
    }

    @Test
    void aRestartSaysWhatWasSaid() {
        steady();
        apiAway(200);
        world.broken.put("192.0.2.1:443", REFUSED);
        world.advance(Duration.ofSeconds(10));
        world.kill();
        gate.book = gate.open();
        assertThat(gate.book.word("east")).isEqualTo(GateWord.EVACUATE);
        assertThat(gate.book.word("west")).isEqualTo(GateWord.UNDECIDED);
        world.start();
        world.advance(Duration.ofMinutes(1));
        assertThat(gate.book.word("east")).isEqualTo(GateWord.EVACUATE);
    }

    @Test
    void checksThatAreGoneAreNotHungOn() {
        steady();
        gate.hanging = new Hanging.Lost();
        world.broken.put("192.0.2.1:443", REFUSED);
        world.advance(Duration.ofSeconds(10));
        assertThat(world.weights()).isEqualTo(Map.of("east", 0, "west", 100, "north", 0));
        assertThat(hung().values()).containsOnly("");
    }

    @Test
    void whileNobodyKnowsTheChecksASetThatWasParkedIsSetFreeWhenItGetsWeight() {
        steady();
        gate.hanging = new Hanging.Unknown();
        world.broken.put("192.0.2.2:443", REFUSED);
        world.advance(Duration.ofSeconds(10));
        world.broken.put("192.0.2.1:443", REFUSED);
        world.advance(Duration.ofSeconds(10));
        assertThat(world.weights()).isEqualTo(Map.of("east", 0, "west", 0, "north", 100));
        assertThat(hung()).isEqualTo(Map.of("192.0.2.1", "c-east", "192.0.2.2", "c-west", "192.0.2.3", ""));
    }

    @Test
    void aCheckThatSomebodyTookOffIsHungOnAgain() {
        steady();
        RecordSet east = world.sets().stream()
                .filter(set -> set.values().contains("192.0.2.1"))
                .findFirst()
                .orElseThrow();
        world.zone.remove(east);
        world.zone.put(new RecordSet(
                east.name(),
                east.type(),
                east.setIdentifier(),
                east.weight(),
                east.ttlSeconds(),
                east.values(),
                Optional.empty(),
                Optional.empty()));
        world.advance(Duration.ofMinutes(2));
        assertThat(hung()).containsEntry("192.0.2.1", "c-east");
        assertThat(world.weights()).containsEntry("east", 100);
    }

    @Test
    void aRegionThatPeopleOrderAwayIsNoStandby() {
        steady();
        world.given.orders.add(new GivenOrder(
                GivenOrder.idOf(Order.Kind.AWAY_FROM, "ts/away"),
                "ts/away",
                Order.Kind.AWAY_FROM,
                Set.of("west"),
                false,
                world.time.instant(),
                world.time.instant().plusSeconds(3600),
                "away from west"));
        world.obey();
        world.advance(Duration.ofSeconds(10));
        assertThat(hung()).isEqualTo(Map.of("192.0.2.1", "c-east", "192.0.2.2", "parked", "192.0.2.3", "c-north"));
    }

    @Test
    void aPolicyThatLeavesTheGateHangsOnNothing() {
        steady();
        world.apply(POLICY.replace("gate: true, ", "").replace("generation: 1", "generation: 2"));
        world.advance(Duration.ofMinutes(1));
        assertThat(hung().values()).containsOnly("");
        assertThat(world.sets()).noneMatch(set -> set.setIdentifier().orElse("").endsWith(":g"));
        assertThat(gate.kept.policies()).isEmpty();
    }
}
