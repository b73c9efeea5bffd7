package io.regionalfailover.dns.route53;

import io.regionalfailover.dns.DnsName;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names as Route 53 writes them: absolute, and every character but letters, digits, {@code -} and {@code _} as a backslash
 * with three octal digits ({@code \052} is {@code *}).
 */
final class Route53Names {
    private static final Pattern ESCAPE = Pattern.compile("\\\\([0-3][0-7]{2})");

    /** By labels from the right, about as Route 53 lists them: a fence follows soon after its name. */
    static final Comparator<DnsName> ABOUT_AS_LISTED = Comparator.comparing(Route53Names::reversed);

    private Route53Names() {}

    /** A name as Route 53 takes it. */
    static String written(DnsName name) {
        return name.text() + ".";
    }

    /**
     * A name as Route 53 gave it. A dot or backslash inside a label stays escaped, as it is no separator.
     *
     * @return empty when it is no name that we could ever want, such as the root
     */
    static Optional<DnsName> parsed(String given) {
        String plain = unescaped(given).toLowerCase(Locale.ROOT);
        String relative = plain.endsWith(".") ? plain.substring(0, plain.length() - 1) : plain;
        try {
            return Optional.of(new DnsName(relative));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String unescaped(String given) {
        return ESCAPE.matcher(given).replaceAll(escape -> {
            char character = (char) Integer.parseInt(escape.group(1), 8);
            boolean safe = character > ' ' && character <= '~' && character != '.' && character != '\\';
            return Matcher.quoteReplacement(safe ? String.valueOf(character) : escape.group());
        });
    }

    private static String reversed(DnsName name) {
        List<String> labels = Arrays.asList(name.text().split("\\.", -1));
        Collections.reverse(labels);
        return String.join(".", labels) + ".";
    }
}
