package io.regionalfailover.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "0s, PT0S",
        "500ms, PT0.5S",
        "30s, PT30S",
        "5m, PT5M",
        "1h30m, PT1H30M",
        "1h2m3s4ms, PT1H2M3.004S",
        "1m1m, PT2M",
        "99999h, PT99999H",
    })
    void sumsTheParts(String text, Duration expected) {
        assertThat(Durations.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "s", "-5s", "1.5s", "5 s", "5S", "1d", "100000s", "1s1s1s1s1s", "5s\n", "PT5S"})
    void refusesEverythingElse(String text) {
        assertThatThrownBy(() -> Durations.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + text + "\" is not a duration")
                .hasMessageContaining("1h30m");
    }

    @Test
    void theDefaultTimeoutIsTheSmallerOfTwoSecondsAndHalfTheInterval() {
        assertThat(check("name: c\ninterval: 1s").effectiveTimeout()).isEqualTo(Duration.ofMillis(500));
        assertThat(check("name: c").effectiveTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(check("name: c\ntimeout: 4s").effectiveTimeout()).isEqualTo(Duration.ofSeconds(4));
    }

    private static CheckSpec check(String yaml) {
        return new KubernetesSerialization().unmarshal(yaml, CheckSpec.class);
    }
}
