package io.regionalfailover.simulation.timeline;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The words that all ways of showing a timeline have in common. */
final class Words {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Words() {}

    static String clock(Instant time) {
        return CLOCK.format(time);
    }

    /** Two parts at most: {@code 1h 2m}, {@code 21 s}. */
    static String duration(Duration time) {
        long seconds = Math.round(time.toMillis() / 1_000.0);
        if (seconds < 100) {
            return seconds + " s";
        }
        long minutes = seconds / 60;
        return minutes < 60 ? minutes + "m " + seconds % 60 + "s" : minutes / 60 + "h " + minutes % 60 + "m";
    }

    /** A label and what there is to say. */
    record Line(String label, String text) {}

    static List<Line> summary(Timeline timeline) {
        Summary summary = timeline.summary();
        List<Line> lines = new ArrayList<>();
        if (summary.brokenAt().isEmpty()) {
            lines.add(new Line("detection", "nothing that a check looks at failed"));
        } else {
            lines.add(new Line("detection", later(summary.detected(), "no region was judged Unhealthy")));
            lines.add(new Line(
                    "traffic away", later(summary.shifted(), "traffic never left the region that failed first")));
        }
        lines.add(new Line(
                "moves away",
                summary.departures()
                        + (summary.flips() == 0 ? "" : ", so it came back and left again " + times(summary.flips()))));
        lines.add(new Line("requests lost", lost(timeline)));
        if (summary.brokenAt().isPresent()) {
            lines.add(new Line("traffic back", returned(summary)));
        }
        lines.add(new Line("in the end", summary.outlook()));
        return lines;
    }

    private static String later(Optional<Duration> time, String otherwise) {
        return time.map(after -> duration(after) + " after it began to fail").orElse(otherwise);
    }

    private static String times(int count) {
        return count == 1 ? "once" : count + " times";
    }

    private static String lost(Timeline timeline) {
        Summary summary = timeline.summary();
        if (summary.lost().isZero() && summary.lostUnmoved().isZero()) {
            return "none";
        }
        return percent(summary.lost(), timeline.head().lasts()) + " (as many as come in "
                + duration(summary.lost()) + "); had traffic stayed: "
                + percent(summary.lostUnmoved(), timeline.head().lasts()) + " (" + duration(summary.lostUnmoved())
                + ")";
    }

    private static String percent(Duration part, Duration whole) {
        double percent = 100.0 * part.toMillis() / whole.toMillis();
        return String.format(Locale.ROOT, percent < 1 ? "%.2f%%" : "%.1f%%", percent);
    }

    private static String returned(Summary summary) {
        if (summary.mendedAt().isEmpty()) {
            return "something still fails in the end";
        }
        return summary.returned()
                .map(after -> after.isZero()
                        ? "it was where it belongs when the last failure ended"
                        : duration(after) + " after the last failure ended")
                .orElse("not yet");
    }
}
