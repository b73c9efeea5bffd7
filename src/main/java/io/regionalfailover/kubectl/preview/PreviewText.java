package io.regionalfailover.kubectl.preview;

import io.regionalfailover.decision.Hold;
import io.regionalfailover.kubectl.preview.Preview.ReplicaChange;
import io.regionalfailover.kubectl.preview.Preview.Step;
import io.regionalfailover.kubectl.preview.Preview.WeightChange;
import io.regionalfailover.kubectl.view.Ages;
import io.regionalfailover.kubectl.view.Paint;
import io.regionalfailover.kubectl.view.Paint.Tone;
import io.regionalfailover.kubectl.view.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Previews for people, one paragraph for each policy. */
public final class PreviewText {
    private PreviewText() {}

    /**
     * The lines of some previews; policies that stay as they are are only counted.
     *
     * @param previews in any order
     */
    public static List<String> lines(List<Preview> previews, Paint paint) {
        List<String> lines = new ArrayList<>();
        int unchanged = 0;
        for (Preview preview : previews) {
            if (preview.isUnchanged()) {
                unchanged++;
            } else {
                lines.addAll(of(preview, paint));
                lines.add("");
            }
        }
        if (unchanged > 0) {
            lines.add((unchanged == 1 ? "1 policy stays as it is: " : unchanged + " policies stay as they are: ")
                    + names(previews));
        } else if (!lines.isEmpty()) {
            lines.removeLast();
        }
        return lines;
    }

    private static String names(List<Preview> previews) {
        return String.join(
                ", ",
                previews.stream()
                        .filter(Preview::isUnchanged)
                        .map(Preview::policy)
                        .toList());
    }

    private static List<String> of(Preview preview, Paint paint) {
        List<String> lines = new ArrayList<>();
        lines.add(paint.of(Tone.STRONG, preview.policy()));
        Table table = new Table("WHEN", "WHAT", "REGION", "FROM", "TO");
        for (ReplicaChange change : preview.before()) {
            replicas(table, "first", change);
        }
        for (Step step : preview.steps()) {
            String when = when(preview, step);
            for (WeightChange change : step.changes()) {
                table.row(
                        when,
                        change.record() + " " + change.type() + " weight",
                        change.region(),
                        String.valueOf(change.from()),
                        String.valueOf(change.to()));
            }
        }
        for (ReplicaChange change : preview.after()) {
            replicas(table, "when answers with it are forgotten", change);
        }
        boolean moves = !preview.steps().isEmpty()
                || !preview.before().isEmpty()
                || !preview.after().isEmpty();
        if (moves) {
            lines.addAll(table.lines(paint, "  "));
        }
        Optional<Hold> held = preview.held();
        if (held.isPresent()) {
            lines.add("  " + paint.of(Tone.NOTABLE, "Held") + " ("
                    + held.get().reason().text() + "): " + held.get().message());
        }
        return lines;
    }

    /** Steps are timed from the first, which waits for room where there is none yet. */
    private static String when(Preview preview, Step step) {
        String first = preview.before().isEmpty() ? "at once" : "then";
        if (step.after().isZero()) {
            return first;
        }
        return (preview.before().isEmpty() ? "after " : "then, after ") + Ages.of(step.after());
    }

    private static void replicas(Table table, String when, ReplicaChange change) {
        table.row(
                when,
                change.placement() + " replicas",
                change.region(),
                String.valueOf(change.from()),
                String.valueOf(change.to()));
    }
}
