package io.regionalfailover.dns;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Record values compared by meaning: order, case and the many ways to write one address do not matter. */
final class Values {
    private Values() {}

    static boolean same(String type, List<String> some, List<String> others) {
        return canonical(type, some).equals(canonical(type, others));
    }

    static Set<String> canonical(String type, List<String> values) {
        return values.stream().map(value -> canonical(type, value)).collect(Collectors.toSet());
    }

    static String canonical(String type, String value) {
        String text = value.toLowerCase(Locale.ROOT);
        return switch (type) {
            case "AAAA", "A" -> address(text);
            case "CNAME" -> text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
            default -> value;
        };
    }

    private static String address(String text) {
        try {
            return InetAddress.ofLiteral(text).getHostAddress();
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
