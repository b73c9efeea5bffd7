package io.regionalfailover.health;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * HTTP status codes that count as passing.
 *
 * @param first the lowest code, 100-599
 * @param last the highest code, at least {@code first}, at most 599
 */
public record StatusRange(int first, int last) {

    /** Any success: 200-299. */
    public static final StatusRange SUCCESS = new StatusRange(200, 299);

    private static final Pattern FORM = Pattern.compile("(\\d{3})(?:-(\\d{3}))?");

    /** @throws IllegalArgumentException outside 100-599 or when reversed */
    public StatusRange {
        if (first < 100 || last > 599 || first > last) {
            throw new IllegalArgumentException(
                    "status range " + first + "-" + last + " is not a rising range within 100-599");
        }
    }

    /**
     * Reads {@code 204} or {@code 200-299}.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static StatusRange parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "status '" + text + "' is neither a code such as 204 nor a range such as 200-299");
        }
        int first = Integer.parseInt(matcher.group(1));
        return new StatusRange(first, matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2)));
    }

    /** Tells whether a code lies in this range. */
    public boolean contains(int status) {
        return first <= status && status <= last;
    }

    @Override
    public String toString() {
        return first == last ? Integer.toString(first) : first + "-" + last;
    }
}
