package io.regionalfailover.console;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Cards as JSON. What is empty is left out. */
final class CardJson {
    private final JsonGenerator json;

    CardJson(JsonGenerator json) {
        this.json = json;
    }

    void standing(ConsoleView.Standing standing) throws IOException {
        json.writeStartObject();
        text("instance", standing.instance());
        json.writeBooleanField("acting", standing.acting());
        text("leader", standing.leader().orElse(""));
        json.writeBooleanField("read", standing.read());
        time("lostSince", standing.lostSince());
        json.writeEndObject();
    }

    void region(RegionCard region) throws IOException {
        json.writeStartObject();
        text("name", region.name());
        text("health", region.health());
        time("since", region.since());
        text("message", region.message());
        json.writeNumberField("serving", region.serving());
        json.writeNumberField("using", region.using());
        json.writeNumberField("unhealthyFor", region.unhealthyFor());
        text("cluster", region.cluster());
        json.writeEndObject();
    }

    void order(OrderCard order) throws IOException {
        json.writeStartObject();
        text("kind", order.kind());
        text("name", order.name());
        texts("regions", order.regions());
        json.writeBooleanField("returns", order.returns());
        json.writeBooleanField("force", order.force());
        text("reason", order.reason());
        text("by", order.by());
        text("phase", order.phase());
        text("message", order.message());
        time("end", order.end());
        json.writeNumberField("done", order.done());
        texts("policies", order.policies());
        json.writeEndObject();
    }

    void policy(PolicyCard policy) throws IOException {
        json.writeStartObject();
        text("key", policy.key());
        text("namespace", policy.namespace());
        text("name", policy.name());
        texts("names", policy.names());
        text("mode", policy.mode());
        text("phase", policy.phase());
        text("reason", policy.reason());
        text("message", policy.message());
        time("next", policy.next());
        time("since", policy.since());
        json.writeArrayFieldStart("regions");
        for (PolicyCard.InRegion region : policy.regions()) {
            inRegion(region);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("conditions");
        for (PolicyCard.Said said : policy.conditions()) {
            said(said);
        }
        json.writeEndArray();
        if (policy.lastFailover().isPresent()) {
            json.writeFieldName("lastFailover");
            journey(policy.lastFailover().get());
        }
        json.writeArrayFieldStart("history");
        for (PolicyCard.Past past : policy.history()) {
            past(past);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void inRegion(PolicyCard.InRegion region) throws IOException {
        json.writeStartObject();
        text("name", region.name());
        text("health", region.health());
        time("since", region.since());
        text("reason", region.reason());
        text("message", region.message());
        number("weight", region.weight());
        number("share", region.share());
        number("steadyWeight", region.steadyWeight());
        json.writeNumberField("passing", region.passing());
        json.writeNumberField("failing", region.failing());
        json.writeNumberField("unknown", region.unknown());
        json.writeArrayFieldStart("checks");
        for (PolicyCard.Check check : region.checks()) {
            json.writeStartObject();
            text("name", check.name());
            text("result", check.result());
            text("severity", check.severity());
            text("message", check.message());
            time("since", check.since());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("rooms");
        for (PolicyCard.Room room : region.rooms()) {
            json.writeStartObject();
            text("name", room.name());
            number("desired", room.desired());
            number("ready", room.ready());
            text("message", room.message());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void said(PolicyCard.Said said) throws IOException {
        json.writeStartObject();
        text("type", said.type());
        text("status", said.status());
        text("reason", said.reason());
        text("message", said.message());
        time("since", said.since());
        json.writeEndObject();
    }

    private void journey(PolicyCard.Journey journey) throws IOException {
        json.writeStartObject();
        texts("from", journey.from());
        texts("to", journey.to());
        text("reason", journey.reason());
        time("firstFailureAt", journey.firstFailureAt());
        time("decidedAt", journey.decidedAt());
        time("capacityReadyAt", journey.capacityReadyAt());
        time("writtenAt", journey.writtenAt());
        time("observedAt", journey.observedAt());
        time("recoveredAt", journey.recoveredAt());
        json.writeEndObject();
    }

    private void past(PolicyCard.Past past) throws IOException {
        json.writeStartObject();
        json.writeNumberField("epoch", past.epoch());
        time("at", past.at());
        text("reason", past.reason());
        text("message", past.message());
        json.writeObjectFieldStart("weights");
        for (var weight : new java.util.TreeMap<>(past.weights()).entrySet()) {
            json.writeNumberField(weight.getKey(), weight.getValue());
        }
        json.writeEndObject();
        text("by", past.by());
        json.writeEndObject();
    }

    private void text(String field, String text) throws IOException {
        if (!text.isEmpty()) {
            json.writeStringField(field, text);
        }
    }

    private void texts(String field, List<String> texts) throws IOException {
        json.writeArrayFieldStart(field);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    private void number(String field, Optional<Integer> number) throws IOException {
        if (number.isPresent()) {
            json.writeNumberField(field, number.get());
        }
    }

    private void time(String field, Optional<Instant> time) throws IOException {
        if (time.isPresent()) {
            json.writeStringField(field, time.get().toString());
        }
    }
}
