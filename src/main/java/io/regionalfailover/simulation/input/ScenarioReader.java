package io.regionalfailover.simulation.input;

import io.regionalfailover.simulation.engine.Trouble;
import io.regionalfailover.simulation.scenario.Event;
import io.regionalfailover.simulation.scenario.Happening;
import io.regionalfailover.simulation.scenario.Happening.Flapping;
import io.regionalfailover.simulation.scenario.Happening.Side;
import io.regionalfailover.simulation.scenario.Scenario;
import io.regionalfailover.simulation.scenario.Symptom;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads scenarios: the shipped ones by their names, and files of the user's own. */
public final class ScenarioReader {
    /** The shipped ones, in the order in which they are listed. */
    public static final List<String> SHIPPED = List.of(
            "october-2025", "region-dies", "flapping", "shared-dependency", "dns-control-plane-away", "partition");

    private static final Duration LONGEST = Duration.ofHours(48);
    private static final Set<String> KINDS =
            new TreeSet<>(Set.of("dns", "tcp", "http", "grpc", "workload", "prometheus"));
    private static final Set<String> DEEDS = new TreeSet<>(Set.of("breaks", "dies", "provider", "partition"));

    private ScenarioReader() {}

    /**
     * A scenario by its name, or from a file.
     *
     * @throws UnfitInputException when there is none, or it cannot be used
     */
    public static Scenario of(String nameOrFile) {
        if (SHIPPED.contains(nameOrFile)) {
            return shipped(nameOrFile);
        }
        Path file = Path.of(nameOrFile);
        if (!Files.exists(file)) {
            throw new UnfitInputException(
                    "scenario \"" + nameOrFile + "\": there is neither a shipped scenario nor a file"
                            + " of this name: allowed are " + Fields.list(SHIPPED) + ", or the path of a file");
        }
        return one(Document.in(file), file.toString());
    }

    /** A shipped one. */
    public static Scenario shipped(String name) {
        String resource = "/simulation/" + name + ".yaml";
        try (InputStream stream = ScenarioReader.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("the scenario " + resource + " is not in the program");
            }
            return one(Document.in(name, new String(stream.readAllBytes(), StandardCharsets.UTF_8)), name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Scenario one(List<Document> documents, String file) {
        if (documents.size() != 1) {
            throw new UnfitInputException(
                    file + ": it has " + documents.size() + " YAML documents: exactly one scenario is allowed");
        }
        Fields fields = new Fields(file, "", documents.getFirst().content());
        fields.only(Set.of("name", "title", "about", "startsAt", "lasts", "events"));
        Duration lasts = fields.duration("lasts", Optional.empty());
        if (lasts.isZero() || lasts.compareTo(LONGEST) > 0) {
            throw fields.wrong(
                    "lasts",
                    Fields.shown(fields.text("lasts", Optional.empty())),
                    "more than 0 s and at most 48h is allowed");
        }
        List<Event> events = new ArrayList<>();
        for (Fields each : fields.parts("events")) {
            events.add(event(each, lasts));
        }
        events.sort(Comparator.comparing(Event::at));
        String name = fields.text("name", Optional.empty());
        return new Scenario(
                name,
                fields.text("title", Optional.of(name)),
                fields.text("about", Optional.of("")).strip(),
                startsAt(fields),
                lasts,
                events);
    }

    private static Instant startsAt(Fields fields) {
        String text = fields.text("startsAt", Optional.of("2026-01-05T10:00:00Z"));
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw fields.wrong("startsAt", Fields.shown(text), "a time such as 2026-01-05T10:00:00Z is allowed");
        }
    }

    private static Event event(Fields fields, Duration end) {
        Set<String> allowed = new TreeSet<>(DEEDS);
        allowed.addAll(Set.of("at", "for", "what"));
        fields.only(allowed);
        Duration at = fields.duration("at", Optional.empty());
        if (at.compareTo(end) >= 0) {
            throw fields.wrong(
                    "at",
                    Fields.shown(fields.text("at", Optional.empty())),
                    "a time before the end of the scenario is allowed");
        }
        Duration until = fields.has("for") ? at.plus(fields.duration("for", Optional.empty())) : end;
        List<String> deeds = DEEDS.stream().filter(fields::has).toList();
        if (deeds.size() != 1) {
            throw fields.wrong(
                    "",
                    deeds.isEmpty() ? "nothing happens" : "several things happen: " + Fields.list(deeds),
                    "exactly one of " + Fields.list(DEEDS) + " is allowed");
        }
        Happening happening = happening(fields, deeds.getFirst());
        return new Event(at, until, fields.text("what", Optional.of(deeds.getFirst())), happening);
    }

    private static Happening happening(Fields fields, String deed) {
        return switch (deed) {
            case "breaks" -> breaks(fields.part(deed));
            case "dies" -> {
                Fields part = fields.part(deed);
                part.only(Set.of("regions"));
                yield new Happening.Dies(part.texts("regions", List.of("hit")));
            }
            case "partition" -> {
                Fields part = fields.part(deed);
                part.only(Set.of("regions", "from"));
                yield new Happening.Partition(part.texts("regions", List.of("hit")), part.words("from", Side.class));
            }
            default -> new Happening.Provider(fields.oneOf(deed, Trouble.class, Optional.empty()));
        };
    }

    private static Happening breaks(Fields part) {
        part.only(Set.of("regions", "checks", "kinds", "as", "flapping"));
        Set<String> kinds = new TreeSet<>(part.texts("kinds", List.copyOf(KINDS)));
        for (String kind : kinds) {
            if (!KINDS.contains(kind)) {
                throw part.wrong("kinds", Fields.shown(kind), "allowed are " + Fields.list(KINDS));
            }
        }
        return new Happening.Breaks(
                part.texts("regions", List.of("hit")),
                part.texts("checks", List.of("all")),
                kinds,
                part.oneOf("as", Symptom.class, Optional.of(Symptom.SILENT)),
                part.has("flapping") ? Optional.of(flapping(part.part("flapping"))) : Optional.empty());
    }

    private static Flapping flapping(Fields part) {
        part.only(Set.of("up", "down"));
        Flapping flapping =
                new Flapping(part.duration("up", Optional.empty()), part.duration("down", Optional.empty()));
        if (flapping.up().toSeconds() < 1 || flapping.down().toSeconds() < 1) {
            throw part.wrong(
                    "",
                    "up " + flapping.up().toMillis() + " ms, down "
                            + flapping.down().toMillis() + " ms",
                    "1s or more of each is allowed");
        }
        return flapping;
    }
}
