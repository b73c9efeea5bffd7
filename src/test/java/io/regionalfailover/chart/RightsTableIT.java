package io.regionalfailover.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.testing.chart.Chart;
import io.regionalfailover.testing.chart.Right;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The table of rights in the documentation says each right to our kinds that the chart grants. */
class RightsTableIT {
    @Test
    void everyRightToOurKindsStandsInTheTable() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("docs", "installing.md"));

        assertThat(Right.grantedBy(Chart.render()))
                .filteredOn(right -> right.group().equals("regionalfailover.io"))
                .hasSizeGreaterThan(12)
                .allSatisfy(right -> assertThat(rows)
                        .anyMatch(row -> row.matches(
                                "[|][^|]*`%s`[^|]*[|][^|]*\\b%s\\b.*".formatted(right.resource(), right.verb()))));
    }
}
