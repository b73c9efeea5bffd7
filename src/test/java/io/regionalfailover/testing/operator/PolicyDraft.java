package io.regionalfailover.testing.operator;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A FailoverPolicy as its author writes it: one line of YAML for each part of the spec. Immutable.
 *
 * @param namespace where it stands
 * @param name its name
 * @param parts the fields of the spec, each in YAML's flow style
 * @param annotations of the policy
 */
public record PolicyDraft(String namespace, String name, Map<String, String> parts, Map<String, String> annotations) {
    public PolicyDraft {
        parts = Map.copyOf(parts);
        annotations = Map.copyOf(annotations);
    }

    /** The same policy under another name. */
    public PolicyDraft named(String other) {
        return new PolicyDraft(namespace, other, parts, annotations);
    }

    /** The same policy with one field of its spec as given, in YAML's flow style. */
    public PolicyDraft with(String field, String flow) {
        return new PolicyDraft(namespace, name, plus(parts, field, flow), annotations);
    }

    /** The same policy with one text in one field of its spec replaced, which must be there. */
    public PolicyDraft replacing(String field, String old, String by) {
        String flow = parts.getOrDefault(field, "");
        if (!flow.contains(old)) {
            throw new IllegalArgumentException(field + " does not contain " + old + ": " + flow);
        }
        return with(field, flow.replace(old, by));
    }

    /** The same policy with an annotation. */
    public PolicyDraft annotated(String key, String value) {
        return new PolicyDraft(namespace, name, parts, plus(annotations, key, value));
    }

    private static Map<String, String> plus(Map<String, String> map, String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(map);
        more.put(key, value);
        return more;
    }

    /** The manifest. */
    public String yaml() {
        StringBuilder text = new StringBuilder("""
                apiVersion: regionalfailover.io/v1alpha1
                kind: FailoverPolicy
                metadata:
                  namespace: %s
                  name: %s
                """.formatted(namespace, name));
        text.append("  annotations: {");
        annotations.forEach((key, value) -> text.append("\"%s\": \"%s\",".formatted(key, value)));
        text.append("}\nspec:\n");
        parts.forEach((field, flow) -> text.append("  %s: %s\n".formatted(field, flow)));
        return text.toString();
    }
}
