package io.regionalfailover.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What happened, as an SVG: the answers that people got, the replicas that were ready, and the marks of the timeline, over
 * the seconds since the failure. A pure function of what was seen.
 */
final class TimelinePicture {
    private static final int LEFT = 90;
    private static final int WIDTH = 860;
    private static final int ANSWERS_TOP = 70;
    private static final int REPLICAS_TOP = 230;
    private static final int LANE = 110;
    private static final int LEGEND_TOP = 410;
    private static final int LINE = 18;
    private static final String EAST_COLOUR = "#c2410c";
    private static final String WEST_COLOUR = "#0369a1";

    /** Something that stands in the timeline. */
    record Mark(Instant at, String text) {}

    /**
     * What is drawn.
     *
     * @param zero when the failure began
     * @param until the end of the picture
     * @param answers that were given, oldest first
     * @param replicas that were seen, each change once, oldest first
     * @param marks oldest first
     */
    record Seen(
            Instant zero, Instant until, List<DnsWatch.Answer> answers, List<Replicas> replicas, List<Mark> marks) {}

    private final Seen seen;
    private final Instant begin;
    private final double seconds;
    private final StringBuilder svg = new StringBuilder();

    private TimelinePicture(Seen seen) {
        this.seen = seen;
        begin = seen.zero().minusSeconds(3);
        seconds = Math.max(1, Duration.between(begin, seen.until()).toMillis() / 1000.0);
    }

    /** The picture. */
    static String of(Seen seen) {
        return new TimelinePicture(seen).drawn();
    }

