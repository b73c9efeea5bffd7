package io.regionalfailover.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.dns.Change;
import io.regionalfailover.dns.DnsProvider.ForceResult;
import io.regionalfailover.dns.RecordSet;
import io.regionalfailover.testing.dns.StrictZone;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of record sets that a policy finds, and of those that its spec no longer has. */
class RecordsLoopTest {
    private static final String POLICY = """
            metadata: {name: checkout, namespace: shop, generation: 1}
            spec:
              dns:
                zone: example-com
                onDelete: Retain
                records: [{name: checkout.example.com, type: A}, {name: checkout.example.com, type: AAAA}]
              regions:
              - {name: east, weight: 100, endpoints: [{addresses: ["192.0.2.1", "2001:db8::1"]}]}
              - {name: west, weight: 0, endpoints: [{addresses: ["192.0.2.2", "2001:db8::2"]}]}
              checks:
              - {name: frontend, interval: 1s, timeout: 500ms, tcp: {address: "{target}:443"}}
            """;
    private static final String ONLY_A =
            POLICY.replace(", {name: checkout.example.com, type: AAAA}", "").replace("generation: 1", "generation: 2");
    private static final RecordSet PLAIN = RecordSet.plain(LoopWorld.NAME, "A", 300, List.of("192.0.2.1"));

    private static LoopWorld world(String policy) {
        LoopWorld world = new LoopWorld(1, policy);
        world.start();
        world.advance(Duration.ofSeconds(20));
        return world;
    }

    private static List<String> types(LoopWorld world) {
        return world.sets().stream().map(RecordSet::type).distinct().sorted().toList();
    }

    @Test
    void aTypeThatWentStaysWhereOnDeleteDoesNotSayOtherwise() {
        LoopWorld world = world(POLICY);
        world.apply(ONLY_A);
        world.advance(Duration.ofMinutes(10));
        assertThat(types(world)).containsExactly("A", "AAAA");
    }

    @Test
    void withDeleteItGoesOnceTheNewSpecsPlanIsInForceAndNotBefore() {
        LoopWorld world = new LoopWorld(1, POLICY.replace("Retain", "Delete"));
        // Nobody but the provider can say what is in force.
        world.zone.nameservers(List.of());
        world.start();
        world.advance(Duration.ofSeconds(20));
        int before = world.zone.applied().size();
        ForceResult[] pending = new ForceResult[40];
        Arrays.fill(pending, new ForceResult.Pending());
        world.zone.answerForce(pending);
        world.apply(ONLY_A.replace("Retain", "Delete"));
        world.advance(Duration.ofSeconds(30));
        assertThat(world.zone.applied()).as("the new spec's plan").hasSize(before + 1);
        assertThat(types(world)).containsExactly("A", "AAAA");

        world.advance(Duration.ofMinutes(30));
        assertThat(types(world)).containsExactly("A");
        assertThat(world.zone.applied()).hasSize(before + 2);
        assertThat(world.zone.applied().getLast())
                .extracting(change -> change.action() + " " + change.set().type())
                .containsExactly(
                        "DELETE TXT",
                        "DELETE A",
                        "DELETE A",
                        "DELETE AAAA",
                        "DELETE AAAA",
                        "CREATE TXT",
                        "CREATE A",
                        "CREATE A");
        assertThat(world.status().phase()).isEqualTo("Steady");
    }

    @Test
    void whatAnEarlierProcessDidNotComeToIsDoneByTheNext() {
        LoopWorld before = world(POLICY);
        before.apply(ONLY_A);
        before.advance(Duration.ofMinutes(3));
        before.kill();
        assertThat(types(before)).containsExactly("A", "AAAA");

        LoopWorld after = new LoopWorld(2, ONLY_A.replace("Retain", "Delete"));
        before.zone.all().forEach(after.zone::put);
        after.zone.failNext(StrictZone.Fault.UNREACHABLE);
        after.start();
        after.advance(Duration.ofMinutes(3));
        assertThat(types(after)).containsExactly("A");
    }

    @Test
    void aSuspendedPolicyDropsNothing() {
        LoopWorld world = world(POLICY.replace("Retain", "Delete"));
        String suspended = ONLY_A.replace("Retain", "Delete").replace("spec:\n", "spec:\n  suspend: true\n");
        world.apply(suspended);
        world.advance(Duration.ofMinutes(10));
        assertThat(types(world)).containsExactly("A", "AAAA");
    }

    @Test
    void whatIsInTheWayIsNamedByItsField() {
        LoopWorld world = new LoopWorld(1, POLICY.replace("records: [", "records: [{name: b.example.com, type: A}, "));
        world.zone.put(PLAIN);
        world.start();
        world.advance(Duration.ofSeconds(20));
        assertThat(world.status().conditions())
                .filteredOn(condition -> condition.type().equals("Stalled"))
                .singleElement()
                .satisfies(stalled -> assertThat(stalled.message())
                        .startsWith("spec.dns.records[1].name: The record set checkout.example.com A was not made"));
        assertThat(world.zone.asked()).isEmpty();
    }

    @Test
    void adoptionMovesWhatTheFirstPlanSaysAndNoMore() {
        LoopWorld world = new LoopWorld(1, POLICY.replace("zone: example-com", "zone: example-com\n    adopt: true"));
        world.zone.put(PLAIN);
        world.start();
        world.advance(Duration.ofSeconds(20));
        assertThat(world.zone.applied()).hasSize(1);
        assertThat(world.zone.applied().getFirst()).contains(new Change(Change.Action.DELETE, PLAIN));
        assertThat(world.weights()).isEqualTo(Map.of("east", 100, "west", 0));
        world.advance(Duration.ofMinutes(10));
        assertThat(world.zone.applied()).as("and nothing afterwards").hasSize(1);
    }
}
