package io.regionalfailover.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.DnsProvider;
import io.regionalfailover.health.ProbeResult;
import io.regionalfailover.simulation.engine.VirtualTime;
import io.regionalfailover.testing.dns.StrictZone;
import io.regionalfailover.testing.peers.VirtualLine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Several instances with one policy and one zone, on virtual time: who moves traffic when somebody is cut off or gone. */
class FleetLoopTest {
    private static final String POLICY = """
            metadata: {name: checkout, namespace: shop, generation: 1}
            spec:
              dns: {zone: example-com, records: [{name: checkout.example.com, type: A}], onDelete: Delete}
              regions:
              - {name: east, weight: 100, endpoints: [{addresses: ["192.0.2.1"]}]}
              - {name: west, weight: 100, endpoints: [{addresses: ["192.0.2.2"]}]}
              checks:
              - {name: frontend, interval: 1s, timeout: 500ms, tcp: {address: "{target}:443"}}
              - {name: database, interval: 1s, timeout: 500ms, tcp: {address: "{region}.db.internal:5432"}}
              failover: {cooldown: 10s}
              failback: {stableFor: 30s, stepInterval: 10s}
            """;
    private static final String OTHER_WEIGHTS = POLICY.replace("west, weight: 100", "west, weight: 50");
    private static final ProbeResult REFUSED = ProbeResult.failing("connection refused");
    private static final Map<String, Integer> BOTH = Map.of("east", 100, "west", 100);

    private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-23T04:00:00Z"));
    private final StrictZone zone = new StrictZone(DnsName.of("example.com"), new DnsProvider.Limits(1_000, 32_000));
    private final VirtualLine line = new VirtualLine(time);
    private final List<LoopWorld> fleet = new ArrayList<>();

    private List<LoopWorld> fleet(String... names) {
        List<String> urls =
                List.of(names).stream().map(name -> "https://" + name).toList();
        for (String name : names) {
            LoopWorld instance =
                    new LoopWorld(fleet.size() + 1L, POLICY, name, time, zone, line.from("https://" + name), urls);
            fleet.add(instance);
            start(instance, name);
        }
        pass(20);
        assertThat(fleet.getFirst().weights()).isEqualTo(BOTH);
        assertThat(policyWrites()).as("the first plan is written once").isEqualTo(1);
        return fleet;
    }

    private void start(LoopWorld instance, String name) {
        instance.start();
        line.open("https://" + name, instance.desk().orElseThrow());
    }

    private void pass(double seconds) {
        time.advance(Duration.ofMillis((long) (seconds * 1_000)));
    }

    private void everybody(Consumer<LoopWorld> happens) {
        fleet.forEach(happens);
    }

    private void cut(String some, String other) {
        line.cut("https://" + some, "https://" + other);
        line.cut("https://" + other, "https://" + some);
    }

    private int moves() {
        return fleet.stream()
                .mapToInt(instance -> (int) instance.log.stream()
                        .filter(entry -> !entry.contains("Published") && !entry.endsWith("fenced"))
                        .count())
                .sum();
    }

    @Test
    void whatAllSeeIsWrittenOnce() {
        fleet("east", "west", "north");
        everybody(instance -> instance.broken.put("east.db.internal:5432", REFUSED));
        pass(4);
        assertThat(fleet.getFirst().weights()).isEqualTo(Map.of("east", 0, "west", 200));
        pass(30);
        assertThat(policyWrites()).isEqualTo(2);
        everybody(instance -> assertThat(instance.status().phase()).isEqualTo("FailedOver"));
    }

    @Test
    void whatOneOfThreeSeesMovesNothing() {
        List<LoopWorld> three = fleet("east", "west", "north");
        three.get(2).broken.put("192.0.2.1:443", REFUSED);
        pass(600);
        assertThat(moves()).isZero();
    }

    @Test
    void oneOfThreeThatIsCutOffFromTheOthersAndFromOneRegionMovesNothing() {
        List<LoopWorld> three = fleet("east", "west", "north");
        cut("north", "east");
        cut("north", "west");
        three.get(2).broken.put("192.0.2.1:443", REFUSED);
        three.get(2).broken.put("east.db.internal:5432", REFUSED);
        for (int i = 0; i < 600; i++) {
            pass(1);
            assertThat(three.get(2).weights()).isEqualTo(BOTH);
        }
        assertThat(three.get(2).status().phase()).isEqualTo("Steady");
        assertThat(three.get(2).status().reason()).as("it says who is missing").isEqualTo("NoQuorum");
    }

    @Test
    void aRegionThatDiesWithItsInstanceIsLeftWithinTenSecondsOfItsDetection() {
        List<LoopWorld> two = fleet("east", "west");
        two.getFirst().kill();
        line.shut("https://east");
        two.get(1).broken.put("192.0.2.1:443", REFUSED);
        two.get(1).broken.put("east.db.internal:5432", REFUSED);
        pass(2.5 + 10);
        assertThat(two.get(1).weights()).isEqualTo(Map.of("east", 0, "west", 200));
    }

