package io.regionalfailover.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PoliciesTest {
    private static final Instant NOW = Instant.parse("2026-11-23T04:00:00.050Z");

    @Test
    void thoseOfASecondAreHandedInTogether() {
        assertThat(Policies.together(NOW, Duration.ofMillis(60_000))).isEqualTo(Duration.ofMillis(59_950));
        assertThat(Policies.together(NOW, Duration.ofMillis(60_949))).isEqualTo(Duration.ofMillis(59_950));
        assertThat(Policies.together(NOW, Duration.ofMillis(60_950))).isEqualTo(Duration.ofMillis(60_950));
    }

    @Test
    void whoIsHandedInAgainWithinTheSecondHasAMomentOfItsOwn() {
        assertThat(Policies.together(NOW, Duration.ofMillis(900))).isEqualTo(Duration.ofMillis(900));
    }
}
