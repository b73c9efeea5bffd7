package io.regionalfailover.simulation.timeline;

import static io.regionalfailover.simulation.timeline.Markup.escaped;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A timeline as a picture that stands by itself: what went wrong on top, a lane for each region, what was held below. It needs
 * no script, and follows the reader's preference for dark or light.
 */
public final class SvgTimeline {
    private static final int WIDTH = 1160;
    private static final int LEFT = 196;
    private static final int RIGHT = WIDTH - 24;
    private static final int ROW = 22;
    private static final int SHARE_HEIGHT = 44;
    private static final int LANE = 100;
    private static final int MOST_TICKS = 16;
    private static final double THINNEST = 1.5;
    private static final double LETTER = 6.8;
    private static final List<Duration> TICKS = List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(2),
            Duration.ofMinutes(5),
            Duration.ofMinutes(10),
            Duration.ofMinutes(15),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(2),
            Duration.ofHours(3),
            Duration.ofHours(6));

    static final String STYLE = """
            .rf-timeline{font:12px system-ui,-apple-system,"Segoe UI",sans-serif}
            .rf-ground{fill:#ffffff}.rf-text{fill:#1f2328}.rf-muted{fill:#59636e}.rf-title{fill:#1f2328;font-size:17px;font-weight:600}
            .rf-name{fill:#1f2328;font-size:13px;font-weight:600}.rf-band{fill:#f6f8fa}.rf-grid{stroke:#d1d9e0}
            .rf-plan{stroke:#59636e;stroke-dasharray:2 3}
            .rf-share{fill:#0969da;fill-opacity:.25;stroke:#0969da;stroke-width:1.5}
            .rf-Healthy{fill:#2da44e}.rf-Unhealthy{fill:#cf222e}.rf-Unknown{fill:#8c959f}.rf-broken{fill:#82071e}
            .rf-event{fill:#8250df}.rf-hold{fill:#bf8700}
            @media (prefers-color-scheme:dark){
            .rf-ground{fill:#0d1117}.rf-text,.rf-title,.rf-name{fill:#f0f6fc}.rf-muted{fill:#9198a1}
            .rf-band{fill:#151b23}.rf-grid{stroke:#3d444d}.rf-plan{stroke:#9198a1}
            .rf-share{fill:#4493f8;stroke:#4493f8}.rf-Healthy{fill:#3fb950}.rf-Unhealthy{fill:#f85149}.rf-Unknown{fill:#656c76}
            .rf-broken{fill:#ff9492}.rf-event{fill:#ab7df8}.rf-hold{fill:#d29922}}
            """;

    private final Timeline timeline;
    private final double seconds;
    private final StringBuilder svg = new StringBuilder();
    private int y;

    private SvgTimeline(Timeline timeline) {
        this.timeline = timeline;
        seconds = timeline.head().lasts().toMillis() / 1_000.0;
    }

    /** The picture, as a file of its own. */
    public static String of(Timeline timeline) {
        return new SvgTimeline(timeline).drawn();
    }

    private String drawn() {
        Timeline.Head head = timeline.head();
        text(LEFT, 28, "rf-title", "start", head.title());
        text(
                LEFT,
                47,
                "rf-muted",
                "start",
                head.policy() + ", scenario " + head.scenario() + ", seed " + head.seed() + "; times in UTC, from "
                        + head.startsAt());
        y = 64;
        world();
        int top = y;
        lanes();
        int bottom = y;
        axis(top, bottom);
        y += 30;
        holds();
        legend();
        summary();
        String label = escaped(head.policy() + " in the scenario " + head.scenario());
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"rf-timeline\" viewBox=\"0 0 " + WIDTH + " " + y
                + "\" role=\"img\" aria-label=\"" + label + "\">\n<style>\n" + STYLE + "</style>\n"
                + "<rect class=\"rf-ground\" width=\"" + WIDTH + "\" height=\"" + y + "\"/>\n" + svg + "</svg>\n";
    }

    private double x(Duration at) {
        double part = Math.clamp(at.toMillis() / 1_000.0 / seconds, 0, 1);
        return LEFT + part * (RIGHT - LEFT);
    }

    private void world() {
        for (Span span : timeline.world()) {
            String what = span.text();
            double from = x(span.from());
            boolean fits = from + what.length() * LETTER < RIGHT;
            text(fits ? from : RIGHT, y + 11, "rf-text", fits ? "start" : "end", what);
            bar("rf-event", span, y + 15, 4, what);
            y += ROW + 2;
        }
        y += 8;
    }

    private void lanes() {
        for (Lane lane : timeline.lanes()) {
            rect("rf-band", LEFT, y, RIGHT - LEFT, SHARE_HEIGHT, "");
            text(LEFT - 12, y + 16, "rf-name", "end", lane.region());
            text(LEFT - 12, y + 34, "rf-muted", "end", "share of answers");
            share(lane, y);
            text(LEFT - 12, y + SHARE_HEIGHT + 12, "rf-muted", "end", "judged");
            lane.health()
                    .forEach(span -> bar(
                            "rf-" + span.what(),
                            span,
                            y + SHARE_HEIGHT + 4,
                            9,
                            lane.region() + " " + span.what() + ": " + span.text()));
            text(LEFT - 12, y + SHARE_HEIGHT + 29, "rf-muted", "end", "in truth failing");
            lane.broken().forEach(span -> bar("rf-broken", span, y + SHARE_HEIGHT + 21, 6, "fails"));
            y += LANE;
        }
        y -= LANE - SHARE_HEIGHT - 36;
    }

    private void share(Lane lane, int top) {
        if (lane.shares().isEmpty()) {
            return;
        }
        double bottom = top + SHARE_HEIGHT;
        StringBuilder path = new StringBuilder();
        double last = 0;
        for (Lane.Point point : lane.shares()) {
            double x = x(point.at());
            path.append(path.isEmpty() ? "M" + number(x) + " " + number(bottom) : "L" + number(x) + " " + number(last));
            last = bottom - point.share() * (SHARE_HEIGHT - 4);
            path.append('L').append(number(x)).append(' ').append(number(last));
        }
        path.append("L").append(RIGHT).append(' ').append(number(last));
        path.append("L").append(RIGHT).append(' ').append(number(bottom)).append('Z');
        svg.append("<path class=\"rf-share\" d=\"").append(path).append("\"/>\n");
    }

    private void axis(int top, int bottom) {
        Duration step = TICKS.stream()
                .filter(each -> seconds / each.toSeconds() <= MOST_TICKS)
                .findFirst()
                .orElse(TICKS.getLast());
        Instant start = timeline.head().startsAt();
        long first = Math.ceilDiv(start.getEpochSecond(), step.toSeconds()) * step.toSeconds();
        for (long tick = first; tick <= start.getEpochSecond() + (long) seconds; tick += step.toSeconds()) {
            double x = x(Duration.ofSeconds(tick - start.getEpochSecond()));
            line("rf-grid", x, top, x, bottom);
            text(
                    x,
                    bottom + 15,
                    "rf-muted",
                    "middle",
                    Words.clock(Instant.ofEpochSecond(tick)).substring(0, 5));
        }
        line("rf-grid", LEFT, bottom, RIGHT, bottom);
        for (Entry entry : timeline.entries()) {
            if (entry.kind() == Entry.Kind.WRITTEN) {
                double x = x(entry.at());
                line("rf-plan", x, top - 4, x, bottom);
            }
        }
    }

    private void holds() {
        Map<String, List<Span>> byReason = timeline.holds().stream()
                .collect(Collectors.groupingBy(Span::what, LinkedHashMap::new, Collectors.toList()));
        byReason.forEach((reason, spans) -> {
            text(LEFT - 12, y + 11, "rf-muted", "end", "held: " + reason);
            rect("rf-band", LEFT, y + 2, RIGHT - LEFT, 11, "");
            spans.forEach(span -> bar("rf-hold", span, y + 2, 11, reason + ": " + span.text()));
            y += 18;
        });
        y += 12;
    }

    private void legend() {
        double x = LEFT;
        for (String[] each : new String[][] {
            {"rf-event", "what goes wrong"},
            {"rf-share", "share of answers"},
            {"rf-Healthy", "Healthy"},
            {"rf-Unhealthy", "Unhealthy"},
            {"rf-Unknown", "Unknown"},
            {"rf-broken", "fails in truth"},
            {"rf-hold", "held"}
        }) {
            rect(each[0], x, y, 12, 10, "");
            text(x + 17, y + 9, "rf-muted", "start", each[1]);
            x += 17 + each[1].length() * LETTER + 22;
        }
        line("rf-plan", x + 4, y - 2, x + 4, y + 12);
        text(x + 12, y + 9, "rf-muted", "start", "a plan is written");
        y += 32;
    }

    private void summary() {
        for (Words.Line each : Words.summary(timeline)) {
            if (!each.text().equals(timeline.summary().outlook())) {
                text(LEFT - 12, y, "rf-muted", "end", each.label());
                text(LEFT, y, "rf-text", "start", each.text());
                y += 18;
            }
        }
        y += 4;
    }

    private void bar(String style, Span span, double top, double height, String title) {
        double from = x(span.from());
        rect(style, from, top, Math.max(THINNEST, x(span.to()) - from), height, title);
    }

    private void rect(String style, double x, double top, double width, double height, String title) {
        svg.append("<rect class=\"")
                .append(style)
                .append("\" x=\"")
                .append(number(x))
                .append("\" y=\"")
                .append(number(top));
        svg.append("\" width=\"")
                .append(number(width))
                .append("\" height=\"")
                .append(number(height))
                .append('"');
        svg.append(title.isEmpty() ? "/>\n" : "><title>" + escaped(title) + "</title></rect>\n");
    }

    private void line(String style, double fromX, double fromY, double toX, double toY) {
        svg.append("<line class=\"")
                .append(style)
                .append("\" x1=\"")
                .append(number(fromX))
                .append("\" y1=\"")
                .append(number(fromY));
        svg.append("\" x2=\"")
                .append(number(toX))
                .append("\" y2=\"")
                .append(number(toY))
                .append("\"/>\n");
    }

    private void text(double x, double top, String style, String anchor, String text) {
        svg.append("<text class=\"")
                .append(style)
                .append("\" x=\"")
                .append(number(x))
                .append("\" y=\"")
                .append(number(top));
        svg.append("\" text-anchor=\"")
                .append(anchor)
                .append("\">")
                .append(escaped(text))
                .append("</text>\n");
    }

    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
