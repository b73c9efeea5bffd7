package io.regionalfailover.dns;

import static io.regionalfailover.dns.ZoneCases.LIMITS;
import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.decision.Proposal.Kind;
import io.regionalfailover.dns.Batcher.Batch;
import io.regionalfailover.dns.Batcher.Candidate;
import io.regionalfailover.dns.Change.Action;
import io.regionalfailover.dns.ChangeSet.Intent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatcherTest {
    @Test
    void theOrderIsUrgencyThenLeavingWeightThenOwner() {
        List<Candidate> waiting = new ArrayList<>(List.of(
                candidate("a", Kind.RETURN, 255, 2),
                candidate("b", Kind.EVACUATE, 10, 2),
                candidate("e", Kind.EVACUATE, 100, 2),
                candidate("d", Kind.EVACUATE, 100, 2),
                candidate("c", Kind.REPAIR, 0, 2)));
        Collections.shuffle(waiting, new Random(1));

        assertThat(Batcher.next(waiting, LIMITS).taken())
                .extracting(candidate -> candidate.changes().owner().name())
                .containsExactly("d", "e", "b", "c", "a");
    }

    @Test
    void limitsHoldAndNoChangeSetIsSplit() {
        List<Candidate> waiting = IntStream.range(0, 400)
                .mapToObj(i -> candidate(String.format("p%03d", i), Kind.EVACUATE, 1, 7))
                .toList();

        Batch batch = Batcher.next(waiting, LIMITS);

        assertThat(batch.full()).isTrue();
        assertThat(batch.taken()).hasSize((1_000 - 2) / 7);
        assertThat(batch.changes()).hasSize((1_000 - 2) / 7 * 7);
    }

    /** The capacity plan: a thousand policies of two regions, their fences of 200 characters, are 15 batches. */
    @Test
    void aThousandPoliciesAreFifteenBatches() {
        List<Candidate> waiting = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            DnsName name = DnsName.of("p" + i + ".example.com");
            List<Change> changes = new ArrayList<>();
            for (Action action : Action.values()) {
                changes.add(new Change(action, ZoneCases.plain(name.fence(), "TXT", "x".repeat(200))));
                changes.add(new Change(action, ZoneCases.weighted(name, "A", "rfo:e", 1, "203.0.113.10")));
                changes.add(new Change(action, ZoneCases.weighted(name, "A", "rfo:w", 1, "203.0.113.20")));
            }
            waiting.add(new Candidate(changes("p" + i, Set.of(name), changes), Kind.EVACUATE, 100));
        }
        int batches = 0;
        while (!waiting.isEmpty()) {
            Batch batch = Batcher.next(waiting, LIMITS);
            assertThat(BatchSize.of(batch.changes()).fits(LIMITS)).isTrue();
            waiting.removeAll(batch.taken());
            batches++;
        }
        assertThat(batches).isEqualTo(15);
    }

    @Test
    void twoOwnersOfOneNameNeverShareABatch() {
        Candidate first = candidate("a", Kind.PUBLISH, 1, 2);
        Candidate second = new Candidate(
                changes("b", first.changes().names(), first.changes().changes()), Kind.PUBLISH, 1);

        Batch batch = Batcher.next(List.of(second, first), LIMITS);

        assertThat(batch.taken()).containsExactly(first);
        assertThat(batch.full()).isFalse();
    }

    @Test
    void onAConflictThoseNamedAreDroppedAndTheRestGoesAgain() {
        Candidate a = candidate("a", Kind.PUBLISH, 1, 2);
        Candidate b = candidate("b", Kind.PUBLISH, 1, 2);
        Candidate c = candidate("c", Kind.PUBLISH, 1, 2);
        List<Candidate> batch = List.of(a, b, c);

        assertThat(Batcher.untouched(batch, Set.of(nameOf("b").fence()))).containsExactly(a, c);
        assertThat(Batcher.untouched(batch, Set.of(nameOf("a"), nameOf("c")))).containsExactly(b);
        assertThat(Batcher.untouched(batch, Set.of())).isEmpty();
        assertThat(Batcher.untouched(batch, Set.of(nameOf("unheard-of")))).isEmpty();
    }

    private static DnsName nameOf(String owner) {
        return DnsName.of(owner + ".example.com");
    }

    private static Candidate candidate(String owner, Kind urgency, int leavingWeight, int values) {
        List<Change> changes = IntStream.range(0, values)
                .mapToObj(i ->
                        new Change(Action.CREATE, ZoneCases.weighted(nameOf(owner), "A", "rfo:" + i, 1, "192.0.2.1")))
                .toList();
        return new Candidate(changes(owner, Set.of(nameOf(owner)), changes), urgency, leavingWeight);
    }

    private static ChangeSet changes(String owner, Set<DnsName> names, List<Change> changes) {
        return new ChangeSet(Owner.of("default", "shop", owner), Intent.PUBLISH, "n", names, changes);
    }
}
