package io.regionalfailover.simulation.play;

import io.regionalfailover.simulation.timeline.Entry;
import io.regionalfailover.simulation.timeline.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** What is written down while time passes. */
final class Notebook {
    /** Instances see the same a few turns apart: what lasts no longer than that is of no interest to a person. */
    private static final Duration MOMENT = Duration.ofSeconds(3);

    private final LongSupplier nanos;
    private final Map<String, Entry> fresh = new HashMap<>();
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, List<Span>> closed = new LinkedHashMap<>();
    private final Map<String, Span> open = new LinkedHashMap<>();

    /** @param nanos since the start */
    Notebook(LongSupplier nanos) {
        this.nanos = nanos;
    }

    Duration now() {
        return Duration.ofNanos(nanos.getAsLong());
    }

    void note(Entry.Kind kind, String region, String text) {
        entries.add(new Entry(now(), kind, region, text));
    }

    /** The same, for something that is told only if it lasts for a moment: {@link #endsNoted} takes it back. */
    void noteIfLasting(String subject, Entry.Kind kind, String region, String text) {
        Entry entry = new Entry(now(), kind, region, text);
        entries.add(entry);
        fresh.put(subject, entry);
    }

    /** What was noted so is over. */
    void endsNoted(String subject) {
        Entry entry = fresh.remove(subject);
        if (entry != null && now().minus(entry.at()).compareTo(MOMENT) < 0) {
            entries.remove(entry);
        }
        ends(subject);
    }

    List<Entry> entries() {
        return entries;
    }

    /** From now on it is so; what was so of the same subject is over. */
    void begins(String subject, String what, String text) {
        Span before = open.get(subject);
        if (before != null && before.what().equals(what)) {
            return;
        }
        ends(subject);
        open.put(subject, new Span(now(), now(), what, text));
    }

    void ends(String subject) {
        Span span = open.remove(subject);
        if (span != null && now().compareTo(span.from()) > 0) {
            closed.computeIfAbsent(subject, first -> new ArrayList<>())
                    .add(new Span(span.from(), now(), span.what(), span.text()));
        }
    }

    /** Everything that is so ends now. */
    void close() {
        List.copyOf(open.keySet()).forEach(this::ends);
    }

    /** What was so of a subject, oldest first. */
    List<Span> of(String subject) {
        return closed.getOrDefault(subject, List.of());
    }

    /** What was so of all subjects that begin so, by the time of their beginning; none that lasted for a moment only. */
    List<Span> ofAll(String prefix) {
        List<Span> all = new ArrayList<>();
        closed.forEach((subject, spans) -> {
            if (subject.startsWith(prefix)) {
                spans.stream()
                        .filter(span -> span.to().minus(span.from()).compareTo(MOMENT) >= 0)
                        .forEach(all::add);
            }
        });
        all.sort(Comparator.comparing(Span::from));
        return all;
    }
}
