package io.regionalfailover.dns;

import static io.regionalfailover.dns.ZoneCases.APEX;
import static io.regionalfailover.dns.ZoneCases.LIMITS;
import static io.regionalfailover.dns.ZoneCases.plan;
import static io.regionalfailover.dns.ZoneCases.ready;
import static io.regionalfailover.dns.ZoneCases.weights;
import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.decision.Proposal.Kind;
import io.regionalfailover.decision.Velocity;
import io.regionalfailover.dns.Batcher.Candidate;
import io.regionalfailover.dns.WriteQueue.Entry;
import io.regionalfailover.dns.WriteRequest.Leaving;
import io.regionalfailover.testing.dns.HookedZone;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The velocity ledger in the batches that carry it. */
class LedgerInBatchTest {
    private static final Leaving EAST = new Leaving(Set.of("east"), false, new Velocity(Map.of(), 40, 1));

    private final WriterBench bench = new WriterBench();

    /** The writer looks at every text that it sends: one that is not of its zone takes nobody along. */
    @Test
    void aLedgerThatTheGuardRefusesNeverLeavesAndWhatItDoesNotCountGoesAllTheSame() {
        DrainBook elsewhere = new DrainBook(DnsName.of("example.org"), bench.runtime, bench.metrics);
        elsewhere.keptFor("default");
        elsewhere.read(List.of(), bench.time.instant());
        Outbox outbox = outbox(elsewhere);
        Entry first = entry("first", Leaving.NOBODY);
        Entry counted = entry("a", EAST);
        Entry other = entry("b", Leaving.NOBODY);
        List.of(first, counted, other).forEach(outbox::offer);
        bench.time.advance(Duration.ofSeconds(2));

        assertThat(counted.result().resultNow())
                .isInstanceOfSatisfying(
                        WriteResult.Impossible.class,
                        impossible -> assertThat(impossible.message())
                                .contains("own guard", "no reserved name of the zone example.com"));
        assertThat(first.result().resultNow()).isInstanceOf(WriteResult.Applied.class);
        assertThat(other.result().resultNow()).isInstanceOf(WriteResult.Applied.class);
        assertThat(bench.zone.asked())
                .hasSize(2)
                .allSatisfy(batch -> assertThat(batch)
                        .noneMatch(change -> change.set().name().equals(elsewhere.name())));
        assertThat(elsewhere.ledger()).isEqualTo(DrainLedger.NONE);
    }

    @Test
    void theLedgerIsAskedForOnceHoweverMuchWaitsForIt() {
        DrainBook unknown = new DrainBook(APEX, bench.runtime, bench.metrics);
        unknown.keptFor("default");
        Outbox outbox = outbox(unknown);
        List<Entry> counted = List.of(entry("a", EAST), entry("b", EAST), entry("c", EAST));
        counted.forEach(outbox::offer);
        bench.time.advance(Duration.ofMillis(50));

        assertThat(bench.zone.reads()).containsExactly(Set.of(APEX.velocity()));
        assertThat(counted)
                .allSatisfy(entry -> assertThat(entry.result().resultNow()).isInstanceOf(WriteResult.Applied.class));
        assertThat(unknown.ledger().policies()).isEqualTo(Map.of("east", 3));
    }

    /** The answer that it waited for wakes it up, before any timer does. */
    @Test
    void whoWaitsForTheLedgerWhileTheProcessStandsStillIsDecidedAgain() {
        DrainBook unknown = new DrainBook(APEX, bench.runtime, bench.metrics);
        unknown.keptFor("default");
        Outbox outbox = outbox(unknown);
        bench.provider.atNext(HookedZone.Request.READ, () -> bench.standStill(Duration.ofSeconds(7)));
        Entry counted = entry("a", EAST);
        outbox.offer(counted);
        bench.time.advance(Duration.ofMillis(50));

        assertThat(counted.result().resultNow()).isInstanceOf(WriteResult.Superseded.class);
        assertThat(bench.zone.asked()).isEmpty();
    }

    private Outbox outbox(DrainBook drains) {
        SharedReads reads = new SharedReads(bench.provider, bench.budget, bench.runtime, bench.metrics, drains);
        return new Outbox(APEX, bench.provider, bench.budget, bench.runtime, bench.metrics, reads, drains);
    }

    private Entry entry(String policy, Leaving leaving) {
        Publication publication = WriterBench.publication(policy);
        NameSets basis = ZoneCases.read(bench.zone, publication);
        ChangeSet changes = ready(ChangePlanner.publish(
                publication, plan(1, weights("east", 0, "west", 100)), new Reading.Free(basis), LIMITS));
        return new Entry(
                new Candidate(changes, Kind.EVACUATE, 0), publication, basis, leaving, new CompletableFuture<>());
    }
}
