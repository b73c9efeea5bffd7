package io.regionalfailover.kubectl.view;

import io.regionalfailover.api.v1alpha1.FailoverPolicy;
import io.regionalfailover.kubectl.view.Paint.Tone;
import io.regionalfailover.kubectl.view.Table.Cell;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * All policies, the worst first.
 *
 * @param policies one line each
 */
public record StatusView(List<PolicyRow> policies) {
    /** The rows of some policies, sorted. */
    public static StatusView of(List<FailoverPolicy> policies) {
        return new StatusView(policies.stream()
                .map(PolicyRow::of)
                .sorted(Comparator.comparingInt(PolicyRow::rank)
                        .thenComparing(PolicyRow::namespace)
                        .thenComparing(PolicyRow::name))
                .toList());
    }

    /** Whether nothing asks for a person. */
    public boolean isCalm() {
        return policies.stream().allMatch(PolicyRow::isCalm);
    }

    /**
     * As lines for people.
     *
     * @param wide with the reason, what FailoverReady says, and the message
     */
    public List<String> lines(Paint paint, boolean wide, Instant now) {
        Table table = wide
                ? new Table(
                        "NAMESPACE",
                        "POLICY",
                        "PHASE",
                        "SERVING",
                        "UNHEALTHY",
                        "HELD",
                        "SINCE",
                        "REASON",
                        "READY",
                        "FAILOVER-READY",
                        "MESSAGE")
                : new Table("NAMESPACE", "POLICY", "PHASE", "SERVING", "UNHEALTHY", "HELD", "SINCE");
        for (PolicyRow row : policies) {
            List<Cell> cells = new ArrayList<>(List.of(
                    Cell.of(row.namespace()),
                    Cell.of(row.name()),
                    new Cell(row.phase(), row.tone()),
                    Cell.of(row.serving()),
                    new Cell(row.unhealthy(), Tone.BAD),
                    new Cell(row.held(), Tone.NOTABLE),
                    Cell.of(row.age(now))));
            if (wide) {
                cells.addAll(List.of(
                        Cell.of(row.reason()),
                        Cell.of(row.ready()),
                        Cell.of(row.failoverReady()),
                        Cell.of(row.message())));
            }
            table.row(cells);
        }
        return table.lines(paint, "");
    }
}
