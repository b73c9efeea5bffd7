package io.regionalfailover.dns;

import java.util.Optional;

/** The presentation form of a TXT value: quoted strings of at most 255 bytes, a space between them. */
final class TxtValue {
    private static final int MAX_STRING = 255;
    private static final int MAX_LENGTH = 4_000;

    private TxtValue() {}

    /** @param text printable ASCII without quotes and backslashes */
    static String quote(String text) {
        StringBuilder value = new StringBuilder();
        for (int from = 0; from < text.length() || from == 0; from += MAX_STRING) {
            value.append(from == 0 ? "\"" : " \"")
                    .append(text, from, Math.min(text.length(), from + MAX_STRING))
                    .append('"');
        }
        return value.toString();
    }

    /** The strings joined; empty for everything that {@link #quote} does not make. */
    static Optional<String> unquote(String value) {
        if (value.length() < 2 || value.length() > MAX_LENGTH || !value.startsWith("\"") || !value.endsWith("\"")) {
            return Optional.empty();
        }
        String text = value.substring(1, value.length() - 1).replace("\" \"", "");
        boolean plain = text.chars().allMatch(c -> c >= ' ' && c <= '~' && c != '"' && c != '\\');
        return plain ? Optional.of(text) : Optional.empty();
    }
}
