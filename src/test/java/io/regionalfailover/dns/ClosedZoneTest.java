package io.regionalfailover.dns;

import static io.regionalfailover.dns.ZoneCases.APEX;
import static io.regionalfailover.dns.ZoneCases.plan;
import static io.regionalfailover.dns.ZoneCases.weights;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every question to a zone that was closed is answered at once, and nothing is asked of the provider any more. */
class ClosedZoneTest {
    private final WriterBench bench = new WriterBench();
    private final Publication a = WriterBench.publication("a");

    @BeforeEach
    void close() {
        bench.writer.close();
    }

    @Test
    void readsFail() {
        var read = bench.writer.read(a);
        var texts = bench.writer.texts(Set.of(APEX.heartbeat("east")));
        bench.time.settle();

        assertThat(read.resultNow()).isEqualTo(new Reading.Failed(Failure.UNREACHABLE, "The zone is closed."));
        assertThat(texts.resultNow()).isEqualTo(new Texts.NotTaken(Failure.UNREACHABLE, "The zone is closed."));
        nothingIsAsked();
    }

    @Test
    void writesAreSupersededAndReleasesFail() {
        var write = bench.write("a", 1);
        var release = bench.writer.release(a, true);
        var drop = bench.writer.dropTypes(a);
        bench.time.settle();

        assertThat(write.resultNow()).isInstanceOf(WriteResult.Superseded.class);
        for (var unread : List.of(release, drop)) {
            assertThat(unread.resultNow()).isInstanceOf(WriteResult.Failed.class);
        }
        nothingIsAsked();
    }

    @Test
    void nobodyIsAskedOfAChangeOrAPlan() {
        Instant later = bench.time.instant().plusSeconds(60);
        var inForce = bench.writer.inForce("/change/C1");
        var observed = bench.writer.observe(a, plan(1, weights("east", 1)), a.names(), later);
        bench.time.settle();

        assertThat(inForce.resultNow()).isEmpty();
        assertThat(observed.resultNow().at()).isEmpty();
        assertThat(observed.resultNow().missing()).containsExactly("the zone's name servers are not known yet");
        nothingIsAsked();
    }

    private void nothingIsAsked() {
        bench.time.advance(Duration.ofSeconds(60));
        assertThat(bench.zone.reads()).isEmpty();
        assertThat(bench.zone.asked()).isEmpty();
        assertThat(bench.zone.forceQuestions()).isZero();
        assertThat(bench.counted).isEmpty();
    }
}
