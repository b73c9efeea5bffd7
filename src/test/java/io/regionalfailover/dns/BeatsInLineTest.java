package io.regionalfailover.dns;

import static io.regionalfailover.dns.ZoneCases.APEX;
import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.testing.dns.HookedZone.Request;
import io.regionalfailover.testing.dns.StrictZone.Fault;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Heartbeats among the changes of policies: who goes first, and what they wait for. */
class BeatsInLineTest {
    private static final DnsName EAST = APEX.heartbeat("east");

    private final WriterBench bench = new WriterBench();

    @BeforeEach
    void whatStandsThereIsKnown() {
        assertThat(bench.within(Duration.ofSeconds(1), beat("default", 1))).isTrue();
    }

    @Test
    void aBeatWaitsForTheBudgetAndThenLeavesByItself() {
        bench.budget.throttled();
        var beat = beat("default", 2);
        bench.time.advance(Duration.ofMillis(399));
        assertThat(beat).as("at 2.5 requests per second").isNotDone();
        bench.time.advance(Duration.ofMillis(1));

        assertThat(beat.resultNow()).isTrue();
    }

    @Test
    void closingEndsABeatThatWaitsForTheBudget() {
        bench.budget.throttled();
        var beat = beat("default", 2);
        bench.writer.close();
        bench.time.settle();

        assertThat(beat.resultNow()).isFalse();
    }

    @Test
    void aBeatLetsAChangeThatWaitsGoFirst() {
        bench.written("a");
        var change = bench.write("b", 1);
        bench.time.advance(Duration.ofMillis(100));
        var beat = beat("default", 2);
        bench.time.advance(Duration.ofMillis(399));
        assertThat(beat).isNotDone();
        bench.time.advance(Duration.ofMillis(1));

        assertThat(change.resultNow()).isInstanceOf(WriteResult.Applied.class);
        assertThat(beat.resultNow()).isTrue();
        assertThat(bench.zone.asked().getLast())
                .allMatch(last -> last.set().name().equals(EAST));
    }

    @Test
    void whileChangesAreHeldOffForLongABeatWaitsForThemFiveSecondsAndNoLonger() {
        for (int i = 0; i < 6; i++) {
            bench.zone.failNext(Fault.UNREACHABLE);
            bench.within(Duration.ofSeconds(60), bench.write("a", 1));
        }
        bench.zone.failNext(Fault.UNREACHABLE);
        bench.within(Duration.ZERO, bench.write("a", 1));
        var change = bench.write("b", 1);
        var beat = beat("default", 2);
        bench.time.advance(Duration.ofSeconds(5).minusNanos(1));
        assertThat(beat).isNotDone();
        bench.time.advance(Duration.ofNanos(1));

        assertThat(beat.resultNow()).isTrue();
        assertThat(change).isNotDone();
        assertThat(bench.within(Duration.ofSeconds(30), change)).isInstanceOf(WriteResult.Applied.class);
    }

    @Test
    void nothingElseLeavesWhileABeatIsOnItsWay() {
        bench.provider.atNext(Request.APPLY, () -> {
            var change = bench.write("a", 1);
            bench.time.settle();
            assertThat(change).isNotDone();
            assertThat(bench.zone.asked()).hasSize(1);
        });
        var beat = beat("default", 2);
        bench.time.settle();

        assertThat(beat.resultNow()).isTrue();
        assertThat(bench.zone.asked()).as("and then it goes").hasSize(3);
    }

    /** What stands there is known from writing it, and nobody has compared it with this one so far. */
    @Test
    void theGuardKeepsABeatFromReplacingOneOfAnotherInstallation() {
        assertThat(bench.within(Duration.ofSeconds(1), beat("other", 2))).isFalse();
        assertThat(bench.zone.asked()).hasSize(1);
        assertThat(ReservedText.shown(bench.zone.all())).isEqualTo(Optional.of(text("default", 1)));
    }

    private CompletableFuture<Boolean> beat(String installation, long count) {
        return bench.writer.beat(EAST, text(installation, count));
    }

    private static String text(String installation, long count) {
        return new Heartbeat(installation, "east", "0123456789abcdef", count).text();
    }
}
