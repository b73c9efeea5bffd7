package io.regionalfailover.dns;

import static io.regionalfailover.dns.ZoneCases.APEX;
import static io.regionalfailover.dns.ZoneCases.LIMITS;
import static io.regionalfailover.dns.ZoneCases.SPEC;
import static io.regionalfailover.dns.ZoneCases.entry;
import static io.regionalfailover.dns.ZoneCases.owned;
import static io.regionalfailover.dns.ZoneCases.plain;
import static io.regionalfailover.dns.ZoneCases.plan;
import static io.regionalfailover.dns.ZoneCases.weights;
import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.decision.Plan;
import io.regionalfailover.decision.Proposal.Kind;
import io.regionalfailover.simulation.engine.VirtualTime;
import io.regionalfailover.testing.dns.StrictZone;
import io.regionalfailover.testing.dns.StrictZone.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ZoneWriterTest {
    private final VirtualTime time = new VirtualTime(Instant.ofEpochSecond(10_000));
    private final StrictZone zone = ZoneCases.zone();
    private final ZoneRuntime runtime = new ZoneRuntime(time, time, time, new Random(7));
    private final Budget budget = new Budget(runtime, 5, 20);
    private final ZoneWriter writer = writer(zone);

    private ZoneWriter writer(DnsProvider provider) {
        NameserverAsker silent = (server, name, type) -> new NameserverAsker.Answer.None("does not answer");
        return new ZoneWriter(APEX, provider, budget, silent, List.of(), runtime, DnsMetrics.NONE);
    }

    @Test
    void aQuietZoneIsWrittenAtOnceAndTheNextBatchIsGathered() {
        var first = write("a", plan(1, weights("east", 100, "west", 0)));
        time.settle();
        assertThat(first).isCompletedWithValueMatching(WriteResult.Applied.class::isInstance);

        var second = write("b", plan(1, weights("east", 100, "west", 0)));
        time.advance(Duration.ofMillis(200));
        var third = write("c", plan(1, weights("east", 100, "west", 0)));
        time.advance(Duration.ofMillis(299));
        assertThat(second).isNotDone();
        time.advance(Duration.ofMillis(1));
        assertThat(second).isDone();
        assertThat(third).isDone();
        assertThat(zone.applied()).hasSize(2);

        time.advance(Duration.ofSeconds(5));
        var fourth = write("a", plan(2, weights("east", 0, "west", 100)));
        time.settle();
        assertThat(fourth).isCompletedWithValueMatching(WriteResult.Applied.class::isInstance);
    }

    @Test
    void whatIsAppliedSaysWhatTheZoneHoldsNow() {
        var written = write("a", plan(1, weights("east", 100, "west", 0)));
        time.settle();

        assertThat(written.resultNow()).isInstanceOfSatisfying(WriteResult.Applied.class, applied -> {
            assertThat(applied.changeId()).isEqualTo("/change/C1");
            assertThat(applied.acceptedAt()).isEqualTo(time.instant());
            assertThat(applied.after().plan()).isEqualTo(plan(1, weights("east", 100, "west", 0)));
            assertThat(applied.after().drifted()).isFalse();
            assertThat(applied.after().sets().byName())
                    .isEqualTo(ZoneCases.read(zone, publication("a")).byName());
        });
    }

    @Test
    void aFullBatchDoesNotWait() {
        writeNow("first");
        List<CompletableFuture<WriteResult>> all = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            all.add(write("p" + i, plan(1, weights("east", 100, "west", 0))));
        }
        time.settle();

        assertThat(zone.applied()).hasSizeGreaterThan(1);
        time.advance(Duration.ofMillis(500));
        assertThat(all).allSatisfy(result -> assertThat(result).isDone());
        assertThat(zone.asked()).hasSizeLessThan(8);
    }

    @Test
    void theNewestRequestOfAPolicyTakesThePlaceOfOneThatWasNotSent() {
        writeNow("first");
        var older = write("a", plan(1, weights("east", 100, "west", 0)));
        var newer = write("a", plan(2, weights("east", 0, "west", 100)));
        time.advance(Duration.ofSeconds(1));

        assertThat(older.resultNow()).isInstanceOf(WriteResult.Superseded.class);
        assertThat(newer.resultNow()).isInstanceOf(WriteResult.Applied.class);
        assertThat(owned(zone, publication("a")).plan().epoch()).isEqualTo(2);
    }

    @Test
    void aCancelledRequestIsNotSent() {
        writeNow("first");
        var cancelled = write("a", plan(1, weights("east", 100, "west", 0)));
        writer.cancel(publication("a").owner());
        time.advance(Duration.ofSeconds(1));

        assertThat(cancelled.resultNow()).isInstanceOf(WriteResult.Superseded.class);
        assertThat(zone.asked()).hasSize(1);
    }

    @Test
    void onAConflictOnlyThosePoliciesAreFencedAndTheRestGoesAtOnce() {
        writeNow("first");
        var good = write("a", plan(1, weights("east", 100, "west", 0)));
        var bad = write("b", plan(1, weights("east", 100, "west", 0)));
        var alsoGood = write("c", plan(1, weights("east", 100, "west", 0)));
        ZoneCases.publish(zone, publication("b"), plan(9, weights("east", 1, "west", 1)));
        time.advance(Duration.ofMillis(500));

        assertThat(bad.resultNow()).isInstanceOf(WriteResult.Fenced.class);
        assertThat(good.resultNow()).isInstanceOf(WriteResult.Applied.class);
        assertThat(alsoGood.resultNow()).isInstanceOf(WriteResult.Applied.class);
        assertThat(owned(zone, publication("b")).plan().epoch()).isEqualTo(9);
        assertThat(zone.applied()).hasSize(3);
        assertThat(zone.asked()).hasSize(4);
    }

    @Test
    void aConflictWithoutNamesFencesTheWholeBatch() {
        zone.failNext(Fault.FENCED_NAMELESS);
        var write = write("a", plan(1, weights("east", 100, "west", 0)));
        time.settle();

        assertThat(write.resultNow()).isInstanceOf(WriteResult.Fenced.class);
        assertThat(zone.all()).isEmpty();
    }

    @Test
    void aLostReplyIsFoundOutByReading() {
        zone.failNext(Fault.REPLY_LOST);
        zone.failReads(Failure.UNREACHABLE, Failure.THROTTLED);
        var write = write("a", plan(1, weights("east", 100, "west", 0)));
        time.advance(Duration.ofSeconds(20));

        assertThat(write.resultNow()).isInstanceOfSatisfying(WriteResult.Applied.class, applied -> {
            assertThat(applied.changeId()).isEmpty();
            assertThat(applied.after().plan().epoch()).isEqualTo(1);
        });
        assertThat(zone.asked()).hasSize(1);
        assertThat(zone.reads()).hasSize(3);
    }

    @Test
    void aRequestThatWasLostIsNotTakenForApplied() {
        zone.failNext(Fault.REQUEST_LOST);
        var write = write("a", plan(1, weights("east", 100, "west", 0)));
        time.advance(Duration.ofSeconds(5));

        assertThat(write.resultNow()).isInstanceOf(WriteResult.Unanswered.class);
        assertThat(zone.asked()).hasSize(1);
    }

    @Test
    void aLostReplyAndSomebodyElsesPlanIsFenced() {
        zone.failNext(Fault.REQUEST_LOST);
        var write = write("a", plan(1, weights("east", 100, "west", 0)));
        time.settle();
        ZoneCases.publish(zone, publication("a"), plan(5, weights("east", 1, "west", 1)));
        time.advance(Duration.ofSeconds(5));

        assertThat(write.resultNow()).isInstanceOf(WriteResult.Fenced.class);
    }

    @Test
    void anUnreadableZoneDoesNotStopTheWritesOfOthers() {
        zone.failNext(Fault.REPLY_LOST);
        Failure[] always = new Failure[200];
        java.util.Arrays.fill(always, Failure.UNREACHABLE);
        zone.failReads(always);
        var unknown = write("a", plan(1, weights("east", 100, "west", 0)));
        time.settle();
        var other = write("b", plan(1, weights("east", 100, "west", 0)));
        time.advance(Duration.ofSeconds(2));

        assertThat(unknown).isNotDone();
        assertThat(other.resultNow()).isInstanceOf(WriteResult.Applied.class);
    }

    @Test
    void aThrottledZoneIsHeldOffLongerEachTime() {
        List<Instant> retries = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            zone.failNext(Fault.THROTTLED);
            var write = write("a", plan(1, weights("east", 100, "west", 0)));
            time.advance(Duration.ofSeconds(60));
            assertThat(write.resultNow()).isInstanceOfSatisfying(WriteResult.Failed.class, failed -> {
                assertThat(failed.failure()).isEqualTo(Failure.THROTTLED);
                retries.add(failed.retryAt());
            });
        }
        assertThat(Duration.between(time.instant().minusSeconds(60), retries.getLast()))
                .isBetween(Duration.ofSeconds(15), Duration.ofSeconds(31));
        assertThat(budget.requestsPerSecond()).isLessThan(1);
    }

    @Test
    void whileHeldOffNothingLeavesAndAfterwardsTheNewestDoes() {
        zone.failNext(Fault.UNREACHABLE);
        var failed = write("a", plan(1, weights("east", 100, "west", 0)));
        time.settle();
        Instant retryAt = ((WriteResult.Failed) failed.resultNow()).retryAt();
        var next = write("b", plan(1, weights("east", 100, "west", 0)));
        time.advance(Duration.between(time.instant(), retryAt).minusMillis(1));
        assertThat(zone.asked()).hasSize(1);

        time.advance(Duration.ofSeconds(1));
        assertThat(next.resultNow()).isInstanceOf(WriteResult.Applied.class);
    }

    @Test
    void theFinalGuardStandsBetweenAnyChangeSetAndTheProvider() {
        Publication outside = ZoneCases.publication(
                Owner.of("default", "shop", "a"),
                SPEC,
                List.of("east"),
                entry(DnsName.of("a.example.org"), "A", "east"));
        var write = writer.write(new WriteRequest(
                outside,
                plan(1, weights("east", 1)),
                new Reading.Free(ZoneCases.read(zone, outside)),
                Kind.PUBLISH,
                0));
        time.settle();

        assertThat(write.resultNow())
                .isInstanceOfSatisfying(
                        WriteResult.Impossible.class,
                        impossible -> assertThat(impossible.message()).contains("outside the zone"));
        assertThat(zone.asked()).isEmpty();
    }

    @Test
    void aPlanThatLeavesNobodyServingNeverLeaves() {
        var write = write("a", plan(1, weights("east", 0, "west", 0)));
        time.settle();

        assertThat(write.resultNow()).isInstanceOf(WriteResult.Impossible.class);
        assertThat(zone.asked()).isEmpty();
    }

    @Test
    void readsOfAMomentAreOneRead() {
        writeNow("a");
        var some = writer.read(publication("a"));
        time.advance(Duration.ofMillis(30));
        var other = writer.read(publication("b"));
        time.advance(Duration.ofMillis(20));

        assertThat(some.resultNow()).isInstanceOf(Reading.Owned.class);
        assertThat(other.resultNow()).isInstanceOf(Reading.Free.class);
        assertThat(zone.reads()).hasSize(1);
    }

    @Test
    void aReadThatFailsSaysHow() {
        zone.failReads(Failure.REFUSED);
        var read = writer.read(publication("a"));
        time.advance(Duration.ofSeconds(1));

        assertThat(read.resultNow()).isEqualTo(new Reading.Failed(Failure.REFUSED, "the read failed on demand"));
    }

    @Test
    void releaseTakesTheFenceAndLeavesTheAnswers() {
        writeNow("a");
        var released = writer.release(publication("a"), false);
        time.advance(Duration.ofSeconds(1));

        assertThat(released.resultNow()).isEqualTo(new WriteResult.Released("/change/C2"));
        assertThat(zone.all()).extracting(RecordSet::type).containsExactly("A", "A");

        var all = writer.release(publication("a"), true);
        var nothing = writer.release(publication("b"), true);
        time.advance(Duration.ofSeconds(1));
        assertThat(all.resultNow()).isInstanceOf(WriteResult.Released.class);
        assertThat(nothing.resultNow()).isEqualTo(new WriteResult.Released(""));
        assertThat(zone.all()).isEmpty();
    }

    @Test
    void aReleaseWhoseReplyIsLostIsFoundOutToo() {
        writeNow("a");
        zone.failNext(Fault.REPLY_LOST);
        var released = writer.release(publication("a"), true);
        time.advance(Duration.ofSeconds(10));

        assertThat(released.resultNow()).isEqualTo(new WriteResult.Released(""));
    }

    @Test
    void inForceIsAskedOnceForAllAndLessAndLessOften() {
        var pending = new DnsProvider.ForceResult.Pending();
        zone.answerForce(
                pending, pending, new DnsProvider.ForceResult.NotAnswered(Failure.THROTTLED, "Rate exceeded"), pending);
        var some = writer.inForce("/change/C1");
        var other = writer.inForce("/change/C1");
        time.advance(Duration.ofSeconds(3));
        assertThat(zone.forceQuestions()).isEqualTo(2);
        time.advance(Duration.ofSeconds(60));

        assertThat(some.resultNow()).isPresent().isEqualTo(other.resultNow());
        assertThat(zone.forceQuestions()).isEqualTo(5);
        assertThat(writer.inForce("")).satisfies(unknown -> {
            time.settle();
            assertThat(unknown.resultNow()).isEmpty();
        });
    }

    @Test
    void aProviderThatSaysNothingOfAChangeIsNotAskedForEver() {
        zone.answerForce(new DnsProvider.ForceResult.NotAnswered(Failure.REFUSED, "AccessDenied"));
        var asked = writer.inForce("/change/C1");
        time.advance(Duration.ofSeconds(10));

        assertThat(asked.resultNow()).isEqualTo(Optional.empty());
    }

    @Test
    void closingEndsWhatWaits() {
        writeNow("first");
        var write = write("a", plan(1, weights("east", 100, "west", 0)));
        var read = writer.read(publication("a"));
        var inForce = writer.inForce("/change/C9");
        var observed = writer.observe(
                publication("a"),
                plan(1, weights("east", 1)),
                publication("a").names(),
                time.instant().plusSeconds(60));
        writer.close();
        time.settle();

        assertThat(write.resultNow()).isInstanceOf(WriteResult.Superseded.class);
        assertThat(read.resultNow()).isInstanceOf(Reading.Failed.class);
        assertThat(inForce.resultNow()).isEmpty();
        assertThat(observed.resultNow().at()).isEmpty();
        time.advance(Duration.ofSeconds(30));
        assertThat(zone.asked()).hasSize(1);
    }

    @Test
    void aProviderThatThrowsLeavesTheWriterAlive() {
        StrictZone inner = zone;
        DnsProvider throwing = new ThrowingOnce(inner);
        ZoneWriter other = writer(throwing);
        var first = other.write(request("a", plan(1, weights("east", 100, "west", 0))));
        time.advance(Duration.ofSeconds(5));
        assertThat(first.resultNow()).isInstanceOf(WriteResult.Unanswered.class);

        var second = other.write(request("a", plan(2, weights("east", 100, "west", 0))));
        time.advance(Duration.ofSeconds(5));
        assertThat(second.resultNow()).isInstanceOf(WriteResult.Applied.class);
    }

    /** Two instances that both read the same zone: one writes, the other is fenced and changes nothing. */
    @Test
    void ofTwoWritersOnOneBasisOneIsFenced() {
        ZoneWriter elsewhere = writer(zone);
        zone.put(plain(DnsName.of("a.example.com"), "MX", "10 mail.example.com"));
        WriteRequest request = request("a", plan(1, weights("east", 100, "west", 0)));
        Plan rival = plan(2, weights("east", 0, "west", 100));
        var first = writer.write(request);
        var second =
                elsewhere.write(new WriteRequest(request.publication(), rival, request.basis(), Kind.EVACUATE, 100));
        time.settle();

        assertThat(first.resultNow()).isInstanceOf(WriteResult.Applied.class);
        assertThat(second.resultNow()).isInstanceOf(WriteResult.Fenced.class);
        assertThat(owned(zone, publication("a")).plan().epoch()).isEqualTo(1);
    }

    @Test
    void aMoveUnderAnotherSpecKeepsTheValuesAndIsFoundOutWhenItsReplyIsLost() {
        writeNow("a");
        Publication other = ZoneCases.publication(
                publication("a").owner(),
                ZoneCases.NEXT_SPEC,
                List.of("west", "east"),
                entry(DnsName.of("a.example.com"), "A", "west", "east"));
        var moved = writer.write(new WriteRequest(
                other,
                plan(2, weights("east", 0, "west", 100)),
                ZoneCases.reading(zone, other),
                Kind.EVACUATE,
                100,
                true,
                WriteRequest.Leaving.NOBODY));
        time.advance(Duration.ofSeconds(1));
        assertThat(moved.resultNow())
                .isInstanceOfSatisfying(
                        WriteResult.Applied.class,
                        applied ->
                                assertThat(applied.after().plan()).isEqualTo(plan(2, weights("west", 100, "east", 0))));
        assertThat(owned(zone, publication("a")).drift()).isEmpty();

        zone.failNext(Fault.REPLY_LOST);
        var back = writer.write(new WriteRequest(
                other,
                plan(3, weights("east", 100, "west", 0)),
                ZoneCases.reading(zone, other),
                Kind.EVACUATE,
                100,
                true,
                WriteRequest.Leaving.NOBODY));
        time.advance(Duration.ofSeconds(5));
        assertThat(back.resultNow()).isInstanceOf(WriteResult.Applied.class);
        assertThat(owned(zone, publication("a")).plan()).isEqualTo(plan(3, weights("east", 100, "west", 0)));
    }

    private void writeNow(String policy) {
        var write = write(policy, plan(1, weights("east", 100, "west", 0)));
        time.settle();
        assertThat(write).isCompletedWithValueMatching(WriteResult.Applied.class::isInstance);
    }

    private CompletableFuture<WriteResult> write(String policy, Plan plan) {
        return writer.write(request(policy, plan));
    }

    private WriteRequest request(String policy, Plan plan) {
        Publication publication = publication(policy);
        return new WriteRequest(publication, plan, ZoneCases.reading(zone, publication), Kind.PUBLISH, 0);
    }

    private static Publication publication(String policy) {
        DnsName name = DnsName.of(policy + ".example.com");
        return ZoneCases.publication(
                Owner.of("default", "shop", policy), SPEC, List.of("east", "west"), entry(name, "A", "east", "west"));
    }

    /** A provider that breaks its own contract, once. */
    private static final class ThrowingOnce implements DnsProvider {
        private final StrictZone zone;
        private boolean thrown;

        private ThrowingOnce(StrictZone zone) {
            this.zone = zone;
        }

        @Override
        public ReadResult read(java.util.Set<DnsName> names) {
            return zone.read(names);
        }

        @Override
        public ApplyResult apply(List<Change> changes, String comment) {
            if (!thrown) {
                thrown = true;
                throw new IllegalStateException("on demand");
            }
            return zone.apply(changes, comment);
        }

        @Override
        public ForceResult inForce(String changeId) {
            return zone.inForce(changeId);
        }

        @Override
        public NameserverResult nameservers() {
            return zone.nameservers();
        }

        @Override
        public Limits limits() {
            return LIMITS;
        }
    }
}
