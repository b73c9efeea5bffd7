package io.regionalfailover.dns;

import static io.regionalfailover.dns.ZoneCases.APEX;
import static io.regionalfailover.dns.ZoneCases.LIMITS;
import static io.regionalfailover.dns.ZoneCases.NAME;
import static io.regionalfailover.dns.ZoneCases.OWNER;
import static io.regionalfailover.dns.ZoneCases.SPEC;
import static io.regionalfailover.dns.ZoneCases.STRANGER;
import static io.regionalfailover.dns.ZoneCases.entry;
import static io.regionalfailover.dns.ZoneCases.owned;
import static io.regionalfailover.dns.ZoneCases.plain;
import static io.regionalfailover.dns.ZoneCases.plan;
import static io.regionalfailover.dns.ZoneCases.publish;
import static io.regionalfailover.dns.ZoneCases.read;
import static io.regionalfailover.dns.ZoneCases.ready;
import static io.regionalfailover.dns.ZoneCases.weighted;
import static io.regionalfailover.dns.ZoneCases.weights;
import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.decision.Proposal.Kind;
import io.regionalfailover.dns.Batcher.Candidate;
import io.regionalfailover.dns.WriteQueue.Entry;
import io.regionalfailover.dns.WriteQueue.Next;
import io.regionalfailover.testing.dns.StrictZone;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Guards of the writer that stand behind others, each by itself. */
class WriterRulesTest {
    private static final DnsName OTHER = DnsName.of("other.example.com");
    private static final Instant NOW = Instant.ofEpochSecond(10_000);

    private final StrictZone zone = ZoneCases.zone();

    @Test
    void aFenceMissingAtOneOfSeveralNamesIsRefusedAndIsDrift() {
        Publication two = ZoneCases.publication(
                OWNER,
                SPEC,
                List.of("east", "west"),
                entry(NAME, "A", "east", "west"),
                entry(OTHER, "A", "east", "west"));
        publish(zone, two, plan(1, weights("east", 100, "west", 0)));
        ChangeSet right =
                ready(ChangePlanner.publish(two, plan(2, weights("east", 0, "west", 100)), owned(zone, two), LIMITS));
        ChangeSet broken = new ChangeSet(
                OWNER,
                right.intent(),
                right.nonce(),
                right.names(),
                right.changes().stream()
                        .filter(change -> change.action() == Change.Action.DELETE
                                || !change.set().name().equals(OTHER.fence()))
                        .toList());
        assertThat(new FinalGuard(APEX, LIMITS).refuses(broken, read(zone, two)).orElse(""))
                .contains("other.example.com would be left without the plan's fence");

        zone.remove(plain(OTHER.fence(), "TXT"));
        assertThat(owned(zone, two).drift()).isEqualTo("the fence of other.example.com is missing");
    }

    @Test
    void onlyOneBatchIsOnItsWay() {
        WriteQueue queue = new WriteQueue(LIMITS, Duration.ofMillis(500));
        queue.offer(waiting("a"));
        assertThat(queue.next(NOW, Duration.ZERO, true)).isInstanceOf(Next.Send.class);
        queue.offer(waiting("b"));
        assertThat(queue.next(NOW.plusSeconds(60), Duration.ZERO, true)).isInstanceOf(Next.Idle.class);
        queue.arrived();
        assertThat(queue.next(NOW.plusSeconds(60), Duration.ZERO, true)).isInstanceOf(Next.Send.class);
    }

    @Test
    void nothingLeavesWhileTheZoneIsHeldOff() {
        WriteQueue queue = new WriteQueue(LIMITS, Duration.ofMillis(500));
        queue.offer(waiting("a"));
        queue.holdUntil(NOW.plusSeconds(30));
        queue.holdUntil(NOW.plusSeconds(10));
        assertThat(queue.next(NOW.plusSeconds(29), Duration.ZERO, true)).isEqualTo(new Next.Later(NOW.plusSeconds(30)));
        assertThat(queue.next(NOW.plusSeconds(30), Duration.ZERO, true)).isInstanceOf(Next.Send.class);
    }

    @Test
    void droppingTypesGivesWayToAPlanThatWaits() {
        WriteQueue queue = new WriteQueue(LIMITS, Duration.ofMillis(500));
        Entry plan = waiting("a");
        Entry drop = entryOf("a", ChangeSet.Intent.DROP_TYPES);
        queue.offer(plan);
        assertThat(queue.offer(drop)).containsExactly(drop);
        assertThat(queue.next(NOW, Duration.ZERO, true)).isEqualTo(new Next.Send(List.of(plan)));
        queue.arrived();
        assertThat(queue.offer(drop)).isEmpty();
        assertThat(queue.offer(plan)).containsExactly(drop);
    }

    @Test
    void aPositionThatNobodyKnowsIsGuessedOnlyWhereTheRegionStandsNowhereElse() {
        // The zone's plan is of another spec: east was third and has its set; those of the first two positions are
        // lost.
        Fence fence = Layout.fence(
                ZoneCases.publication(
                        OWNER, ZoneCases.NEXT_SPEC, List.of("x", "y", "east"), entry(NAME, "A", "x", "y", "east")),
                plan(4, ZoneCases.NEXT_SPEC, weights("x", 10, "y", 20, "east", 70)));
        zone.put(FenceCodec.toSet(NAME, fence));
        zone.put(weighted(NAME, "A", new Mark(OWNER.hash(), 2, "east").text(), 70, "192.0.2.1"));
        Publication now = ZoneCases.publication();

        assertThat(owned(zone, now).plan().weights().byRegion())
                .as("west is guessed at its position; the first is not east's, which is known to be the third")
                .isEqualTo(weights("east", 70, "west", 20, "#0", 10));
    }

    @Test
    void onlyTheOwnersSetsAndFencesAreFound() {
        Publication theirs = ZoneCases.publication(STRANGER, SPEC, List.of("east"), entry(NAME, "A", "east"));
        publish(zone, theirs, plan(1, weights("east", 1)));
        NameSets read = read(zone, theirs);
        assertThat(Found.of(OWNER, List.of(NAME), read).isEmpty()).isTrue();
        assertThat(Found.of(STRANGER, List.of(NAME), read).fences()).hasSize(1);
        assertThat(Found.of(STRANGER, List.of(NAME), read).sets()).hasSize(1);
        assertThat(ChangePlanner.release(ZoneCases.publication(), read, true))
                .isInstanceOf(ChangePlanner.Planned.Nothing.class);
    }

    private Entry waiting(String policy) {
        return entryOf(policy, ChangeSet.Intent.PUBLISH);
    }

    private Entry entryOf(String policy, ChangeSet.Intent intent) {
        DnsName name = DnsName.of(policy + ".example.com");
        Publication publication = ZoneCases.publication(
                Owner.of("default", "shop", policy), SPEC, List.of("east"), entry(name, "A", "east"));
        ChangeSet planned = ready(ChangePlanner.publish(
                publication, plan(1, weights("east", 1)), new Reading.Free(read(zone, publication)), LIMITS));
        ChangeSet changes = new ChangeSet(planned.owner(), intent, planned.nonce(), planned.names(), planned.changes());
        return new Entry(
                new Candidate(changes, Kind.PUBLISH, 0),
                publication,
                read(zone, publication),
                new CompletableFuture<>());
    }
}
