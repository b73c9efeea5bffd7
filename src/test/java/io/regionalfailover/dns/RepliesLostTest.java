package io.regionalfailover.dns;

import static io.regionalfailover.dns.ZoneCases.NAME;
import static io.regionalfailover.dns.ZoneCases.NEXT_SPEC;
import static io.regionalfailover.dns.ZoneCases.OWNER;
import static io.regionalfailover.dns.ZoneCases.SPEC;
import static io.regionalfailover.dns.ZoneCases.entry;
import static io.regionalfailover.dns.ZoneCases.plain;
import static io.regionalfailover.dns.ZoneCases.plan;
import static io.regionalfailover.dns.ZoneCases.weights;
import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.testing.dns.HookedZone.Request;
import io.regionalfailover.testing.dns.StrictZone.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Releases and dropped types: what they come to, and what the zone says of one whose reply was lost. */
class RepliesLostTest {
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final List<String> REGIONS = List.of("east", "west");

    private final WriterBench bench = new WriterBench();
    private final Publication a = WriterBench.publication("a");
    private final Publication onlyA =
            ZoneCases.publication(OWNER, NEXT_SPEC, REGIONS, entry(NAME, "A", "east", "west"));

    private void hasATypeLeftOver() {
        Publication both = ZoneCases.publication(
                OWNER, SPEC, REGIONS, entry(NAME, "A", "east", "west"), entry(NAME, "AAAA", "east", "west"));
        ZoneCases.publish(bench.zone, both, plan(1, weights("east", 100, "west", 0)));
        ZoneCases.publish(bench.zone, onlyA, plan(2, NEXT_SPEC, weights("east", 100, "west", 0)));
    }

    @Test
    void aTypeIsDropped() {
        hasATypeLeftOver();

        assertThat(bench.within(LONG, bench.writer.dropTypes(onlyA))).isEqualTo(new WriteResult.Released("/change/C3"));
        assertThat(bench.zone.all()).extracting(RecordSet::type).containsOnly("A", "TXT");
        assertThat(bench.within(LONG, bench.writer.dropTypes(onlyA))).isEqualTo(new WriteResult.Released(""));
    }

    @Test
    void aDroppedTypeWhoseReplyIsLostIsSeenInTheZone() {
        hasATypeLeftOver();
        bench.zone.failNext(Fault.REPLY_LOST);

        assertThat(bench.within(LONG, bench.writer.dropTypes(onlyA))).isEqualTo(new WriteResult.Released(""));
    }

    @Test
    void aTypeWhoseDropDidNotArriveIsNotTakenForDropped() {
        hasATypeLeftOver();
        bench.zone.failNext(Fault.REQUEST_LOST);

        assertThat(bench.within(LONG, bench.writer.dropTypes(onlyA))).isInstanceOf(WriteResult.Unanswered.class);
    }

    @Test
    void aReleaseOfFencesAloneIsDoneOnceTheFencesAreGone() {
        bench.written("a");
        bench.zone.failNext(Fault.REPLY_LOST);

        assertThat(bench.within(LONG, bench.writer.release(a, false))).isEqualTo(new WriteResult.Released(""));
        assertThat(bench.zone.all()).extracting(RecordSet::type).containsExactly("A", "A");
    }

    @Test
    void aReleaseThatDidNotArriveIsNotTakenForDone() {
        bench.written("a");
        for (boolean deleteRecords : List.of(true, false)) {
            bench.zone.failNext(Fault.REQUEST_LOST);
            assertThat(bench.within(LONG, bench.writer.release(a, deleteRecords)))
                    .isInstanceOf(WriteResult.Unanswered.class);
        }
    }

    @Test
    void recordsThatOutliveTheirFenceAreNotTakenForReleased() {
        bench.written("a");
        RecordSet fence = ZoneCases.read(bench.zone, a)
                .at(DnsName.of("a.example.com").fence())
                .getFirst();
        bench.zone.failNext(Fault.REQUEST_LOST);
        bench.provider.atNext(Request.APPLY, () -> bench.zone.remove(fence));

        assertThat(bench.within(LONG, bench.writer.release(a, true))).isInstanceOf(WriteResult.Fenced.class);
    }

    @Test
    void aReleaseOfWhatCannotBeReadFailsAndMayBeTriedASecondLater() {
        bench.zone.failReads(Failure.REFUSED);
        Instant readAt = bench.time.instant().plusMillis(50);

        assertThat(bench.within(LONG, bench.writer.release(a, true)))
                .isEqualTo(new WriteResult.Failed(Failure.REFUSED, "the read failed on demand", readAt.plusSeconds(1)));
    }

    @Test
    void onlyALostReplyThatTurnsOutToBeFencedIsCountedAsFenced() {
        bench.zone.failNext(Fault.REPLY_LOST);
        assertThat(bench.within(LONG, bench.write("a", 1))).isInstanceOf(WriteResult.Applied.class);
        assertThat(bench.counted).containsExactly("apply unknown", "read ok");

        bench.counted.clear();
        bench.zone.failNext(Fault.REQUEST_LOST);
        bench.provider.atNext(
                Request.READ, () -> ZoneCases.publish(bench.zone, a, plan(9, weights("east", 1, "west", 1))));
        assertThat(bench.within(LONG, bench.write("a", 2))).isInstanceOf(WriteResult.Fenced.class);
        assertThat(bench.counted).containsExactly("apply unknown", "read ok", "fenced 1");
    }

    @Test
    void whatWaitedWhileAnotherWasAppliedIsFencedAndNotCounted() {
        bench.provider.atNext(Request.APPLY, () -> {
            var late = bench.write("a", 2);
            late.thenAccept(result -> bench.counted.add(result.toString()));
        });
        bench.written("a");

        assertThat(bench.counted)
                .last()
                .asString()
                .contains("Fenced", "Another plan of this policy was written meanwhile");
        assertThat(bench.counted).doesNotContain("fenced 1");
    }

    @Test
    void whatIsAppliedIsSaidTogetherWithWhatStoodThereBefore() {
        RecordSet mail = plain(DnsName.of("a.example.com"), "MX", "10 mail.example.com");
        bench.zone.put(mail);

        assertThat(bench.within(LONG, bench.write("a", 1)))
                .isInstanceOfSatisfying(WriteResult.Applied.class, applied -> {
                    assertThat(applied.after().sets().at(mail.name())).contains(mail);
                    assertThat(applied.after().sets().byName())
                            .isEqualTo(ZoneCases.read(bench.zone, a).byName());
                });
    }
}
