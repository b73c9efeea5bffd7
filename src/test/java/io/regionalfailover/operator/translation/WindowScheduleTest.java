package io.regionalfailover.operator.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WindowScheduleTest {
    private final WindowSchedule office =
            WindowSchedule.of("f", "0 8 * * 1-5", "Europe/Berlin", Duration.ofHours(10), "business hours");

    @ParameterizedTest
    @CsvSource({
        // A Monday in winter: Berlin is one hour ahead of UTC.
        "2026-11-23T06:59:59Z,",
        "2026-11-23T07:00:00Z, 2026-11-23T17:00:00Z",
        "2026-11-23T12:00:00Z, 2026-11-23T17:00:00Z",
        "2026-11-23T17:00:00Z,",
        // Summer: two hours ahead.
        "2026-07-06T06:00:00Z, 2026-07-06T16:00:00Z",
        // A Sunday.
        "2026-11-22T12:00:00Z,",
    })
    void isOpenFromItsStartForItsDuration(Instant now, Instant until) {
        assertThat(office.openUntil(now).orElse(null)).isEqualTo(until);
    }

    @Test
    void reachesOverMidnight() {
        WindowSchedule night = WindowSchedule.of("f", "0 22 * * *", "UTC", Duration.ofHours(8), "batch");

        assertThat(night.openUntil(Instant.parse("2026-11-23T03:00:00Z")))
                .contains(Instant.parse("2026-11-23T06:00:00Z"));
    }

    @Test
    void whatCannotBeReadIsNamed() {
        assertThatThrownBy(() -> WindowSchedule.of("spec.f", "61 * * * *", "UTC", Duration.ofHours(1), "x"))
                .hasMessageContaining("spec.f.cron: \"61 * * * *\"")
                .hasMessageContaining("five fields");
        assertThatThrownBy(() -> WindowSchedule.of("spec.f", "0 8 * * *", "Europe/Berln", Duration.ofHours(1), "x"))
                .hasMessageContaining("spec.f.timeZone: \"Europe/Berln\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 0 31 2 *", "0 0 30 FEB */1", "59 23 31 4,6,9,11 *", "0 0 30-31 2/12 *"})
    void aWindowThatNeverOpensIsRefused(String cron) {
        assertThatThrownBy(() -> WindowSchedule.of("spec.f", cron, "UTC", Duration.ofHours(1), "x"))
                .hasMessageContaining("spec.f.cron: \"" + cron + "\"")
                .hasMessageContaining("never comes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 0 29 2 *", "0 0 31 2 1", "0 0 31 * *"})
    void aWindowThatSeldomOpensIsNot(String cron) {
        assertThat(WindowSchedule.of("spec.f", cron, "UTC", Duration.ofHours(1), "x")
                        .openUntil(Instant.parse("2026-07-06T06:00:00Z")))
                .isEmpty();
    }
}
