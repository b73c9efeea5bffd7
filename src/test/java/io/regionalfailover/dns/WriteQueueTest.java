package io.regionalfailover.dns;

import static io.regionalfailover.dns.ZoneCases.SPEC;
import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.decision.Proposal.Kind;
import io.regionalfailover.decision.Velocity;
import io.regionalfailover.dns.Batcher.Candidate;
import io.regionalfailover.dns.Change.Action;
import io.regionalfailover.dns.ChangeSet.Intent;
import io.regionalfailover.dns.WriteQueue.Entry;
import io.regionalfailover.dns.WriteQueue.Next;
import io.regionalfailover.dns.WriteRequest.Leaving;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** When what leaves, and who takes whose place. */
class WriteQueueTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_000);
    private static final Duration GATHERING = Duration.ofMillis(500);

    private final WriteQueue queue = new WriteQueue(new DnsProvider.Limits(20, 32_000), GATHERING);

    private static Entry entry(String policy, Intent intent, String... names) {
        Owner owner = Owner.of("default", "shop", policy);
        List<Change> changes = new ArrayList<>();
        Set<DnsName> all = Set.copyOf(Stream.of(names).map(DnsName::of).toList());
        all.forEach(name -> changes.add(new Change(Action.DELETE, ZoneCases.plain(name, "A", "192.0.2.1"))));
        Publication publication =
                ZoneCases.publication(owner, SPEC, List.of("east"), ZoneCases.entry(DnsName.of(names[0]), "A", "east"));
        return new Entry(
                new Candidate(new ChangeSet(owner, intent, "n", all, changes), Kind.PUBLISH, 0),
                publication,
                NameSets.NONE,
                new CompletableFuture<>());
    }

    private static Entry write(String policy) {
        return entry(policy, Intent.PUBLISH, policy + ".example.com");
    }

    private List<Entry> sent(Instant now) {
        if (queue.next(now, Duration.ZERO, true) instanceof Next.Send(List<Entry> batch)) {
            return batch;
        }
        throw new AssertionError("nothing leaves");
    }

    /** One batch has left at {@link #NOW} and came to something. */
    private void busy() {
        queue.offer(write("first"));
        assertThat(sent(NOW)).hasSize(1);
        queue.arrived();
    }

    @Test
    void nothingWaitsAtFirst() {
        assertThat(queue.next(NOW, Duration.ZERO, true)).isEqualTo(new Next.Idle());
    }

    @Test
    void theNextBatchWaitsForCompanyAndNotALongerTime() {
        busy();
        Entry a = write("a");
        Entry b = write("b");
        queue.offer(a);
        queue.offer(b);
        Instant due = NOW.plus(GATHERING);
        assertThat(queue.next(due.minusNanos(1), Duration.ZERO, true)).isEqualTo(new Next.Later(due));
        assertThat(sent(due)).containsExactlyInAnyOrder(a, b);
        assertThat(queue.next(due, Duration.ZERO, true)).as("on its way").isEqualTo(new Next.Idle());
        queue.arrived();
        assertThat(queue.next(due, Duration.ZERO, true)).as("taken out").isEqualTo(new Next.Idle());
    }

    @Test
    void aFullBatchDoesNotWaitForCompany() {
        busy();
        for (int i = 0; i < 18; i++) {
            queue.offer(write("p" + i));
        }
        assertThat(queue.next(NOW, Duration.ZERO, true)).as("18 fit").isEqualTo(new Next.Later(NOW.plus(GATHERING)));
        queue.offer(write("one-more"));
        assertThat(sent(NOW)).hasSize(18);
    }

    @Test
    void theBudgetAndAHeldOffZoneAreWaitedFor() {
        queue.offer(write("a"));
        Duration wait = Duration.ofSeconds(3);
        assertThat(queue.next(NOW, wait, true)).isEqualTo(new Next.Later(NOW.plus(wait)));
        queue.holdUntil(NOW.plusSeconds(9));
        queue.holdUntil(NOW.plusSeconds(5));
        assertThat(queue.next(NOW, wait, true)).isEqualTo(new Next.Later(NOW.plusSeconds(9)));
        assertThat(sent(NOW.plusSeconds(9))).hasSize(1);
    }

    @Test
    void aNewerWriteTakesTheOlderOnesPlace() {
        Entry older = write("a");
        Entry other = write("b");
        Entry newer = write("a");
        assertThat(queue.offer(older)).isEmpty();
        assertThat(queue.offer(other)).isEmpty();
        assertThat(queue.offer(newer)).containsExactly(older);
        assertThat(sent(NOW)).containsExactlyInAnyOrder(newer, other);
    }

    @Test
    void aReleaseOfOtherNamesStandsBesideAWriteAndOneOfTheSameNamesDoesNot() {
        Entry write = write("a");
        Entry elsewhere = entry("a", Intent.RELEASE_RECORDS, "old.example.com");
        Entry same = entry("a", Intent.RELEASE_FENCES, "a.example.com", "old.example.com");
        assertThat(queue.offer(write)).isEmpty();
        assertThat(queue.offer(elsewhere)).isEmpty();
        assertThat(queue.offer(same)).containsExactlyInAnyOrder(write, elsewhere);
        assertThat(queue.clear()).containsExactly(same);
        assertThat(queue.next(NOW, Duration.ZERO, true)).isEqualTo(new Next.Idle());
    }

    @Test
    void whatOnlyDropsTypesGivesWay() {
        Entry drop = entry("a", Intent.DROP_TYPES, "old.example.com");
        assertThat(queue.offer(drop)).as("nothing else waits").isEmpty();
        queue.offer(write("b"));
        Entry again = entry("a", Intent.DROP_TYPES, "old.example.com");
        assertThat(queue.offer(again)).containsExactly(again);
        assertThat(sent(NOW)).contains(drop).hasSize(2);
    }

    @Test
    void cancellingTakesOutAllOfOneOwner() {
        Entry write = write("a");
        Entry release = entry("a", Intent.RELEASE_RECORDS, "old.example.com");
        Entry other = write("b");
        List.of(write, release, other).forEach(queue::offer);
        assertThat(queue.cancel(Owner.of("default", "shop", "a"))).containsExactlyInAnyOrder(write, release);
        assertThat(sent(NOW)).containsExactly(other);
    }

    @Test
    void whatIsPutBackGoesAgainAtOnceUnlessItWasCancelledOrOvertaken() {
        Entry again = write("a");
        Entry cancelled = write("b");
        Entry overtaken = write("c");
        List.of(again, cancelled, overtaken).forEach(queue::offer);
        assertThat(sent(NOW)).hasSize(3);
        assertThat(queue.cancel(Owner.of("default", "shop", "b"))).isEmpty();
        Entry newer = write("c");
        queue.offer(newer);

        assertThat(queue.putBack(List.of(again, cancelled, overtaken))).containsExactlyInAnyOrder(cancelled, overtaken);
        queue.arrived();
        assertThat(sent(NOW)).containsExactlyInAnyOrder(again, newer);
        queue.arrived();

        queue.offer(write("b"));
        assertThat(queue.next(NOW, Duration.ZERO, true))
                .as("both is over with the batch")
                .isEqualTo(new Next.Later(NOW.plus(GATHERING)));
        assertThat(sent(NOW.plus(GATHERING))).hasSize(1);
        assertThat(queue.putBack(List.of(cancelled))).isEmpty();
    }

    @Test
    void whatIsAppliedOvertakesOnlyItsOwnOfTheSameNames() {
        Entry applied = write("a");
        Entry same = entry("a", Intent.RELEASE_RECORDS, "a.example.com");
        Entry elsewhere = entry("a", Intent.PUBLISH, "moved.example.com");
        Entry stranger = entry("b", Intent.PUBLISH, "a.example.com");
        List.of(same, elsewhere, stranger).forEach(queue::offer);
        assertThat(queue.overtaken(applied)).containsExactly(same);
        assertThat(queue.clear()).containsExactlyInAnyOrder(elsewhere, stranger);
    }

    @Test
    void ofTwoReleasesTheNewerTakesTheOldersPlaceWhateverTheNames() {
        Entry older = entry("a", Intent.RELEASE_RECORDS, "old.example.com");
        Entry newer = entry("a", Intent.RELEASE_RECORDS, "older.example.com");
        queue.offer(older);
        assertThat(queue.offer(newer)).containsExactly(older);
        assertThat(sent(NOW)).containsExactly(newer);
    }

    @Test
    void whatOnlyDropsTypesGivesNoWayToAnotherPolicy() {
        queue.offer(write("b"));
        Entry drop = entry("a", Intent.DROP_TYPES, "a.example.com");
        assertThat(queue.offer(drop)).isEmpty();
        assertThat(sent(NOW)).contains(drop).hasSize(2);
    }

    @Test
    void onlyPlansAreTakenOutToBeDecidedAgain() {
        Entry write = write("a");
        Entry move = entry("b", Intent.MOVE, "b.example.com");
        Entry release = entry("c", Intent.RELEASE_FENCES, "c.example.com");
        List.of(write, move, release).forEach(queue::offer);
        assertThat(queue.takeOutPlans()).containsExactly(write, move);
        assertThat(sent(NOW)).containsExactly(release);
    }

    @Test
    void whatTheLedgerCountsStaysUntilItIsKnownAndNothingElseDoes() {
        Entry counted = leaving("a");
        Entry other = write("b");
        queue.offer(counted);
        assertThat(queue.needsLedger()).isTrue();
        assertThat(queue.next(NOW, Duration.ZERO, false)).isEqualTo(new Next.Idle());
        queue.offer(other);
        assertThat(queue.next(NOW, Duration.ZERO, false)).isEqualTo(new Next.Send(List.of(other)));
        queue.arrived();
        assertThat(queue.hasWaiting()).isTrue();
        assertThat(sent(NOW.plus(GATHERING))).containsExactly(counted);
        assertThat(queue.needsLedger()).isFalse();
        assertThat(queue.hasWaiting()).isFalse();
    }

    @Test
    void whereTheLedgerIsCountedTheBatchLeavesItRoom() {
        int twoAddresses = 2 * "192.0.2.1".length();
        WriteQueue narrow =
                new WriteQueue(new DnsProvider.Limits(20, DrainText.MOST_OF_BATCH + twoAddresses), GATHERING);
        List.of(write("a"), write("b"), write("c")).forEach(narrow::offer);
        assertThat(narrow.next(NOW, Duration.ZERO, true))
                .isInstanceOfSatisfying(
                        Next.Send.class, all -> assertThat(all.batch()).hasSize(3));
        narrow.arrived();

        List.of(leaving("a"), write("b"), write("c")).forEach(narrow::offer);
        assertThat(narrow.next(NOW, Duration.ZERO, true))
                .isInstanceOfSatisfying(
                        Next.Send.class, two -> assertThat(two.batch()).hasSize(2));
    }

    @Test
    void itIsFreeUnlessABatchOrSomethingElseIsOnItsWay() {
        assertThat(queue.isFree()).isTrue();
        queue.offer(write("a"));
        assertThat(sent(NOW)).hasSize(1);
        assertThat(queue.isFree()).isFalse();
        queue.arrived();
        assertThat(queue.isFree()).isTrue();
        queue.occupy();
        assertThat(queue.isFree()).isFalse();
    }

    private static Entry leaving(String policy) {
        Entry write = write(policy);
        Leaving east = new Leaving(Set.of("east"), false, new Velocity(Map.of(), 1, 1));
        return new Entry(write.candidate(), write.publication(), write.basis(), east, write.result());
    }
}
