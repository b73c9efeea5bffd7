package io.regionalfailover.console;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
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
    static final byte[] BEAT = ":\n\n".getBytes(StandardCharsets.UTF_8);

    private static final byte[] END = "\n\n".getBytes(StandardCharsets.UTF_8);
    private static final JsonFactory JSON = new JsonFactory();

    private Frames() {}

    /** Everything. */
    static byte[] all(ConsoleView view, Instant now) {
        return frame("all", view, view.policies(), List.of(), now);
    }

    /** What differs; regions and orders, which are few, in full. */
    static byte[] changes(ConsoleView before, ConsoleView after, Instant now) {
        Map<String, PolicyCard> known =
                before.policies().stream().collect(Collectors.toMap(PolicyCard::key, Function.identity()));
        List<PolicyCard> changed = after.policies().stream()
                .filter(policy -> !policy.equals(known.get(policy.key())))
                .toList();
        Set<String> gone = new HashSet<>(known.keySet());
        after.policies().forEach(policy -> gone.remove(policy.key()));
        return frame("changes", after, changed, gone.stream().sorted().toList(), now);
    }

    private static byte[] frame(
            String event, ConsoleView view, List<PolicyCard> policies, List<String> gone, Instant now) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = generator(bytes, "event: " + event + "\ndata: ")) {
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
        bytes.writeBytes(END);
        return bytes.toByteArray();
    }

    /** The bytes of a card. */
    static int weight(PolicyCard policy) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = generator(bytes, "")) {
            new CardJson(json).policy(policy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.size();
    }

    /** Through a writer, which puts a mark for half a character, where the generator of bytes fails. */
    private static JsonGenerator generator(ByteArrayOutputStream bytes, String before) throws IOException {
        Writer text = new OutputStreamWriter(bytes, StandardCharsets.UTF_8);
        text.write(before);
        return JSON.createGenerator(text);
    }
}
