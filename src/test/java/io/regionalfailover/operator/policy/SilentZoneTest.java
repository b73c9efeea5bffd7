package io.regionalfailover.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.dns.DrainLedger;
import io.regionalfailover.dns.NameSets;
import io.regionalfailover.dns.Reading;
import io.regionalfailover.dns.WriteResult;
import io.regionalfailover.dns.Zone;
import io.regionalfailover.dns.ZoneGate;
import io.regionalfailover.operator.translation.PolicyModel;
import io.regionalfailover.simulation.engine.VirtualTime;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a loop does while its zone does not answer. */
class SilentZoneTest {
    private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-23T04:00:00Z"));
    private final PolicyLoop loop = new PolicyLoop(
            LonePolicies.parts(time, time), "shop/checkout", Remembered.NOTHING, new LonePolicies.Nobody());
    private final CompletableFuture<Reading> first = new CompletableFuture<>();
    private int reads;
    private int writes;

    private Zone silent() {
        return zone(new CompletableFuture<>());
    }

    private Zone zone(CompletableFuture<Reading> answer) {
        return (Zone) Proxy.newProxyInstance(
                Zone.class.getClassLoader(), new Class<?>[] {Zone.class}, (zone, method, given) -> {
                    if (method.getName().startsWith("read")) {
                        reads++;
                        return method.getName().equals("readBack") ? new CompletableFuture<Reading>() : answer;
                    }
                    if (method.getName().equals("nextReadBack")) {
                        return ((Instant) given[0]).plus((Duration) given[1]);
                    }
                    if (method.getName().equals("write")) {
                        writes++;
                        return new CompletableFuture<WriteResult>();
                    }
                    if (method.getName().equals("ledger")) {
                        return DrainLedger.NONE;
                    }
                    if (method.getName().equals("gate")) {
                        return ZoneGate.NONE;
                    }
                    return method.getName().equals("equals") ? zone == given[0] : null;
                });
    }

    private static PolicyModel model() {
        return LonePolicies.model("checkout", "example.com", "5m");
    }

    @Test
    void aLoopTakesItsTurnsAndNotMany() {
        loop.accept(model(), silent(), "");
        time.advance(Duration.ofMinutes(2));
        long before = loop.turns().orElseThrow();

        time.advance(Duration.ofMinutes(10));

        assertThat(loop.turns().orElseThrow() - before).isBetween(10L, 40L);
        assertThat(reads).as("one at a time").isEqualTo(1);
    }

    @Test
    void whatIsReadOfTheZoneBeforeSaysNothingOfTheNext() {
        loop.accept(model(), zone(first), "");
        time.advance(Duration.ofMinutes(1));
        loop.accept(model(), silent(), "");
        time.settle();
        assertThat(reads).as("the next is read at once").isEqualTo(2);

        first.complete(new Reading.Free(new NameSets(Map.of())));
        time.advance(Duration.ofMinutes(10));
        assertThat(writes).isZero();
    }

    @Test
    void whoIsInAHurryDoesNotWaitForAReadingThatGivesOthersTime() {
        Zone here = zone(first);
        loop.accept(model(), here, "");
        time.settle();
        first.complete(new Reading.Free(new NameSets(Map.of())));
        time.advance(LonePolicies.RESYNC.multipliedBy(2));
        assertThat(reads).as("the second one has not come back").isEqualTo(2);

        loop.accept(LonePolicies.model("cart", "example.com", "5m"), here, "");
        time.settle();
        assertThat(reads).isEqualTo(3);
    }

    @Test
    void aZoneThatIsFreeIsWritten() {
        loop.accept(model(), zone(first), "");
        time.advance(Duration.ofMinutes(1));
        first.complete(new Reading.Free(new NameSets(Map.of())));
        time.advance(Duration.ofMinutes(10));
        assertThat(writes).isPositive();
    }

    @Test
    void noTurnIsDueOfALoopThatHasNothingToCarryOutOrHasEnded() {
        assertThat(loop.turns()).isEmpty();

        loop.accept(model(), silent(), "");
        assertThat(loop.turns()).as("what waits is a turn that is due").isEqualTo(OptionalLong.of(0));
        time.advance(Duration.ofMinutes(2));
        assertThat(loop.turns()).isPresent();

        loop.close();
        time.settle();
        assertThat(loop.turns()).isEmpty();
    }
}
