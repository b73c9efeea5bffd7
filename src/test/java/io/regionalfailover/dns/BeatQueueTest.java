package io.regionalfailover.dns;

import static io.regionalfailover.dns.ZoneCases.APEX;
import static io.regionalfailover.dns.ZoneCases.plain;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Which heartbeats wait, which may leave, and what is known to stand where they go. */
class BeatQueueTest {
    private static final DnsName EAST = APEX.heartbeat("east");

    private final WriterBench bench = new WriterBench();
    private final SharedReads reads = new SharedReads(
            bench.zone, bench.budget, bench.runtime, bench.metrics, new DrainBook(APEX, bench.runtime, bench.metrics));
    private final Beats beats = new Beats(APEX, reads, bench.runtime);
    private int ready;

    @Test
    void whatIsNoHeartbeatOfThisInstallationIsNeverReplaced() {
        for (RecordSet foreign : List.of(
                plain(EAST, "TXT", "\"hello\""),
                plain(EAST, "MX", "10 mail.test"),
                ReservedText.set(EAST, new Heartbeat("other", "east", "ffffffffffffffff", 7).text()))) {
            bench.zone.put(foreign);
            var refused = offer(1);
            bench.time.advance(Duration.ofSeconds(2));

            assertThat(refused.resultNow()).isFalse();
            assertThat(beats.due()).as("%s", foreign).isEmpty();
            bench.zone.remove(foreign);
        }
        RecordSet ours = ReservedText.set(EAST, text(9));
        bench.zone.put(ours);
        var waiting = offer(2);
        bench.time.advance(Duration.ofSeconds(2));
        assertThat(waiting).isNotDone();
        assertThat(due().before()).contains(ours);
        assertThat(ready).as("told each time").isEqualTo(4);
    }

    @Test
    void aNewerBeatTakesTheOldersPlaceAndItsTurn() {
        Instant begun = bench.time.instant();
        var older = offer(1);
        bench.time.advance(Duration.ofSeconds(2));
        var newer = offer(2);
        bench.time.settle();

        assertThat(older.resultNow()).isFalse();
        assertThat(newer).isNotDone();
        assertThat(due().beat().heartbeat().count()).isEqualTo(2);
        assertThat(due().overdueAt()).isEqualTo(begun.plusSeconds(5));
    }

    @Test
    void whatWaitsWhileAnotherIsWrittenFollowsItWithoutARead() {
        offer(1);
        bench.time.advance(Duration.ofSeconds(2));
        Beats.Due first = leaves();
        offer(2);
        assertThat(beats.due()).as("what stands there is not known meanwhile").isEmpty();
        beats.done(first, true, this::ready);
        bench.time.advance(Duration.ofSeconds(2));

        assertThat(due().before()).contains(ReservedText.set(EAST, text(1)));
        assertThat(bench.zone.reads()).hasSize(1);
    }

    @Test
    void whatWaitsWhileAnotherFailsGoesOnOnceItIsReadWhatStandsThere() {
        offer(1);
        bench.time.advance(Duration.ofSeconds(2));
        Beats.Due first = leaves();
        offer(2);
        int before = ready;
        RecordSet there = ReservedText.set(EAST, text(7));
        bench.zone.put(there);
        beats.done(first, false, this::ready);
        assertThat(beats.due()).isEmpty();
        bench.time.advance(Duration.ofSeconds(2));

        assertThat(due().before()).contains(there);
        assertThat(ready).isEqualTo(before + 1);
        assertThat(bench.zone.reads()).hasSize(2);
    }

    @Test
    void afterAFailureTheNextReadsWhetherOrNotItWaited() {
        offer(1);
        bench.time.advance(Duration.ofSeconds(2));
        beats.done(leaves(), false, this::ready);
        bench.time.advance(Duration.ofSeconds(2));
        assertThat(bench.zone.reads()).as("nobody waits for it").hasSize(1);

        offer(2);
        bench.time.advance(Duration.ofSeconds(2));
        assertThat(due().before()).isEqualTo(Optional.empty());
        assertThat(bench.zone.reads()).hasSize(2);
    }

    @Test
    void onceClosedNothingIsDue() {
        var known = offer(1);
        bench.time.advance(Duration.ofSeconds(2));
        beats.close();
        var late = offer(2);
        bench.time.settle();

        assertThat(beats.due()).isEmpty();
        assertThat(known.resultNow()).isFalse();
        assertThat(late.resultNow()).isFalse();
    }

    private CompletableFuture<Boolean> offer(long count) {
        return beats.offer(EAST, text(count), this::ready);
    }

    private void ready() {
        ready++;
    }

    private Beats.Due due() {
        return beats.due().orElseThrow();
    }

    private Beats.Due leaves() {
        Beats.Due due = due();
        beats.leaves(due);
        return due;
    }

    private static String text(long count) {
        return new Heartbeat("default", "east", "0123456789abcdef", count).text();
    }
}
