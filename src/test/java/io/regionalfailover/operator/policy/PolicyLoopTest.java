package io.regionalfailover.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.api.v1alpha1.FailoverPolicyStatus;
import io.regionalfailover.dns.Change;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.RecordSet;
import io.regionalfailover.health.ProbeResult;
import io.regionalfailover.testing.dns.StrictZone;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyLoopTest {
    private static final String POLICY = """
            metadata: {name: checkout, namespace: shop, generation: 1}
            spec:
              dns: {zone: example-com, records: [{name: checkout.example.com, type: A}]}
              regions:
              - {name: east, weight: 100, endpoints: [{addresses: ["192.0.2.1"]}]}
              - {name: west, weight: 0, endpoints: [{addresses: ["192.0.2.2"]}]}
              checks:
              - {name: frontend, interval: 1s, timeout: 500ms, tcp: {address: "{target}:443"}}
              - {name: database, interval: 1s, timeout: 500ms, tcp: {address: "{region}.db.internal:5432"}}
              failover: {cooldown: 10s}
              failback: {stableFor: 30s, stepInterval: 10s}
            """;
    private static final ProbeResult REFUSED = ProbeResult.failing("connection refused");
    private static final Map<String, Integer> EAST = Map.of("east", 100, "west", 0);
    private static final Map<String, Integer> WEST = Map.of("east", 0, "west", 100);

    private LoopWorld world(long seed) {
        LoopWorld world = new LoopWorld(seed, POLICY);
        world.start();
        return world;
    }

    private LoopWorld steady(long seed) {
        LoopWorld world = world(seed);
        world.advance(Duration.ofSeconds(20));
        assertThat(world.weights()).isEqualTo(EAST);
        assertThat(world.status().phase()).isEqualTo("Steady");
        return world;
    }

    @Test
    void aShiftThatTheStatusDoesNotKnowIsCooledDownFromWhenItIsFound() {
        LoopWorld world = new LoopWorld(1, POLICY.replace("cooldown: 10s", "cooldown: 5m"));
        world.start();
        world.advance(Duration.ofSeconds(20));
        FailoverPolicyStatus before = world.status();
        world.broken.put("192.0.2.1:443", REFUSED);
        world.advance(Duration.ofSeconds(4));
        assertThat(world.weights()).isEqualTo(WEST);
        world.kill();
        world.broken.clear();
        world.remember(before);

        world.start();
        world.advance(Duration.ofSeconds(295));
        assertThat(world.weights()).isEqualTo(WEST);
        world.advance(Duration.ofSeconds(60));
        assertThat(world.weights()).isEqualTo(EAST);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void aFailingRegionIsLeftInOneBatchWithinItsWindowAndComesBackInSteps(long seed) {
        LoopWorld world = steady(seed);
        int before = world.zone.applied().size();

        world.broken.put("192.0.2.1:443", REFUSED);
        world.advance(Duration.ofMillis(3_500));

        assertThat(world.weights()).isEqualTo(WEST);
        assertThat(world.zone.applied()).hasSize(before + 1);
        assertThat(world.zone.applied().getLast())
                .extracting(change -> change.action() + " " + change.set().type())
                .containsExactly(
                        "CREATE TXT", "DELETE TXT", "DELETE A", "DELETE A", "CREATE TXT", "CREATE A", "CREATE A");
        assertThat(world.zone.applied().getLast().getFirst().set().values().getFirst())
                .as("the velocity ledger goes with it")
                .matches("\"rfv1 test [0-9a-f]{16} east:1:[0-9a-z]+\"");

        world.broken.clear();
        world.advance(Duration.ofMinutes(2));

        assertThat(world.weights()).isEqualTo(EAST);
        assertThat(world.status().phase()).isEqualTo("Steady");
        assertThat(world.log)
                .extracting(line -> line.substring(line.indexOf(' ') + 1))
                .containsExactly(
                        "Published east=100",
                        "RegionUnhealthy west=100",
                        "FailbackStep east=25,west=75",
                        "FailbackStep east=50,west=50",
                        "AllRegionsHealthy east=100");
        assertThat(world.status().lastFailover())
                .satisfies(last ->
                        assertThat(last == null ? null : last.recoveredAt()).isNotNull());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void aDependencyThatFailsEverywhereMovesNobody(long seed) {
        LoopWorld world = steady(seed);
        int before = world.zone.asked().size();

        world.broken.put("east.db.internal:5432", REFUSED);
        world.broken.put("west.db.internal:5432", REFUSED);
        world.advance(Duration.ofMinutes(5));

        assertThat(world.zone.asked()).hasSize(before);
        assertThat(world.status().reason()).isEqualTo("CommonCause");
    }

    @Test
    void whenAllFailNothingChangesAndTheFirstToComeBackGetsTheTrafficAtOnce() {
        LoopWorld world = steady(1);
        int before = world.zone.asked().size();
        world.broken.put("192.0.2.1:443", REFUSED);
        world.broken.put("192.0.2.2:443", REFUSED);
        world.advance(Duration.ofMinutes(1));
        assertThat(world.zone.asked()).hasSize(before);
        assertThat(world.status().phase()).isEqualTo("FailedOpen");

        world.broken.remove("192.0.2.2:443");
        world.advance(Duration.ofSeconds(5));

        assertThat(world.weights()).isEqualTo(WEST);
    }

    @Test
    void twoLostAnswersAreNothing() {
        LoopWorld world = steady(1);
        int before = world.zone.asked().size();
        for (int i = 0; i < 20; i++) {
            world.broken.put("192.0.2.1:443", REFUSED);
            world.advance(Duration.ofMillis(1_900));
            world.broken.clear();
            world.advance(Duration.ofMillis(1_100));
        }
        assertThat(world.zone.asked()).hasSize(before);
    }

    @Test
    void aHandEditIsRepairedWithinTheResync() {
        LoopWorld world = steady(1);
        RecordSet east = world.sets().getFirst();
        world.zone.put(new RecordSet(
                east.name(),
                east.type(),
                east.setIdentifier(),
                OptionalInt.of(7),
                east.ttlSeconds(),
                east.values(),
                east.foreignRouting()));
        assertThat(world.weights()).containsEntry("east", 7);

        world.advance(Duration.ofSeconds(70));

        assertThat(world.weights()).isEqualTo(EAST);
        assertThat(world.log.getLast()).contains("DriftRepaired");
    }

    @Test
    void anEmptiedZoneIsFilledAgain() {
        LoopWorld world = steady(1);
        world.zone.all().forEach(world.zone::remove);

        world.advance(Duration.ofSeconds(70));

        assertThat(world.weights()).isEqualTo(EAST);
    }

    @ParameterizedTest
    @EnumSource(StrictZone.Fault.class)
    void aFaultOfTheProviderDelaysAShiftAndNothingElse(StrictZone.Fault fault) {
        LoopWorld world = steady(1);
        world.zone.failNext(fault, fault);
        world.broken.put("192.0.2.1:443", REFUSED);

        world.advance(Duration.ofSeconds(20));

        assertThat(world.weights()).isEqualTo(WEST);
    }

    @Test
    void whenNothingHappensNothingIsWritten() {
        LoopWorld world = steady(1);
        int asked = world.zone.asked().size();
        int reads = world.zone.reads().size();

        for (int i = 0; i < 100; i++) {
            world.apply(POLICY);
        }
        world.advance(Duration.ofSeconds(30));

        assertThat(world.zone.asked()).hasSize(asked);
        assertThat(world.zone.reads()).hasSizeLessThanOrEqualTo(reads + 1);
    }

    /** Dies at any moment and starts again, through a failure and a return: nothing is moved by that, the right end is reached. */
    @Test
    void aProcessMayDieAtAnyMoment() {
        for (long seed = 1; seed <= 40; seed++) {
            Random random = new Random(seed);
            LoopWorld world = steady(seed);
            boolean failing = false;
            for (int crash = 0; crash < 10; crash++) {
                if (random.nextInt(3) == 0) {
                    failing = !failing;
                    if (failing) {
                        world.broken.put("192.0.2.1:443", REFUSED);
                    } else {
                        world.broken.clear();
                    }
                }
                if (random.nextInt(4) == 0) {
                    world.zone.failNext(StrictZone.Fault.values()[random.nextInt(StrictZone.Fault.values().length)]);
                }
                world.advance(Duration.ofMillis(random.nextInt(12_000)));
                Map<String, Integer> atDeath = world.weights();
                world.kill();
                world.advance(Duration.ofMillis(random.nextInt(5_000)));
                assertThat(world.weights()).as("seed %d", seed).isEqualTo(atDeath);
                world.start();
                world.advance(Duration.ofSeconds(1));
                assertThat(world.weights())
                        .as("seed %d, right after a start", seed)
                        .isEqualTo(atDeath);
            }
            world.advance(Duration.ofMinutes(4));
            assertThat(world.weights()).as("seed %d", seed).isEqualTo(failing ? WEST : EAST);
            assertNeverEmpty(world, seed);
        }
    }

    private static void assertNeverEmpty(LoopWorld world, long seed) {
        for (List<Change> batch : world.zone.applied()) {
            int sum = batch.stream()
                    .filter(change -> change.action() == Change.Action.CREATE)
                    .mapToInt(change -> change.set().weight().orElse(0))
                    .sum();
            assertThat(sum).as("seed %d: the weights of a batch", seed).isPositive();
        }
    }

    @Test
    void whatOtherInstancesMovedHoldsASecondRegionForTenMinutes() {
        LoopWorld world = world(1);
        world.zone.put(RecordSet.plain(
                DnsName.of("_failover-velocity.example.com"),
                "TXT",
                60,
                List.of("\"rfv1 test 0123456789abcdef east:5:0 north:20:0\"")));
        world.advance(Duration.ofSeconds(20));
        world.broken.put("192.0.2.1:443", REFUSED);
        world.advance(Duration.ofMinutes(9));

        assertThat(world.weights()).isEqualTo(EAST);
        assertThat(world.status().reason()).isEqualTo("VelocityLimited");

        world.advance(Duration.ofMinutes(1));
        assertThat(world.weights()).isEqualTo(WEST);
    }
}
