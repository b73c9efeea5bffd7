package io.regionalfailover.operator.translation;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills {@code {identifier}} placeholders of a check for one region. */
final class Placeholders {
    static final String REGION = "region";
    static final String TARGET = "target";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");

    /** PromQL is full of braces: only an identifier alone in them is meant, and ${name} belongs to label_replace. */
    private static final Pattern IN_QUERY = Pattern.compile("(?<!\\$)\\{([A-Za-z_][A-Za-z0-9_]{0,62})}");

    private final Map<String, String> values;

    /** @param values by identifier */
    Placeholders(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /** The values of the placeholders that a text mentions, in order. */
    Map<String, String> mentionedIn(String text) {
        Map<String, String> mentioned = new TreeMap<>();
        values.forEach((name, value) -> {
            if (text.contains("{" + name + "}")) {
                mentioned.put(name, value);
            }
        });
        return mentioned;
    }

    /** True when the text names the region's own target. */
    static boolean namesTarget(String text) {
        return text.contains("{" + TARGET + "}");
    }

    /**
     * The text with every placeholder filled.
     *
     * @param field where the text stands, for the error
     * @throws RefusedException when a placeholder is unknown
     */
    String fill(String field, String text) {
        return fill(PLACEHOLDER, field, text, false);
    }

    /** As {@link #fill(String, String)}, for a URL or an address, in which an IPv6 address stands in brackets. */
    String fillAddress(String field, String text) {
        return fill(PLACEHOLDER, field, text, true);
    }

    /** As {@link #fill(String, String)}, for PromQL. */
    String fillQuery(String field, String text) {
        return fill(IN_QUERY, field, text, false);
    }

    private String fill(Pattern placeholder, String field, String text, boolean inAddress) {
        Matcher matcher = placeholder.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (matcher.find()) {
            String value = values.get(matcher.group(1));
            if (value == null) {
                throw new RefusedException(
                        field,
                        "\"" + text + "\"",
                        "the placeholder {" + matcher.group(1) + "} is unknown in region " + values.get(REGION)
                                + "; known there: " + new TreeSet<>(values.keySet()));
            }
            boolean bracketed = inAddress && value.contains(":") && !text.contains("[" + matcher.group() + "]");
            matcher.appendReplacement(filled, Matcher.quoteReplacement(bracketed ? "[" + value + "]" : value));
        }
        return matcher.appendTail(filled).toString();
    }
}
