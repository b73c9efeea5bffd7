package io.regionalfailover.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the watcher sees: lines of at most 100 columns, coloured only on a terminal, with times since the failure. */
final class Screen {
    private static final int WIDTH = 100;
    private static final int INDENT = 3;
    private static final int TIME_COLUMNS = 12;

    private enum Style {
        BOLD("1"),
        DIM("2"),
        RED("31"),
        GREEN("32"),
        YELLOW("33"),
        CYAN("36");

        private final String code;

        Style(String code) {
            this.code = code;
        }
    }

    private record Entry(Instant at, String text) {}

    private final PrintStream out;
    private final boolean colours;
    private final List<Entry> timeline = new ArrayList<>();
    private Optional<Instant> zero = Optional.empty();

    Screen(PrintStream out, boolean colours) {
        this.out = out;
        this.colours = colours;
    }

    /** From now on times are shown as seconds since that moment; the timeline begins there. */
    synchronized void countFrom(Instant moment) {
        timeline.clear();
        zero = Optional.of(moment);
    }

    /** A heading of the whole. */
    void title(String text) {
        out.println();
        out.println(styled(text, Style.BOLD));
    }

    /** A heading of a part. */
    synchronized void chapter(String text) {
        out.println();
        out.println(styled("── " + text + " " + "─".repeat(Math.max(3, WIDTH - 4 - text.length())), Style.BOLD));
    }

    /** An empty line. */
    synchronized void gap() {
        out.println();
    }

    /** A paragraph. */
    synchronized void say(String text) {
        wrapped(text, WIDTH - INDENT).forEach(line -> out.println(" ".repeat(INDENT) + line));
    }

    /** A thing that has been made ready. */
    synchronized void ready(String what, String detail) {
        out.printf(" %s %-28s%s%n", what.isEmpty() ? " " : styled("✓", Style.GREEN), what, styled(detail, Style.DIM));
    }

    /** A command and what it printed. */
    synchronized void command(String command, String output) {
        out.println();
        out.println(" ".repeat(INDENT) + styled("$ " + command, Style.CYAN));
        output.lines().forEach(line -> out.println(" ".repeat(INDENT) + line));
    }

    /** A label with a paragraph beside it. */
    synchronized void labelled(String label, String text) {
        List<String> lines = wrapped(text, WIDTH - INDENT - 18);
        for (int i = 0; i < lines.size(); i++) {
            out.println(" ".repeat(INDENT) + styled("%-18s".formatted(i == 0 ? label : ""), Style.BOLD) + lines.get(i));
        }
    }

    /** Something that happened, with its time; it does not stand in the timeline. */
    synchronized void happened(Instant at, String text) {
        event(at, text, Style.DIM);
    }

    /** Something that failed. */
    synchronized void failure(Instant at, String text) {
        timeline.add(new Entry(at, text));
        event(at, text, Style.RED);
    }

    /** Something that the operator did or that people see; it stands in the timeline. */
    synchronized void milestone(Instant at, String text) {
        timeline.add(new Entry(at, text));
        event(at, text, Style.GREEN);
    }

    /** A bar of a hundred percent with the given part filled. */
    static String bar(int percent) {
        int filled = Math.round(percent / 5f);
        return "█".repeat(filled) + "░".repeat(20 - filled) + " %3d %%".formatted(percent);
    }

    /** What stands in the timeline, by the time since the failure. */
    synchronized List<TimelinePicture.Mark> marks() {
        return timeline.stream()
                .sorted((a, b) -> a.at().compareTo(b.at()))
                .map(entry -> new TimelinePicture.Mark(entry.at(), entry.text()))
                .toList();
    }

    /** Prints what happened, in order. */
    synchronized void printTimeline() {
        timeline.sort((a, b) -> a.at().compareTo(b.at()));
        timeline.forEach(entry -> event(entry.at(), entry.text(), Style.GREEN));
    }

    /** Says that all went well. */
    synchronized void passed(String text) {
        out.println();
        wrapped(text, WIDTH - INDENT).forEach(line -> out.println(" ".repeat(INDENT) + styled(line, Style.GREEN)));
        out.println();
    }

    /** Says what did not go well. */
    synchronized void failed(String text) {
        out.println();
        wrapped(text, WIDTH - INDENT).forEach(line -> out.println(" ".repeat(INDENT) + styled(line, Style.RED)));
        out.println();
    }

    /** A line as it is. */
    synchronized void plain(String line) {
        out.println(line);
    }

    private void event(Instant at, String text, Style style) {
        List<String> lines = wrapped(text, WIDTH - TIME_COLUMNS);
        for (int i = 0; i < lines.size(); i++) {
            String time = i == 0 ? sinceZero(at) : "";
            out.println(styled("%" + (TIME_COLUMNS - 2) + "s", time, style) + "  " + lines.get(i));
        }
    }

    private String sinceZero(Instant at) {
        return zero.map(start -> String.format(
                        Locale.ROOT, "%+.1f s", Duration.between(start, at).toMillis() / 1000.0))
                .orElse("");
    }

    private String styled(String format, String text, Style style) {
        return styled(format.formatted(text), style);
    }

    private String styled(String text, Style style) {
        return colours ? "\u001b[" + style.code + "m" + text + "\u001b[0m" : text;
    }

    private static List<String> wrapped(String text, int width) {
        List<String> lines = new ArrayList<>();
        for (String paragraph : text.split("\n", -1)) {
            StringBuilder line = new StringBuilder();
            for (String word : paragraph.split(" ", -1)) {
                if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                    lines.add(line.toString());
                    line.setLength(0);
                }
                line.append(line.isEmpty() ? "" : " ").append(word);
            }
            lines.add(line.toString());
        }
        return lines;
    }
}
