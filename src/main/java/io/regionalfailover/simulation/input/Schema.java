package io.regionalfailover.simulation.input;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the API server would say of a resource before it takes it: the schema of its kind, as {@code crds/} has it. Rules
 * between fields (CEL) are the API server's alone.
 */
final class Schema {
    private static final Set<String> TOP = Set.of("apiVersion", "kind", "metadata", "spec", "status");

    private final Map<?, ?> spec;

    private Schema(Map<?, ?> spec) {
        this.spec = spec;
    }

    /** @param plural of the kind, such as {@code failoverpolicies} */
    static Schema of(String plural) {
        String resource = "/crds/" + plural + ".regionalfailover.io.yaml";
        try (InputStream stream = Schema.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("the schema " + resource + " is not in the program");
            }
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            Map<?, ?> crd = Document.in(resource, text).getFirst().content();
            List<?> versions = (List<?>) Objects.requireNonNull(at(at(crd, "spec"), "versions"));
            Object schema = at(at((Map<?, ?>) versions.getFirst(), "schema"), "openAPIV3Schema");
            return new Schema((Map<?, ?>) Objects.requireNonNull(at(at(schema, "properties"), "spec")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object at(Object map, String key) {
        return Objects.requireNonNull(((Map<?, ?>) map).get(key), key);
    }

    /** @throws UnfitInputException at the first thing that is not as it should be */
    void check(Document document, String label) {
        Fields whole = new Fields(document.file(), label, document.content());
        whole.only(TOP);
        if (!(document.content().get("spec") instanceof Map<?, ?>)) {
            throw whole.wrong("spec", "is missing", "a mapping is required");
        }
        walk(document.file() + ": " + label + ": spec", document.content().get("spec"), spec);
    }

    private static UnfitInputException wrong(String where, String found, String allowed) {
        return new UnfitInputException(where + ": " + found + ": " + allowed);
    }

    private void walk(String where, Object value, Map<?, ?> schema) {
        if (Boolean.TRUE.equals(schema.get("x-kubernetes-int-or-string"))) {
            if (!(value instanceof Integer || value instanceof String)) {
                throw wrong(where, Fields.shown(value), "a whole number or a text is allowed");
            }
            return;
        }
        switch (String.valueOf(schema.get("type"))) {
            case "object" -> object(where, value, schema);
            case "array" -> array(where, value, schema);
            case "string" -> string(where, value, schema);
            case "integer" -> integer(where, value, schema);
            case "boolean" -> {
                if (!(value instanceof Boolean)) {
                    throw wrong(where, Fields.shown(value), "true or false is allowed");
                }
            }
            default -> {}
        }
    }

    private void object(String where, Object value, Map<?, ?> schema) {
        if (!(value instanceof Map<?, ?> map)) {
            throw wrong(where, Fields.shown(value), "a mapping is allowed");
        }
        Map<?, ?> known = schema.get("properties") instanceof Map<?, ?> properties ? properties : Map.of();
        map.forEach((key, each) -> {
            Object part = known.get(key);
            Object rest = schema.get("additionalProperties");
            if (part instanceof Map<?, ?> inner) {
                if (each != null) {
                    walk(where + "." + key, each, inner);
                }
            } else if (rest instanceof Map<?, ?> inner) {
                walk(where + "." + key, each, inner);
            } else {
                Set<String> allowed = new TreeSet<>();
                known.keySet().forEach(name -> allowed.add(String.valueOf(name)));
                throw wrong(where + "." + key, "no such field", "allowed are " + Fields.list(allowed));
            }
        });
        if (schema.get("required") instanceof List<?> required) {
            for (Object field : required) {
                if (map.get(field) == null) {
                    throw wrong(where + "." + field, "is missing", "it is required");
                }
            }
        }
    }

    private void array(String where, Object value, Map<?, ?> schema) {
        if (!(value instanceof List<?> list)) {
            throw wrong(where, Fields.shown(value), "a list is allowed");
        }
        bounds(where, list.size(), "entries", schema.get("minItems"), schema.get("maxItems"));
        Set<Object> seen = new HashSet<>();
        for (int i = 0; i < list.size(); i++) {
            Object each = list.get(i);
            if (schema.get("items") instanceof Map<?, ?> items && each != null) {
                walk(where + "[" + i + "]", each, items);
            }
            if (schema.get("x-kubernetes-list-map-keys") instanceof List<?> keys && each instanceof Map<?, ?> map) {
                List<String> key =
                        keys.stream().map(name -> String.valueOf(map.get(name))).toList();
                if (!seen.add(key)) {
                    throw wrong(
                            where + "[" + i + "]",
                            Fields.list(key) + " stands there twice",
                            "each " + keys + " is allowed once");
                }
            }
        }
    }

    private static void string(String where, Object value, Map<?, ?> schema) {
        if (!(value instanceof String text)) {
            throw wrong(where, Fields.shown(value), "a text is allowed: put it into quotes");
        }
        bounds(where, text.length(), "characters", schema.get("minLength"), schema.get("maxLength"));
        if (schema.get("enum") instanceof List<?> words && !words.contains(text)) {
            throw wrong(
                    where,
                    Fields.shown(text),
                    "allowed are "
                            + Fields.list(words.stream().map(String::valueOf).toList()));
        }
        if (schema.get("pattern") instanceof String pattern
                && !Pattern.compile(pattern).matcher(text).find()) {
            boolean duration = pattern.contains("(h|m|s|ms)");
            throw wrong(
                    where,
                    Fields.shown(text),
                    duration
                            ? "a duration such as 500ms, 30s or 1h30m is allowed"
                            : "a text of the form " + pattern + " is allowed");
        }
    }

    private static void integer(String where, Object value, Map<?, ?> schema) {
        if (!(value instanceof Integer number)) {
            throw wrong(where, Fields.shown(value), "a whole number is allowed");
        }
        Object least = schema.get("minimum");
        Object most = schema.get("maximum");
        boolean tooSmall = least instanceof Number bound && number < bound.doubleValue();
        boolean tooLarge = most instanceof Number bound && number > bound.doubleValue();
        if (tooSmall || tooLarge) {
            throw wrong(where, Fields.shown(number), range(least, most) + " is allowed");
        }
    }

    private static void bounds(String where, int size, String what, @Nullable Object least, @Nullable Object most) {
        if ((least instanceof Integer bound && size < bound) || (most instanceof Integer limit && size > limit)) {
            throw wrong(where, "has " + size + " " + what, range(least, most) + " are allowed");
        }
    }

    private static String range(@Nullable Object least, @Nullable Object most) {
        if (least instanceof Number from && most instanceof Number to) {
            return from.longValue() + "-" + to.longValue();
        }
        return least instanceof Number from ? "at least " + from.longValue() : "at most " + most;
    }
}
