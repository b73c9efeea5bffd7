package io.regionalfailover.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.testing.chart.Chart;
import io.regionalfailover.testing.chart.Right;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the chart gives for the console. */
class ConsoleChartIT {
    @ParameterizedTest
    @CsvSource({"false, 0", "true, 2"})
    void onlyTheConsoleBringsRightsToReviewTokens(String enabled, int rights) {
        assertThat(Right.grantedBy(Chart.render("--set", "console.enabled=" + enabled)))
                .extracting(Right::resource)
                .filteredOn(resource -> resource.endsWith("reviews"))
                .hasSize(rights);
    }
}
