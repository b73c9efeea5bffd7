package io.regionalfailover.kubectl;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;

/** How results are shown. */
enum Output {
    /** Tables for people. */
    text,
    /** The same with more columns. */
    wide,
    json,
    yaml;

    /** A document for programs; {@code text} and {@code wide} are not asked for it. */
    List<String> document(Object value) {
        String text = this == yaml ? Serialization.asYaml(value) : Serialization.asJson(value);
        return text.stripTrailing().lines().toList();
    }

    boolean isForPeople() {
        return this == text || this == wide;
    }
}