    private String drawn() {
        int height = LEGEND_TOP + 30 + seen.marks().size() * LINE;
        svg.append("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 %d" font-family="system-ui, sans-serif" font-size="13">
                <rect width="1000" height="%d" fill="#ffffff"/>
                <text x="%d" y="30" font-size="18" font-weight="600" fill="#111827">A region fails, room is made, traffic moves, and returns in steps</text>
                """.formatted(height, height, LEFT));
        answers();
        replicas();
        axis();
        marks();
        return svg.append("</svg>\n").toString();
    }

    private double x(Instant at) {
        double since = Duration.between(begin, at).toMillis() / 1000.0;
        return LEFT + Math.clamp(since / seconds, 0, 1) * WIDTH;
    }

    /** Of the answers of each second, how many named which region. */
    private void answers() {
        label(ANSWERS_TOP, "answers");
        svg.append("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#f3f4f6\"/>%n"
                .formatted(LEFT, ANSWERS_TOP, WIDTH, LANE));
        for (int second = 0; second < seconds; second++) {
            Instant from = begin.plusSeconds(second);
            Instant to = from.plusSeconds(1);
            List<DnsWatch.Answer> within = seen.answers().stream()
                    .filter(answer -> !answer.at().isBefore(from) && answer.at().isBefore(to))
                    .toList();
            if (within.isEmpty()) {
                continue;
            }
            long east = within.stream()
                    .filter(answer ->
                            answer.address().filter(Site.EAST.address()::equals).isPresent())
                    .count();
            double part = (double) east / within.size() * LANE;
            double width = x(to) - x(from) + 0.3;
            bar(x(from), ANSWERS_TOP, width, LANE - part, WEST_COLOUR);
            bar(x(from), ANSWERS_TOP + LANE - part, width, part, EAST_COLOUR);
        }
        legend(ANSWERS_TOP - 8);
    }

    private void bar(double x, double y, double width, double height, String colour) {
        if (height > 0) {
            svg.append(number(
                    "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\" opacity=\"0.85\"/>%n",
                    x, y, width, height, colour));
        }
    }

    private void legend(int y) {
        int x = LEFT + WIDTH - 210;
        for (Site site : Site.values()) {
            svg.append("<rect x=\"%d\" y=\"%d\" width=\"11\" height=\"11\" fill=\"%s\"/>%n"
                    .formatted(x, y - 10, colour(site)));
            svg.append("<text x=\"%d\" y=\"%d\" fill=\"#374151\">%s</text>%n".formatted(x + 16, y, site.region()));
            x += 110;
        }
    }

    private static String colour(Site site) {
        return site == Site.EAST ? EAST_COLOUR : WEST_COLOUR;
    }

    private void replicas() {
        label(REPLICAS_TOP, "replicas");
        svg.append("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#f3f4f6\"/>%n"
                .formatted(LEFT, REPLICAS_TOP, WIDTH, LANE));
        int most = seen.replicas().stream().mapToInt(Replicas::ready).max().orElse(1);
        svg.append("<text x=\"%d\" y=\"%d\" text-anchor=\"end\" fill=\"#6b7280\">%d</text>%n"
                .formatted(LEFT - 8, REPLICAS_TOP + 12, most));
        svg.append("<text x=\"%d\" y=\"%d\" text-anchor=\"end\" fill=\"#6b7280\">0</text>%n"
                .formatted(LEFT - 8, REPLICAS_TOP + LANE));
        for (Site site : Site.values()) {
            List<String> points = new ArrayList<>();
            double y = REPLICAS_TOP + LANE;
            for (Replicas at : seen.replicas()) {
                if (at.site() == site) {
                    double x = x(at.at());
                    double next = REPLICAS_TOP + LANE - (double) at.ready() / Math.max(1, most) * (LANE - 4);
                    points.add(number("%.1f,%.1f", x, points.isEmpty() ? next : y));
                    points.add(number("%.1f,%.1f", x, next));
                    y = next;
                }
            }
            points.add(number("%.1f,%.1f", (double) LEFT + WIDTH, y));
            svg.append("<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2.5\" points=\"%s\"/>%n"
                    .formatted(colour(site), String.join(" ", points)));
        }
    }

    private void label(int top, String text) {
        svg.append("<text x=\"12\" y=\"%d\" font-weight=\"600\" fill=\"#111827\">%s</text>%n"
                .formatted(top + LANE / 2, text));
    }

    private void axis() {
        int bottom = REPLICAS_TOP + LANE + 22;
        int step = seconds > 60 ? 10 : 5;
        for (int at = 0; at <= seconds - 3; at += step) {
            double x = x(seen.zero().plusSeconds(at));
            svg.append(number(
                    "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" stroke=\"#d1d5db\"/>%n",
                    x, x, REPLICAS_TOP + LANE, REPLICAS_TOP + LANE + 6));
            svg.append(number(
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" fill=\"#6b7280\">%d s</text>%n", x, bottom, at));
        }
    }

    private void marks() {
        int number = 1;
        int y = LEGEND_TOP;
        double last = -100;
        int level = 0;
        for (Mark mark : seen.marks()) {
            double x = x(mark.at());
            level = x - last < 16 ? (level + 1) % 3 : 0;
            last = x;
            svg.append(number(
                    "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" stroke=\"#111827\" stroke-dasharray=\"2 3\" opacity=\"0.5\"/>%n",
                    x, x, ANSWERS_TOP, REPLICAS_TOP + LANE));
            svg.append(number(
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" font-size=\"11\" fill=\"#111827\">%d</text>%n",
                    x, ANSWERS_TOP + LANE + 14 + level * 13, number));
            svg.append("<text y=\"%d\" fill=\"#374151\">".formatted(y))
                    .append("<tspan x=\"%d\" text-anchor=\"end\">%d</tspan>".formatted(LEFT + 16, number++))
                    .append("<tspan x=\"%d\" text-anchor=\"end\">%s</tspan>".formatted(LEFT + 80, since(mark.at())))
                    .append("<tspan x=\"%d\" text-anchor=\"start\">%s</tspan></text>%n"
                            .formatted(LEFT + 96, escaped(mark.text())));
            y += LINE;
        }
    }

    private String since(Instant at) {
        return number("%+.1f s", Duration.between(seen.zero(), at).toMillis() / 1000.0);
    }

    private static String number(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
