package io.regionalfailover.simulation.timeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A timeline as JSON, for programs. Durations are seconds, times are since the start unless they are named {@code time}. */
public final class JsonTimeline {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonTimeline() {}

    /** The document, with an end of line behind it. */
    public static String of(Timeline timeline) {
        Map<String, Object> whole = new LinkedHashMap<>();
        Timeline.Head head = timeline.head();
        whole.put("policy", head.policy());
        whole.put("scenario", head.scenario());
        whole.put("title", head.title());
        whole.put("hit", head.hit());
        whole.put("observer", head.observer());
        whole.put("instances", head.instances());
        whole.put("seed", head.seed());
        whole.put("startsAt", head.startsAt().toString());
        whole.put("lasts", seconds(head.lasts()));
        whole.put("assumptions", head.assumptions());
        whole.put("notes", head.notes());
        whole.put("summary", summary(timeline.summary()));
        whole.put(
                "entries",
                timeline.entries().stream().map(entry -> entry(timeline, entry)).toList());
        whole.put("regions", timeline.lanes().stream().map(JsonTimeline::lane).toList());
        whole.put("world", spans(timeline.world()));
        whole.put("holds", spans(timeline.holds()));
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(whole) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers have a JSON form", e);
        }
    }

    private static Map<String, Object> summary(Summary summary) {
        Map<String, Object> map = new LinkedHashMap<>();
        put(map, "brokenAt", summary.brokenAt());
        put(map, "detected", summary.detected());
        put(map, "shifted", summary.shifted());
        map.put("departures", summary.departures());
        map.put("flips", summary.flips());
        put(map, "mendedAt", summary.mendedAt());
        put(map, "returned", summary.returned());
        map.put("lost", seconds(summary.lost()));
        map.put("lostUnmoved", seconds(summary.lostUnmoved()));
        map.put("outlook", summary.outlook());
        return map;
    }

    private static void put(Map<String, Object> map, String field, Optional<Duration> time) {
        time.ifPresent(there -> map.put(field, seconds(there)));
    }

    private static Map<String, Object> entry(Timeline timeline, Entry entry) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("at", seconds(entry.at()));
        map.put("time", timeline.head().startsAt().plus(entry.at()).toString());
        map.put("kind", entry.kind().text());
        if (!entry.region().isEmpty()) {
            map.put("region", entry.region());
        }
        map.put("text", entry.text());
        return map;
    }

    private static Map<String, Object> lane(Lane lane) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("region", lane.region());
        map.put("health", spans(lane.health()));
        map.put("failing", spans(lane.broken()));
        map.put(
                "shares",
                lane.shares().stream()
                        .map(point -> Map.of("at", seconds(point.at()), "share", point.share()))
                        .toList());
        return map;
    }

    private static List<Map<String, Object>> spans(List<Span> spans) {
        return spans.stream()
                .map(span -> {
                    Map<String, Object> map = new LinkedHashMap<>();
                    map.put("from", seconds(span.from()));
                    map.put("to", seconds(span.to()));
                    map.put("what", span.what());
                    map.put("text", span.text());
                    return map;
                })
                .toList();
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1_000.0;
    }
}
