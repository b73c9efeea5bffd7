package io.regionalfailover.kubectl;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands on a terminal, its colours included, as an SVG picture. */
final class TerminalPicture {
    private static final int LINE = 20;
    private static final double COLUMN = 8.4;
    private static final int MARGIN = 20;
    private static final Pattern TONED = Pattern.compile("\u001b\\[(\\d+)m(.*?)\u001b\\[0m");
    private static final Map<String, String> STYLES = Map.of(
            "32", "fill=\"#5fd38d\"",
            "33", "fill=\"#f0c05a\"",
            "31", "fill=\"#ff7b72\"",
            "2", "fill=\"#9aa4b0\"",
            "1", "font-weight=\"bold\"");

    private TerminalPicture() {}

    /** @param printed with escape sequences for tones, one line each */
    static String of(List<String> printed) {
        int widest = printed.stream()
                .mapToInt(line -> TONED.matcher(line).replaceAll("$2").length())
                .max()
                .orElse(0);
        int width = (int) Math.ceil(widest * COLUMN) + 2 * MARGIN;
        int height = printed.size() * LINE + 2 * MARGIN;
        StringBuilder svg = new StringBuilder("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="14" fill="#e6edf3">
                <rect width="100%%" height="100%%" rx="8" fill="#12161c"/>
                """.formatted(width, height, width, height));
        for (int i = 0; i < printed.size(); i++) {
            svg.append("<text x=\"%d\" y=\"%d\" xml:space=\"preserve\">".formatted(MARGIN, MARGIN + i * LINE + 14))
                    .append(toned(printed.get(i)))
                    .append("</text>\n");
        }
        return svg.append("</svg>\n").toString();
    }

    private static String toned(String line) {
        StringBuilder spans = new StringBuilder();
        Matcher matcher = TONED.matcher(line);
        int at = 0;
        while (matcher.find()) {
            spans.append(escaped(line.substring(at, matcher.start())));
            spans.append("<tspan ")
                    .append(STYLES.getOrDefault(matcher.group(1), ""))
                    .append('>')
                    .append(escaped(matcher.group(2)))
                    .append("</tspan>");
            at = matcher.end();
        }
        return spans.append(escaped(line.substring(at))).toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
