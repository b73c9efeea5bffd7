package io.regionalfailover.simulation.timeline;

/** Text inside XML and HTML. */
final class Markup {
    private Markup() {}

    /** The text with nothing in it that a reader of XML takes for something else. */
    static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(each -> {
            switch (each) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> {
                    if (each >= ' ' || each == '\n' || each == '\t') {
                        safe.appendCodePoint(each);
                    }
                }
            }
        });
        return safe.toString();
    }
}
