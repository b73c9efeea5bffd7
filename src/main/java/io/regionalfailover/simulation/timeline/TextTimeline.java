package io.regionalfailover.simulation.timeline;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A timeline as text, for a terminal. */
public final class TextTimeline {
    private static final int WIDTH = 118;
    /** Time, kind and two gaps. */
    private static final int INDENT = 19;
    /** More of one kind, with nothing decided in between, are told as one. */
    private static final int SHOWN_OF_A_RUN = 4;

    private static final Set<Entry.Kind> REPETITIVE = EnumSet.of(Entry.Kind.REGION, Entry.Kind.HELD, Entry.Kind.CHECK);

    private final Timeline timeline;
    private final boolean all;
    private final StringBuilder text = new StringBuilder();

    private TextTimeline(Timeline timeline, boolean all) {
        this.timeline = timeline;
        this.all = all;
    }

    /**
     * The text, with an end of line behind each line.
     *
     * @param all true: every line; false: long runs of a region that fails and recovers are told in one
     */
    public static String of(Timeline timeline, boolean all) {
        return new TextTimeline(timeline, all).written();
    }

    private String written() {
        Timeline.Head head = timeline.head();
        line(head.policy() + " in the scenario " + head.scenario() + ": " + head.title());
        if (!head.about().isEmpty()) {
            wrapped("", head.about());
        }
        line("");
        wrapped(
                "",
                "Hit: " + head.hit() + ". Instances in " + String.join(", ", head.instances())
                        + "; what was judged and held is told by the one in " + head.observer() + ". Begins "
                        + head.startsAt() + ", lasts " + Words.duration(head.lasts()) + ", seed " + head.seed() + ".");
        head.assumptions().forEach(assumption -> wrapped("  ", "Assumed: " + assumption + "."));
        head.notes().forEach(note -> wrapped("  ", "Mind: " + note + "."));
        line("");
        entries();
        line("");
        for (Words.Line each : Words.summary(timeline)) {
            wrapped(" ".repeat(INDENT), String.format(Locale.ROOT, "  %-17s%s", each.label(), each.text()));
        }
        return text.toString();
    }

    private void entries() {
        List<Entry> run = new ArrayList<>();
        for (Entry entry : timeline.entries()) {
            if (!all && REPETITIVE.contains(entry.kind())) {
                run.add(entry);
                continue;
            }
            flush(run);
            entry(entry);
        }
        flush(run);
    }

    private void flush(List<Entry> run) {
        int shown = run.size() <= SHOWN_OF_A_RUN + 1 ? run.size() : SHOWN_OF_A_RUN;
        run.subList(0, shown).forEach(this::entry);
        if (shown < run.size()) {
            line(" ".repeat(INDENT) + "… " + (run.size() - shown) + " more of these until "
                    + Words.clock(at(run.getLast().at())) + ", none of which moved traffic (--all shows them)");
        }
        run.clear();
    }

    private Instant at(Duration sinceStart) {
        return timeline.head().startsAt().plus(sinceStart);
    }

    private void entry(Entry entry) {
        boolean named = switch (entry.kind()) {
            case REGION, CHECK -> true;
            // Their sentences say whom they are about.
            case WORLD, DECIDED, HELD, DNS, ROOM, WRITTEN, SERVED, END -> false;
        };
        String region = named ? entry.region() + " " : "";
        wrapped(
                " ".repeat(INDENT),
                String.format(
                        Locale.ROOT,
                        "%s  %-7s  %s%s",
                        Words.clock(at(entry.at())),
                        entry.kind().text(),
                        region,
                        entry.text()));
    }

    private void wrapped(String indent, String whole) {
        String rest = whole;
        String before = "";
        while (before.length() + rest.length() > WIDTH) {
            int end = rest.lastIndexOf(' ', WIDTH - before.length());
            if (end <= INDENT) {
                break;
            }
            line(before + rest.substring(0, end));
            rest = rest.substring(end + 1);
            before = indent;
        }
        line(before + rest);
    }

    private void line(String line) {
        text.append(line.stripTrailing()).append('\n');
    }
}
