package io.regionalfailover.api.v1alpha1;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the durations that specs carry: one to four numbers, each followed by {@code h}, {@code m}, {@code s} or {@code ms}. */
public final class Durations {
    private static final Pattern WHOLE = Pattern.compile(Api.DURATION_PATTERN);
    private static final Pattern PART = Pattern.compile("([0-9]{1,5})(h|ms|m|s)");

    private Durations() {}

    /**
     * The sum of the parts of {@code text}: {@code "1h30m"} is 90 minutes.
     *
     * @throws IllegalArgumentException if {@code text} does not have that form; the message says what is allowed
     */
    public static Duration parse(String text) {
        if (!WHOLE.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a duration: allowed are one to four numbers of at most five"
                            + " digits, each with its unit h, m, s or ms, such as 500ms, 30s or 1h30m");
        }
        Matcher parts = PART.matcher(text);
        Duration sum = Duration.ZERO;
        while (parts.find()) {
            sum = sum.plus(part(Long.parseLong(parts.group(1)), parts.group(2)));
        }
        return sum;
    }

    private static Duration part(long number, String unit) {
        return switch (unit) {
            case "h" -> Duration.ofHours(number);
            case "m" -> Duration.ofMinutes(number);
            case "s" -> Duration.ofSeconds(number);
            default -> Duration.ofMillis(number);
        };
    }
}
