package io.regionalfailover.dns;

import static io.regionalfailover.dns.ZoneCases.APEX;
import static io.regionalfailover.dns.ZoneCases.SPEC;
import static io.regionalfailover.dns.ZoneCases.entry;
import static io.regionalfailover.dns.ZoneCases.plain;
import static io.regionalfailover.dns.ZoneCases.plan;
import static io.regionalfailover.dns.ZoneCases.weighted;
import static io.regionalfailover.dns.ZoneCases.weights;
import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.decision.Proposal.Kind;
import io.regionalfailover.simulation.engine.VirtualTime;
import io.regionalfailover.testing.dns.StrictZone;
import io.regionalfailover.testing.dns.StrictZone.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class BeatsTest {
    private static final DnsName EAST = APEX.heartbeat("east");
    private static final DnsName WEST = APEX.heartbeat("west");

    private final VirtualTime time = new VirtualTime(Instant.ofEpochSecond(10_000));
    private final StrictZone zone = ZoneCases.zone();
    private final ZoneRuntime runtime = new ZoneRuntime(time, time, time, new Random(7));
    private final ZoneWriter writer = writer();

    private ZoneWriter writer() {
        NameserverAsker silent = (server, name, type) -> new NameserverAsker.Answer.None("does not answer");
        return new ZoneWriter(APEX, zone, new Budget(runtime, 5, 20), silent, List.of(), runtime, DnsMetrics.NONE);
    }

    @Test
    void theFirstReadsAndCreatesAndTheNextExchange() {
        assertThat(beat(1)).isTrue();
        assertThat(beat(2)).isTrue();
        assertThat(beat(3)).isTrue();

        assertThat(zone.reads()).hasSize(1);
        assertThat(zone.applied()).hasSize(3);
        assertThat(text(EAST)).contains(text(3));
        assertThat(zone.applied().getLast())
                .extracting(change -> change.action() + " " + change.set().values())
                .containsExactly("DELETE [\"" + text(2) + "\"]", "CREATE [\"" + text(3) + "\"]");
    }

    @Test
    void whatSomebodyElseWroteThereIsReadAndThenReplaced() {
        assertThat(beat(1)).isTrue();
        zone.put(ReservedText.set(EAST, new Heartbeat("default", "east", "ffffffffffffffff", 7).text()));

        assertThat(beat(2)).isFalse();
        assertThat(text(EAST)).contains("rfh1 default east ffffffffffffffff 7");
        assertThat(beat(3)).isTrue();
        assertThat(text(EAST)).contains(text(3));
    }

    @Test
    void whatIsNoHeartbeatOfThisInstallationIsLeftAlone() {
        for (RecordSet foreign : List.of(
                plain(EAST, "TXT", "\"hello\""),
                plain(EAST, "TXT", "\"" + text(1) + "\"", "\"another\""),
                plain(EAST, "CNAME", "www.example.com"),
                weighted(EAST, "TXT", "by hand", 1, "\"" + text(1) + "\""),
                ReservedText.set(EAST, new Heartbeat("other", "east", "ffffffffffffffff", 7).text()))) {
            zone.put(foreign);
            assertThat(beat(2)).isFalse();
            assertThat(zone.all()).containsExactly(foreign);
            zone.remove(foreign);
        }
        assertThat(zone.asked()).isEmpty();
        assertThat(beat(3)).isTrue();
    }

    @Test
    void onlyHeartbeatsAndOnlyTheirNamesAreWritten() {
        for (CompletableFuture<Boolean> refused : List.of(
                writer.beat(EAST, "hello"),
                writer.beat(DnsName.of("www.example.com"), text(1)),
                writer.beat(APEX.velocity(), text(1)),
                writer.beat(DnsName.of("example.org").heartbeat("east"), text(1)))) {
            time.advance(Duration.ofSeconds(10));
            assertThat(refused).isCompletedWithValue(false);
        }
        assertThat(zone.asked()).isEmpty();
    }

    @Test
    void textsShowWhatStandsThere() {
        beat(1);
        zone.put(plain(WEST, "TXT", "\"one\"", "\"two\""));
        var texts = writer.texts(Set.of(EAST, WEST, APEX.heartbeat("north")));
        time.advance(Duration.ofSeconds(2));

        assertThat(texts.resultNow()).isInstanceOfSatisfying(Texts.Taken.class, taken -> {
            assertThat(taken.byName()).containsOnlyKeys(EAST, WEST).containsEntry(EAST, text(1));
            assertThat(Heartbeat.parse(taken.byName().getOrDefault(WEST, ""))).isEmpty();
        });

        zone.failReads(Failure.REFUSED);
        var failed = writer.texts(Set.of(EAST));
        time.advance(Duration.ofSeconds(5));
        assertThat(failed.resultNow()).isEqualTo(new Texts.NotTaken(Failure.REFUSED, "the read failed on demand"));
    }

    @Test
    void aBeatGivesWayAndIsNeverInABatchWithAPolicysChanges() {
        beat(1);
        write("first");
        time.settle();
        var beat = writer.beat(EAST, text(2));
        var change = write("a");
        time.advance(Duration.ofMillis(499));
        assertThat(change).isNotDone();
        assertThat(beat).isDone();

        var gathered = write("b");
        var next = writer.beat(EAST, text(3));
        time.advance(Duration.ofMillis(1));
        assertThat(change.resultNow()).isInstanceOf(WriteResult.Applied.class);
        assertThat(gathered).isDone();
        time.advance(Duration.ofSeconds(1));
        assertThat(next.resultNow()).isTrue();
        assertThat(zone.asked())
                .allSatisfy(batch -> assertThat(batch.stream()
                                .map(line -> line.set().name().isHeartbeat())
                                .distinct())
                        .hasSize(1));
    }

    @Test
    void aBeatDoesNotMakeTheNextChangeWait() {
        beat(1);
        var change = write("a");
        time.settle();

        assertThat(change.resultNow()).isInstanceOf(WriteResult.Applied.class);
    }

    @Test
    void underUnendingLoadABeatLeavesWithinSixSeconds() {
        beat(1);
        Instant begun = time.instant();
        CompletableFuture<Boolean> beat = writer.beat(EAST, text(2));
        write("p0");
        beat = writer.beat(EAST, text(3));
        for (int i = 1; text(EAST).filter(text(1)::equals).isPresent() || i < 2; i++) {
            write("p" + i);
            time.advance(Duration.ofMillis(100));
            if (i % 30 == 0) {
                beat = writer.beat(EAST, text(3 + i));
            }
            assertThat(Duration.between(begun, time.instant())).isLessThan(Duration.ofSeconds(6));
        }
        time.advance(Duration.ofSeconds(1));
        assertThat(beat.resultNow()).isTrue();
    }

    @Test
    void aZoneThatIsHeldOffForPoliciesIsNotForBeatsAndTheOtherWayRound() {
        beat(1);
        zone.failNext(Fault.UNREACHABLE, Fault.UNREACHABLE);
        var change = write("a");
        time.settle();
        assertThat(change.resultNow()).isInstanceOf(WriteResult.Failed.class);
        assertThat(beat(2)).isFalse();

        time.advance(Duration.ofSeconds(1));
        zone.failNext(Fault.UNREACHABLE);
        assertThat(beat(3)).isFalse();
        var next = write("a");
        time.settle();
        assertThat(next.resultNow()).isInstanceOf(WriteResult.Applied.class);
    }

    @Test
    void aBeatWhoseReplyIsLostIsNotWrittenAndTheNextGoesOn() {
        beat(1);
        zone.failNext(Fault.REPLY_LOST);
        assertThat(beat(2)).isFalse();
        assertThat(beat(3)).isTrue();
        zone.failNext(Fault.REQUEST_LOST);
        assertThat(beat(4)).isFalse();
        assertThat(beat(5)).isTrue();
        assertThat(text(EAST)).contains(text(5));
    }

    @Test
    void closingEndsWhatWaits() {
        var beat = writer.beat(EAST, text(1));
        writer.close();
        time.advance(Duration.ofSeconds(10));

        assertThat(beat.resultNow()).isFalse();
        assertThat(writer.beat(EAST, text(2))).satisfies(late -> {
            time.settle();
            assertThat(late.resultNow()).isFalse();
        });
        assertThat(zone.asked()).isEmpty();
    }

    @Test
    void theGuardLetsOnlyAnExchangeOfOurOwnTextsThrough() {
        RecordSet read = ReservedText.set(EAST, text(1));
        List<Change> good = ReservedText.swap(Optional.of(read), ReservedText.set(EAST, text(2)));
        assertThat(refuses(read, good)).isEmpty();

        List<Change> elsewhere = ReservedText.swap(Optional.of(read), ReservedText.set(WEST, text(2)));
        List<Change> foreign = ReservedText.swap(Optional.of(read), ReservedText.set(EAST, "hello"));
        List<Change> unread =
                ReservedText.swap(Optional.of(ReservedText.set(EAST, text(9))), ReservedText.set(EAST, text(2)));
        List<Change> gone = good.subList(0, 1);
        List<Change> more = new ArrayList<>(good);
        more.add(new Change(Change.Action.CREATE, plain(EAST, "A", "192.0.2.1")));
        for (List<Change> bad : List.of(elsewhere, foreign, unread, gone, more, good.subList(1, 2))) {
            assertThat(refuses(read, bad)).as("%s", bad).isPresent();
        }
        assertThat(TextGuard.refuses(DnsName.of("example.org"), EAST, Optional.of(read), good, text -> true))
                .isPresent();
    }

    private static Optional<String> refuses(RecordSet read, List<Change> changes) {
        return TextGuard.refuses(
                APEX,
                EAST,
                Optional.of(read),
                changes,
                text -> Heartbeat.parse(text).isPresent());
    }

    private static String text(long count) {
        return new Heartbeat("default", "east", "0123456789abcdef", count).text();
    }

    private boolean beat(long count) {
        var beat = writer.beat(EAST, text(count));
        time.advance(Duration.ofSeconds(2));
        return beat.resultNow();
    }

    private Optional<String> text(DnsName name) {
        Map<DnsName, List<RecordSet>> there = zone.snapshot(Set.of(name));
        return ReservedText.shown(there.getOrDefault(name, List.of()));
    }

    private CompletableFuture<WriteResult> write(String policy) {
        Publication publication = ZoneCases.publication(
                Owner.of("default", "shop", policy),
                SPEC,
                List.of("east", "west"),
                entry(DnsName.of(policy + ".example.com"), "A", "east", "west"));
        return writer.write(new WriteRequest(
                publication,
                plan(1, weights("east", 100, "west", 0)),
                ZoneCases.reading(zone, publication),
                Kind.PUBLISH,
                0));
    }

    @Test
    void whatIsNotOneTextIsShownAsItIsWritten() {
        assertThat(ReservedText.shown(List.of(plain(EAST, "MX", "10 mail.test"), plain(EAST, "TXT", "\"a\"", "\"b\""))))
                .contains("\"MX\" 10 mail.test \"TXT\" \"a\" \"b\"");
        assertThat(ReservedText.shown(List.of())).isEmpty();
    }
}
