package io.regionalfailover.console;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is sent to a browser, as server-sent events: everything at first, then what changed. Each is one line of JSON, so nothing
 * that stands in a text can end it early.
 */
final class Frames {
    /** Says that the line is alive. */
    static final String BEAT = ":\n\n";

    private static final JsonFactory JSON = new JsonFactory();

    private Frames() {}

    /** Everything. */
    static String all(ConsoleView view, Instant now) {
        return frame("all", view, view.policies(), List.of(), now);
    }

    /** What differs; regions and orders, which are few, in full. */
    static String changes(ConsoleView before, ConsoleView after, Instant now) {
        Map<String, PolicyCard> known =
                before.policies().stream().collect(Collectors.toMap(PolicyCard::key, Function.identity()));
        List<PolicyCard> changed = after.policies().stream()
                .filter(policy -> !policy.equals(known.get(policy.key())))
                .toList();
        Set<String> gone = new HashSet<>(known.keySet());
        after.policies().forEach(policy -> gone.remove(policy.key()));
        return frame("changes", after, changed, gone.stream().sorted().toList(), now);
    }

    private static String frame(
            String event, ConsoleView view, List<PolicyCard> policies, List<String> gone, Instant now) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            CardJson cards = new CardJson(json);
            json.writeStartObject();
            json.writeStringField("now", now.toString());
            json.writeFieldName("standing");
            cards.standing(view.standing());
            json.writeNumberField("left", view.left());
            json.writeArrayFieldStart("regions");
            for (RegionCard region : view.regions()) {
                cards.region(region);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("orders");
            for (OrderCard order : view.orders()) {
                cards.order(order);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("policies");
            for (PolicyCard policy : policies) {
                cards.policy(policy);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("gone");
            for (String key : gone) {
                json.writeString(key);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "event: " + event + "\ndata: " + text + "\n\n";
    }
}
