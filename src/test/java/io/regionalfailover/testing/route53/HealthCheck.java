package io.regionalfailover.testing.route53;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A health check as it was asked for.
 *
 * @param id its id
 * @param callerReference the caller's own mark
 * @param type e.g. {@code HTTP_STR_MATCH} or {@code CALCULATED}
 * @param fields every other field of its configuration by name, as written
 * @param children ids of the checks that a calculated one looks at
 */
public record HealthCheck(
        String id, String callerReference, String type, Map<String, String> fields, List<String> children) {
    static final String CALCULATED = "CALCULATED";

    public HealthCheck {
        fields = Map.copyOf(fields);
        children = List.copyOf(children);
    }

    /** Returns a field of the configuration. */
    public Optional<String> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    boolean isInverted() {
        return field("Inverted").filter("true"::equals).isPresent();
    }

    boolean isCalculated() {
        return type.equals(CALCULATED);
    }

    /** Tells whether it does the same as another one. */
    boolean isLike(HealthCheck other) {
        return type.equals(other.type) && fields.equals(other.fields) && children.equals(other.children);
    }
}
