package io.regionalfailover.operator.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EventBudgetTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private final EventBudget budget = new EventBudget();

    @Test
    void whatHappensEverySecondOfADayIsToldOnceAMinute() {
        int told = 0;
        for (int second = 0; second < Duration.ofDays(1).toSeconds(); second++) {
            told += budget.take("FailoverPolicy/shop/checkout/CommonCause/Hold", NOON.plusSeconds(second)) ? 1 : 0;
        }

        assertThat(told).isBetween(1_440, 1_445);
    }

    @Test
    void whatIsToldTooOftenHidesNothingElse() {
        while (budget.take("FailoverPolicy/shop/checkout/CommonCause/Hold", NOON)) {
            // Until there is none left.
        }

        assertThat(budget.take("FailoverPolicy/shop/checkout/RegionUnhealthy/FailOver", NOON))
                .isTrue();
        assertThat(budget.take("FailoverPolicy/shop/other/CommonCause/Hold", NOON))
                .isTrue();
        assertThat(budget.take("FailoverPolicy/shop/checkout/CommonCause/Hold", NOON.plusSeconds(59)))
                .isFalse();
        assertThat(budget.take("FailoverPolicy/shop/checkout/CommonCause/Hold", NOON.plusSeconds(60)))
                .isTrue();
    }

    @Test
    void aWallClockThatIsSetBackSilencesItForMinutesOnly() {
        for (int i = 0; i < 5; i++) {
            budget.take("x", NOON);
        }

        assertThat(budget.take("x", NOON.minus(Duration.ofDays(1)))).isFalse();
        assertThat(budget.take("x", NOON.plus(Duration.ofMinutes(1)))).isTrue();
    }
}
