package io.regionalfailover.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Curves over one axis, as an SVG.
 *
 * @param title above it
 * @param x what the axis at the bottom is
 * @param y what the axis at the left is
 * @param wide true: the axis at the bottom is logarithmic; all x are above 0
 * @param curves 1-4, each with points in the order of x
 */
record Picture(String title, String x, String y, boolean wide, List<Series> curves) {
    private static final int LEFT = 70;
    private static final int TOP = 50;
    private static final int WIDTH = 690;
    private static final int HEIGHT = 260;
    private static final List<String> COLOURS = List.of("#0369a1", "#c2410c", "#15803d", "#7e22ce");

    /** A point. */
    record Point(double x, double y) {}

    /**
     * A curve.
     *
     * @param name for the legend
     */
    record Series(String name, List<Point> points) {
        Series {
            points = List.copyOf(points);
        }
    }

    Picture {
        curves = List.copyOf(curves);
    }

    static Picture line(String title, String x, String y, boolean wide, Series... curves) {
        return new Picture(title, x, y, wide, List.of(curves));
    }

    void write(Path file) throws IOException {
        Files.writeString(file, svg());
    }

    String svg() {
        double mostY = round(most(curves.stream()
                .flatMap(curve -> curve.points().stream().map(Point::y))
                .toList()));
        List<Double> xs = curves.stream()
                .flatMap(curve -> curve.points().stream().map(Point::x))
                .toList();
        double leastX = wide ? xs.stream().mapToDouble(at -> at).min().orElse(1) : 0;
        double mostX = wide ? most(xs) : round(most(xs));
        StringBuilder svg = new StringBuilder(format(
                """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 390" font-family="system-ui, sans-serif" font-size="13">
                <rect width="800" height="390" fill="#ffffff"/>
                <text x="%d" y="28" font-size="16" font-weight="600" fill="#111827">%s</text>
                <text x="%d" y="%d" text-anchor="middle" fill="#6b7280">%s</text>
                <text x="18" y="%d" text-anchor="middle" fill="#6b7280" transform="rotate(-90 18 %d)">%s</text>
                """,
                LEFT,
                escaped(title),
                LEFT + WIDTH / 2,
                TOP + HEIGHT + 42,
                escaped(x),
                TOP + HEIGHT / 2,
                TOP + HEIGHT / 2,
                escaped(y)));
        for (int mark = 0; mark <= 4; mark++) {
            double top = TOP + HEIGHT - HEIGHT * mark / 4.0;
            svg.append(format(
                    "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#e5e7eb\"/>%n",
                    LEFT, top, LEFT + WIDTH, top));
            svg.append(format(
                    "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\" fill=\"#6b7280\">%s</text>%n",
                    LEFT - 8, top + 4, number(mostY * mark / 4)));
            double at = wide ? leastX * Math.pow(mostX / leastX, mark / 4.0) : mostX * mark / 4;
            svg.append(format(
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" fill=\"#6b7280\">%s</text>%n",
                    LEFT + WIDTH * mark / 4.0, TOP + HEIGHT + 20, number(at)));
        }
        for (int i = 0; i < curves.size(); i++) {
            svg.append(curve(curves.get(i), COLOURS.get(i), leastX, mostX, mostY));
            svg.append(format(
                    "<rect x=\"%d\" y=\"368\" width=\"14\" height=\"4\" fill=\"%s\"/><text x=\"%d\" y=\"375\""
                            + " fill=\"#111827\">%s</text>%n",
                    LEFT + i * 230,
                    COLOURS.get(i),
                    LEFT + i * 230 + 20,
                    escaped(curves.get(i).name())));
        }
        return svg.append("</svg>\n").toString();
    }

    private String curve(Series curve, String colour, double leastX, double mostX, double mostY) {
        List<String> points = new ArrayList<>();
        for (Point point : curve.points()) {
            double part = wide ? Math.log(point.x() / leastX) / Math.log(mostX / leastX) : point.x() / mostX;
            points.add(format("%.1f,%.1f", LEFT + WIDTH * part, TOP + HEIGHT - HEIGHT * point.y() / mostY));
        }
        return format(
                "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2\" points=\"%s\"/>%n",
                colour, String.join(" ", points));
    }

    private static double most(List<Double> numbers) {
        return numbers.stream().mapToDouble(number -> number).max().orElse(1);
    }

    /** The next round number, so that marks are round, too. */
    private static double round(double most) {
        double unit = Math.pow(10, Math.floor(Math.log10(Math.max(most, 1e-9))));
        for (double step : new double[] {1, 2, 4, 6, 8, 10}) {
            if (step * unit >= most) {
                return step * unit;
            }
        }
        return 10 * unit;
    }

    private static String number(double number) {
        return number >= 10 || number == Math.rint(number) ? format("%,.0f", number) : format("%.2f", number);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }
}