    @Test
    void aDatabaseThatIsGoneWhileItsRegionsInstanceIsDownIsLeft() {
        List<LoopWorld> two = fleet("east", "west");
        two.getFirst().kill();
        line.shut("https://east");
        pass(30);
        assertThat(two.get(1).weights()).isEqualTo(BOTH);
        two.get(1).broken.put("east.db.internal:5432", REFUSED);
        pass(3);
        assertThat(two.get(1).weights()).isEqualTo(Map.of("east", 0, "west", 200));
    }

    @Test
    void twoThatDoNotHearEachOtherMoveNothingForAnHour() {
        List<LoopWorld> two = fleet("east", "west");
        cut("east", "west");
        two.getFirst().broken.put("192.0.2.2:443", REFUSED);
        two.getFirst().broken.put("west.db.internal:5432", REFUSED);
        two.get(1).broken.put("192.0.2.1:443", REFUSED);
        two.get(1).broken.put("east.db.internal:5432", REFUSED);
        pass(3_600);
        assertThat(moves()).isZero();
        assertThat(two.getFirst().weights()).isEqualTo(BOTH);
    }

    @Test
    void aSpecThatChangedInOneClusterOnlyIsNoFight() {
        List<LoopWorld> two = fleet("east", "west");
        two.getFirst().apply(OTHER_WEIGHTS);
        pass(10);
        assertThat(two.getFirst().weights()).isEqualTo(Map.of("east", 100, "west", 50));
        long written = policyWrites();
        pass(600);
        assertThat(policyWrites()).isEqualTo(written);
        assertThat(two.getFirst().status().reason()).isEqualTo("AllRegionsHealthy");
        assertThat(two.get(1).status().reason()).isEqualTo("SpecSkew");

        everybody(instance -> instance.broken.put("east.db.internal:5432", REFUSED));
        two.getFirst().kill();
        line.shut("https://east");
        pass(20);
        assertThat(two.get(1).weights().get("east"))
                .as("evacuations are carried out")
                .isZero();
    }

    @Test
    void aSpecThatIsRolledOutClusterByClusterIsPublishedOnce() {
        List<LoopWorld> two = fleet("east", "west");
        two.get(1).apply(OTHER_WEIGHTS);
        pass(100);
        two.getFirst().apply(OTHER_WEIGHTS);
        pass(100);
        assertThat(policyWrites()).isEqualTo(2);
        everybody(instance -> assertThat(instance.status().reason()).isEqualTo("AllRegionsHealthy"));
    }

    @Test
    void aSpecOfOneThatIsGoneIsReplaced() {
        List<LoopWorld> two = fleet("east", "west");
        two.getFirst().apply(OTHER_WEIGHTS);
        pass(10);
        two.getFirst().kill();
        line.shut("https://east");
        pass(90);
        assertThat(two.get(1).weights()).isEqualTo(BOTH);
    }

    @Test
    void whoStartsAgainMovesNothing() {
        List<LoopWorld> two = fleet("east", "west");
        for (int i = 0; i < 20; i++) {
            LoopWorld instance = two.get(i % 2);
            String name = i % 2 == 0 ? "east" : "west";
            instance.kill();
            line.shut("https://" + name);
            pass(1 + i);
            start(instance, name);
            pass(3);
        }
        assertThat(policyWrites()).isEqualTo(1);
    }

    @Test
    void aPolicyThatIsDeletedInOneClusterOfTwoStays() {
        List<LoopWorld> two = fleet("east", "west");
        List<Departure.Outcome> outcomes = new ArrayList<>();
        two.getFirst().depart().thenAccept(outcomes::add);
        pass(5);
        assertThat(outcomes).singleElement().isInstanceOf(Departure.Kept.class);
        assertThat(two.get(1).weights()).isEqualTo(BOTH);
        two.get(1).depart().thenAccept(outcomes::add);
        pass(5);
        assertThat(outcomes.getLast()).isInstanceOf(Departure.Released.class);
        assertThat(two.get(1).sets()).isEmpty();
    }

    @Test
    void aPolicyThatIsDeletedWhileAPeerIsSilentStays() {
        List<LoopWorld> two = fleet("east", "west");
        cut("east", "west");
        List<Departure.Outcome> outcomes = new ArrayList<>();
        two.getFirst().depart().thenAccept(outcomes::add);
        pass(90);
        assertThat(outcomes).singleElement().isInstanceOf(Departure.Detached.class);
        assertThat(two.get(1).weights()).isEqualTo(BOTH);
    }

    private long policyWrites() {
        return zone.applied().stream()
                .filter(batch -> batch.stream()
                        .noneMatch(change -> change.set().name().toString().contains("heartbeat")))
                .count();
    }
}
