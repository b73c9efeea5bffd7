package io.regionalfailover.simulation.timeline;

import static io.regionalfailover.simulation.timeline.Markup.escaped;

/** A timeline as a page that stands by itself: no script, nothing that is fetched. */
public final class HtmlTimeline {
    private static final String STYLE = """
            :root{color-scheme:light dark;--ground:#fff;--text:#1f2328;--muted:#59636e;--line:#d1d9e0;--band:#f6f8fa}
            @media (prefers-color-scheme:dark){:root{--ground:#0d1117;--text:#f0f6fc;--muted:#9198a1;--line:#3d444d;--band:#151b23}}
            body{margin:0 auto;max-width:1200px;padding:24px 16px 48px;background:var(--ground);color:var(--text);
            font:15px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif}
            h1{font-size:22px;line-height:1.25;margin:0 0 4px}h2{font-size:17px;margin:28px 0 8px}p{margin:6px 0;max-width:80ch}
            .muted,li{color:var(--muted)}ul{margin:6px 0;padding-left:20px}
            dl{display:grid;grid-template-columns:max-content 1fr;gap:4px 20px;margin:16px 0}dt{color:var(--muted)}dd{margin:0}
            .picture{overflow-x:auto;border:1px solid var(--line);border-radius:8px}.picture svg{display:block;min-width:820px;width:100%}
            .lines{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:14px}
            th,td{padding:4px 12px 4px 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
            th{font-weight:600;position:sticky;top:0;background:var(--ground)}td:nth-child(-n+3){white-space:nowrap}
            td:first-child{font-variant-numeric:tabular-nums}.k{color:var(--muted)}tr.world td,tr.written td{background:var(--band)}
            tr.world td:nth-child(4),tr.written td:nth-child(4){font-weight:600}
            """;

    private HtmlTimeline() {}

    /** The page. */
    public static String of(Timeline timeline) {
        Timeline.Head head = timeline.head();
        StringBuilder page = new StringBuilder();
        page.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        page.append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n");
        page.append(
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
        page.append("<title>")
                .append(escaped(head.policy() + ": " + head.title()))
                .append("</title>\n");
        page.append("<style>\n").append(STYLE).append("</style>\n</head>\n<body>\n");
        page.append("<h1>").append(escaped(head.title())).append("</h1>\n");
        paragraph(
                page,
                "muted",
                "What " + head.policy() + " does in the scenario " + head.scenario() + " against " + head.hit()
                        + "; instances in " + String.join(", ", head.instances()) + "; seed " + head.seed());
        if (!head.about().isEmpty()) {
            paragraph(page, "", head.about());
        }
        page.append("<dl>\n");
        Words.summary(timeline)
                .forEach(line -> page.append("<dt>")
                        .append(escaped(line.label()))
                        .append("</dt><dd>")
                        .append(escaped(line.text()))
                        .append("</dd>\n"));
        page.append("</dl>\n<div class=\"picture\">\n")
                .append(SvgTimeline.of(timeline))
                .append("</div>\n");
        page.append("<h2>What is assumed</h2>\n<ul>\n");
        head.notes()
                .forEach(note ->
                        page.append("<li><strong>").append(escaped(note)).append("</strong></li>\n"));
        head.assumptions()
                .forEach(each -> page.append("<li>").append(escaped(each)).append("</li>\n"));
        page.append("</ul>\n<h2>What happened</h2>\n");
        paragraph(page, "muted", "Judgements and holds as the instance in " + head.observer() + " tells them.");
        page.append("<div class=\"lines\"><table>\n<tr><th>UTC</th><th>Kind</th><th>Region</th><th>What</th></tr>\n");
        timeline.entries().forEach(entry -> row(page, timeline, entry));
        return page.append("</table></div>\n</body>\n</html>\n").toString();
    }

    private static void paragraph(StringBuilder page, String style, String text) {
        page.append(style.isEmpty() ? "<p>" : "<p class=\"" + style + "\">")
                .append(escaped(text))
                .append("</p>\n");
    }

    private static void row(StringBuilder page, Timeline timeline, Entry entry) {
        String kind = entry.kind().text();
        page.append("<tr class=\"").append(kind).append("\"><td>");
        page.append(Words.clock(timeline.head().startsAt().plus(entry.at())));
        page.append("</td><td class=\"k\">").append(kind).append("</td><td>").append(escaped(entry.region()));
        page.append("</td><td>").append(escaped(entry.text())).append("</td></tr>\n");
    }
}
