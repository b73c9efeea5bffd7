package io.regionalfailover.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.testing.dns.HookedZone.Request;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Who only looks whether all is as it was waits for others, and holds up nobody. */
class PatientReadsTest {
    private final WriterBench bench = new WriterBench();

    private CompletableFuture<Reading> readBack(String policy) {
        return bench.writer.readBack(WriterBench.publication(policy));
    }

    private void pass(int millis) {
        bench.time.advance(Duration.ofMillis(millis));
    }

    @Test
    void whatIsAskedForWithinASecondIsOneRead() {
        CompletableFuture<Reading> first = readBack("first");
        pass(900);
        CompletableFuture<Reading> last = readBack("last");
        assertThat(bench.zone.reads()).isEmpty();

        pass(100);
        assertThat(bench.zone.reads()).hasSize(1);
        assertThat(first.resultNow()).isInstanceOf(Reading.Free.class);
        assertThat(last.resultNow()).isInstanceOf(Reading.Free.class);
        pass(5_000);
        assertThat(bench.zone.reads()).as("nobody waits any more").hasSize(1);
    }

    @Test
    void whoIsInAHurryDoesNotWaitAndTakesTheOthersAlong() {
        CompletableFuture<Reading> patient = readBack("patient");
        pass(10);
        CompletableFuture<Reading> hurried = bench.writer.read(WriterBench.publication("hurried"));

        pass(50);
        assertThat(hurried.resultNow()).isInstanceOf(Reading.Free.class);
        assertThat(patient.resultNow()).isInstanceOf(Reading.Free.class);
        pass(5_000);
        assertThat(bench.zone.reads())
                .as("the later moment has passed for nothing")
                .hasSize(1);
    }

    @Test
    void whoComesWhileAReadIsOnItsWayWaitsForItsOwnSecond() {
        bench.provider.atNext(Request.READ, () -> readBack("later"));
        CompletableFuture<Reading> first = readBack("first");
        pass(1_000);
        assertThat(first.resultNow()).isInstanceOf(Reading.Free.class);
        pass(900);
        assertThat(bench.zone.reads()).hasSize(1);

        pass(100);
        assertThat(bench.zone.reads()).hasSize(2);
    }
}
