package io.regionalfailover.soak;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Resident memory and heap after collections over the minutes of a run, as an SVG. A pure function of the samples. */
final class MemoryPicture {
    private static final int LEFT = 60;
    private static final int TOP = 50;
    private static final int WIDTH = 700;
    private static final int HEIGHT = 260;

    private MemoryPicture() {}

    static String of(List<Sample> samples) {
        double minutes = Math.max(1, samples.getLast().second() / 60.0);
        double most =
                Math.ceil(samples.stream().mapToDouble(Sample::rssMb).max().orElse(1) / 100) * 100;
        StringBuilder svg = new StringBuilder("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 370" font-family="system-ui, sans-serif" font-size="13">
                <rect width="800" height="370" fill="#ffffff"/>
                <text x="60" y="28" font-size="16" font-weight="600" fill="#111827">Memory of one operator with its policies, in MB</text>
                """);
        for (int line = 0; line <= 4; line++) {
            double mb = most * line / 4;
            double y = TOP + HEIGHT - HEIGHT * line / 4.0;
            svg.append(format(
                    "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#e5e7eb\"/>%n",
                    LEFT, y, LEFT + WIDTH, y));
            svg.append(format(
                    "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\" fill=\"#6b7280\">%.0f</text>%n",
                    LEFT - 8, y + 4, mb));
        }
        for (int mark = 0; mark <= 4; mark++) {
            svg.append(format(
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" fill=\"#6b7280\">%.0f min</text>%n",
                    LEFT + WIDTH * mark / 4.0, TOP + HEIGHT + 20, minutes * mark / 4));
        }
        svg.append(line(samples, Sample::rssMb, minutes, most, "#0369a1"));
        svg.append(line(samples, Sample::heapMb, minutes, most, "#c2410c"));
        svg.append("""
                <rect x="60" y="345" width="12" height="4" fill="#0369a1"/><text x="78" y="351" fill="#111827">resident</text>
                <rect x="160" y="345" width="12" height="4" fill="#c2410c"/><text x="178" y="351" fill="#111827">heap after a full collection</text>
                </svg>
                """);
        return svg.toString();
    }

    private static String line(
            List<Sample> samples, ToDoubleFunction<Sample> value, double minutes, double most, String colour) {
        StringBuilder points = new StringBuilder();
        for (Sample sample : samples) {
            points.append(format(
                    "%.1f,%.1f ",
                    LEFT + WIDTH * sample.second() / 60.0 / minutes,
                    TOP + HEIGHT - HEIGHT * value.applyAsDouble(sample) / most));
        }
        return "<polyline fill=\"none\" stroke=\"" + colour + "\" stroke-width=\"2\" points=\""
                + points.toString().strip() + "\"/>\n";
    }

    private static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }
}
