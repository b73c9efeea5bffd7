package io.regionalfailover.peers.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.simulation.engine.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private final VirtualTime time = new VirtualTime(Instant.EPOCH);
    private final Admission admission = new Admission(time);

    private int taken(String address, int of) {
        int taken = 0;
        for (int i = 0; i < of; i++) {
            taken += admission.takes(address) ? 1 : 0;
        }
        return taken;
    }

    @Test
    void anAddressHasItsBurstAndThenItsPace() {
        assertThat(taken("192.0.2.1", 1000)).isEqualTo(Admission.BURST);
        time.advance(Duration.ofSeconds(1));
        assertThat(taken("192.0.2.1", 1000)).isEqualTo(Admission.PER_SECOND);
        time.advance(Duration.ofMillis(10));
        assertThat(taken("192.0.2.1", 1000)).isZero();
        time.advance(Duration.ofMillis(10));
        assertThat(taken("192.0.2.1", 1000)).isOne();
        time.advance(Duration.ofHours(1));
        assertThat(taken("192.0.2.1", 1000)).isEqualTo(Admission.BURST);
    }

    @Test
    void oneAddressTakesNothingFromAnother() {
        taken("192.0.2.1", 1000);

        assertThat(taken("192.0.2.2", 10)).isEqualTo(10);
    }

    @Test
    void addressesWithoutEndTakeNoMemoryWithoutEnd() {
        for (int i = 0; i < 100_000; i++) {
            admission.takes("2001:db8::" + Integer.toHexString(i));
        }

        assertThat(admission.kept()).isEqualTo(1024);
    }

    @Test
    void thereAreSoManyPlaces() {
        for (int i = 0; i < Admission.AT_A_TIME; i++) {
            assertThat(admission.enter()).isTrue();
        }
        assertThat(admission.enter()).isFalse();
        admission.leave();
        assertThat(admission.enter()).isTrue();
        assertThat(admission.inside()).isEqualTo(Admission.AT_A_TIME);
    }
}
