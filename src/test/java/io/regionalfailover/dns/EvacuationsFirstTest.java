package io.regionalfailover.dns;

import static io.regionalfailover.dns.ZoneCases.plan;
import static io.regionalfailover.dns.ZoneCases.weights;
import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.decision.Proposal.Kind;
import io.regionalfailover.testing.dns.HookedZone;
import io.regionalfailover.testing.dns.StrictZone;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Zones of one account: none takes what another needs to leave a region that dies. */
class EvacuationsFirstTest {
    private final WriterBench bench = new WriterBench();
    private final StrictZone otherZone = ZoneCases.zone();
    private final HookedZone otherProvider = new HookedZone(otherZone);
    private final ZoneWriter other = new ZoneWriter(
            ZoneCases.APEX,
            otherProvider,
            bench.budget,
            (server, name, type) -> new NameserverAsker.Answer.None("does not answer"),
            List.of(),
            bench.runtime,
            bench.metrics);

    private CompletableFuture<WriteResult> write(ZoneWriter writer, StrictZone zone, String policy, Kind kind) {
        Publication publication = WriterBench.publication(policy);
        return writer.write(new WriteRequest(
                publication, plan(1, weights("east", 100, "west", 0)), ZoneCases.reading(zone, publication), kind, 0));
    }

    private void useUp(int requests) throws InterruptedException {
        for (int i = 0; i < requests; i++) {
            bench.budget.pass(RequestGate.Kind.CHANGE);
        }
    }

    @Test
    void whatReturnsLeavesTheLastRequestsToWhatMustLeave() throws InterruptedException {
        useUp(16);
        var back = write(bench.writer, bench.zone, "back", Kind.RETURN);
        bench.time.settle();
        assertThat(back).as("4 requests are left, and 5 are kept").isNotDone();

        var away = write(other, otherZone, "away", Kind.EVACUATE);
        bench.time.settle();
        assertThat(away.resultNow()).isInstanceOf(WriteResult.Applied.class);
        assertThat(back).isNotDone();
    }

    @Test
    void aRequestThatTakesLongHoldsUpNoOtherZone() {
        List<WriteResult> meanwhile = new ArrayList<>();
        bench.provider.atNext(HookedZone.Request.APPLY, () -> {
            var away = write(other, otherZone, "away", Kind.EVACUATE);
            bench.time.settle();
            meanwhile.add(away.resultNow());
        });
        var slow = write(bench.writer, bench.zone, "slow", Kind.EVACUATE);
        bench.time.settle();
        assertThat(slow.resultNow()).isInstanceOf(WriteResult.Applied.class);
        assertThat(meanwhile).hasOnlyElementsOfType(WriteResult.Applied.class).hasSize(1);
    }

    @Test
    void whatReturnsGoesWhenThereIsEnoughAgain() throws InterruptedException {
        useUp(16);
        var back = write(bench.writer, bench.zone, "back", Kind.RETURN);
        bench.time.advance(Duration.ofMillis(390));
        assertThat(back).isNotDone();
        bench.time.advance(Duration.ofMillis(20));
        assertThat(back.resultNow()).isInstanceOf(WriteResult.Applied.class);
    }
}
