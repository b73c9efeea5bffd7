package io.regionalfailover.testing.crds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The page {@code docs/reference.md}: every field of every kind, as {@code crds/} say. Pure. */
public final class Reference {
    /** The page, seen from the project's folder. */
    public static final Path PAGE = Path.of("docs", "reference.md");

    /** In which order people meet the kinds; one that is not named here comes last. */
    private static final List<String> ORDER =
            List.of("FailoverPolicy", "DnsZone", "Region", "RegionDrain", "TrafficShift", "FailoverDrill");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    private final StringBuilder page = new StringBuilder();
    private final List<String> rules = new ArrayList<>();

    private Reference() {}

    /**
     * The page.
     *
     * @param crds file name to content
     */
    public static String of(Map<String, String> crds) {
        Reference made = new Reference();
        made.page.append("""
                # API reference
                Every field of every kind in `regionalfailover.io/v1alpha1`, as the [definitions](../crds) say. Generated from them by `make docs`;
                not edited by hand. `kubectl explain` tells the same.

                A field in **bold** is required. `[]` is a list, `[name]` a list with one entry for each `name`, `{}` a map.

                """);
        List<JsonNode> kinds = new ArrayList<>(crds.values().stream()
                .map(text -> (JsonNode) JSON.valueToTree(YAML.unmarshal(text, Map.class)))
                .toList());
        kinds.sort((one, other) -> Integer.compare(rank(one), rank(other)));
        kinds.forEach(kind -> made.page.append(
                "- [%1$s](#%2$s)\n".formatted(name(kind), name(kind).toLowerCase(Locale.ROOT))));
        kinds.forEach(made::kind);
        return made.page.toString();
    }

    private static String name(JsonNode kind) {
        return kind.at("/spec/names/kind").asText();
    }

    private static int rank(JsonNode kind) {
        int at = ORDER.indexOf(name(kind));
        return at < 0 ? ORDER.size() : at;
    }

    private void kind(JsonNode kind) {
        page.append("\n## %s\n".formatted(name(kind)));
        page.append("%s, `kubectl get %s`.\n"
                .formatted(
                        kind.at("/spec/scope").asText().equals("Cluster")
                                ? "Of the whole cluster"
                                : "Stands in a namespace",
                        kind.at("/spec/names/shortNames/0")
                                .asText(kind.at("/spec/names/plural").asText())));
        JsonNode schema = kind.at("/spec/versions/0/schema/openAPIV3Schema");
        for (String part : List.of("spec", "status")) {
            JsonNode node = schema.path("properties").path(part);
            if (node.isMissingNode()) {
                continue;
            }
            rules.clear();
            page.append("\n### %s.%s\n| field | type | default | allowed | meaning |\n|---|---|---|---|---|\n"
                    .formatted(name(kind), part));
            rules(node, part);
            fields(node, "");
            if (!rules.isEmpty()) {
                page.append("\nRules between fields:\n\n");
                rules.forEach(rule -> page.append("- ").append(rule).append('\n'));
            }
        }
    }

    private void fields(JsonNode object, String prefix) {
        List<String> required = new ArrayList<>();
        object.path("required").forEach(name -> required.add(name.asText()));
        object.path("properties").properties().forEach(field -> {
            JsonNode node = field.getValue();
            String path = prefix + field.getKey() + suffix(node);
            String shown = "`" + path + "`";
            page.append("| %s | %s | %s | %s | %s |\n"
                    .formatted(
                            required.contains(field.getKey()) ? "**" + shown + "**" : shown,
                            type(node),
                            fallback(node),
                            cell(String.join("; ", limits(node))),
                            cell(node.path("description").asText())));
            JsonNode inner = inner(node);
            rules(node, path);
            if (inner != node) {
                rules(inner, path);
            }
            fields(inner, path + ".");
        });
    }

    private static String suffix(JsonNode node) {
        if (node.path("type").asText().equals("array")) {
            JsonNode keys = node.path("x-kubernetes-list-map-keys");
            List<String> names = new ArrayList<>();
            keys.forEach(key -> names.add(key.asText()));
            return "[" + String.join(",", names) + "]";
        }
        return node.has("additionalProperties") ? "{}" : "";
    }

    /** What a list's entries or a map's values are; else the node itself. */
    private static JsonNode inner(JsonNode node) {
        if (node.has("items")) {
            return node.path("items");
        }
        return node.has("additionalProperties") ? node.path("additionalProperties") : node;
    }

    private static String type(JsonNode node) {
        JsonNode inner = inner(node);
        String name = inner.path("x-kubernetes-int-or-string").asBoolean()
                ? "integer or string"
                : inner.path("type").asText("any");
        if (inner == node) {
            return name;
        }
        return (node.has("items") ? "list of " : "map of ") + name;
    }

    private static String fallback(JsonNode node) {
        JsonNode value = node.path("default");
        return value.isMissingNode() || value.isNull()
                ? ""
                : cell("`" + (value.isTextual() ? value.asText() : value.toString()) + "`");
    }

    private static List<String> limits(JsonNode node) {
        List<String> limits = new ArrayList<>();
        range(limits, node, "minItems", "maxItems", " entries");
        range(limits, node, "minProperties", "maxProperties", " entries");
        JsonNode inner = inner(node);
        if (inner.has("enum")) {
            List<String> values = new ArrayList<>();
            inner.path("enum").forEach(value -> values.add("`" + value.asText() + "`"));
            limits.add(String.join(", ", values));
        }
        range(limits, inner, "minimum", "maximum", "");
        range(limits, inner, "minLength", "maxLength", " characters");
        if (inner.has("pattern")) {
            limits.add("`" + inner.path("pattern").asText() + "`");
        }
        if (inner.has("format")) {
            limits.add(inner.path("format").asText());
        }
        return limits;
    }

    private static void range(List<String> limits, JsonNode node, String least, String most, String unit) {
        if (node.has(least) && node.has(most)) {
            limits.add(number(node.path(least)) + "–" + number(node.path(most)) + unit);
        } else if (node.has(most)) {
            limits.add("at most " + number(node.path(most)) + unit);
        } else if (node.has(least)) {
            limits.add("at least " + number(node.path(least)) + unit);
        }
    }

    private static String number(JsonNode value) {
        return value.asDouble() == Math.rint(value.asDouble()) ? Long.toString(value.asLong()) : value.asText();
    }

    /** Only what can be said without the value that is refused. */
    private void rules(JsonNode node, String path) {
        node.path("x-kubernetes-validations").forEach(rule -> {
            if (rule.has("message")) {
                rules.add("`" + path + "`: " + rule.path("message").asText());
            }
        });
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ").replace("<", "&lt;");
    }
}
