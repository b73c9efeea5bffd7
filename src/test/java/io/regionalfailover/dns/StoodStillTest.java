package io.regionalfailover.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a process does with what waited while it stood still: plans were decided on what is gone, a release still holds. */
class StoodStillTest {
    private static final Duration GATHERING = Duration.ofMillis(500);
    private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);
    private static final Duration LONGER = FIVE_SECONDS.plusNanos(1);

    private final WriterBench bench = new WriterBench();

    @BeforeEach
    void somethingHasJustBeenWritten() {
        bench.written("a");
    }

    @Test
    void aPlanThatIsDueIsDecidedAgainAndAReleaseGoes() {
        var plan = bench.write("b", 1);
        var release = release();
        bench.standStill(LONGER);
        bench.time.advance(Duration.ofMillis(400));

        assertThat(plan.resultNow()).isInstanceOf(WriteResult.Superseded.class);
        assertThat(release.resultNow()).isInstanceOf(WriteResult.Released.class);
        assertThat(bench.zone.asked()).hasSize(2);
        assertThat(bench.zone.all()).extracting(RecordSet::type).containsExactly("A", "A");
    }

    @Test
    void aPlanWhoseThreadDidNotBeginIsDecidedAgainAndAReleaseGoes() {
        var plan = bench.write("b", 1);
        var release = release();
        Duration due = Duration.ofMillis(400);
        standStillBetweenTimerAndThread(due, LONGER);
        bench.time.advance(due);

        assertThat(plan.resultNow()).isInstanceOf(WriteResult.Superseded.class);
        assertThat(release.resultNow()).isInstanceOf(WriteResult.Released.class);
        assertThat(bench.zone.asked()).hasSize(2);
        assertThat(bench.zone.all()).extracting(RecordSet::type).containsExactly("A", "A");
    }

    @Test
    void afterAShorterTimeAPlanStillHolds() {
        var due = bench.write("b", 1);
        bench.standStill(FIVE_SECONDS);
        bench.time.advance(GATHERING);
        assertThat(due.resultNow()).isInstanceOf(WriteResult.Applied.class);

        var begun = bench.write("c", 1);
        standStillBetweenTimerAndThread(GATHERING, FIVE_SECONDS);
        bench.time.advance(GATHERING);
        assertThat(begun.resultNow()).isInstanceOf(WriteResult.Applied.class);
    }

    /** One that has read the zone, and waits. */
    private CompletableFuture<WriteResult> release() {
        var release = bench.writer.release(WriterBench.publication("a"), false);
        bench.time.advance(Duration.ofMillis(100));
        assertThat(release).isNotDone();
        return release;
    }

    /** Behind the timer of the moment at which the batch is due, and before the thread that sends it. */
    private void standStillBetweenTimerAndThread(Duration due, Duration forSoLong) {
        bench.time.after(due.toNanos(), () -> bench.standStill(forSoLong));
    }
}
