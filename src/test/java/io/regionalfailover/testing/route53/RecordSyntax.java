package io.regionalfailover.testing.route53;

import java.io.ByteArrayOutputStream;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The syntax of record values, with the words in which Route 53 complains. */
final class RecordSyntax {

    private static final int MAX_CHARACTER_STRING = 255;
    private static final int MAX_VALUES = 400;
    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern IPV6_CHARACTERS = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    private static final Set<String> KNOWN_TYPES =
            Set.of("A", "AAAA", "CAA", "CNAME", "MX", "NS", "PTR", "SOA", "SRV", "TXT");

    private RecordSyntax() {}

    static boolean isKnownType(String type) {
        return KNOWN_TYPES.contains(type);
    }

    /** Returns what is wrong with a set's values, one message each. */
    static List<String> problems(RecordSet set) {
        List<String> problems = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        if (set.values().size() > MAX_VALUES) {
            problems.add("Cannot have more than " + MAX_VALUES + " records in a RRSet.");
        }
        if (set.type().equals("CNAME") && set.values().size() > 1) {
            problems.add("RRSet of type CNAME with DNS name " + set.name() + " cannot have more than one value");
        }
        for (String value : set.values()) {
            if (!seen.add(value)) {
                problems.add("Duplicate Resource Record: '" + value + "'");
            }
            problem(set.type(), value)
                    .ifPresent(problem -> problems.add("Invalid Resource Record: 'FATAL problem: " + problem
                            + " encountered with '" + value + "''"));
        }
        return problems;
    }

    private static Optional<String> problem(String type, String value) {
        return switch (type) {
            case "A" ->
                IPV4.matcher(value).matches()
                        ? Optional.empty()
                        : Optional.of("ARRDATAIllegalIPv4Address (Value is not a valid IPv4 address)");
            case "AAAA" ->
                isIpv6(value)
                        ? Optional.empty()
                        : Optional.of("AAAARRDATAIllegalIPv6Address (Value is not a valid IPv6 address)");
            case "TXT" -> textProblem(value);
            case "CNAME", "NS", "PTR" -> nameProblem(value);
            default -> Optional.empty();
        };
    }

    private static boolean isIpv6(String value) {
        if (!IPV6_CHARACTERS.matcher(value).matches()) {
            return false;
        }
        try {
            return InetAddress.ofLiteral(value) instanceof Inet6Address || value.startsWith("::ffff:");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Optional<String> nameProblem(String value) {
        try {
            DnsNames.normal(value);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static Optional<String> textProblem(String value) {
        try {
            boolean tooLong = characterStrings(value).stream().anyMatch(each -> each.length > MAX_CHARACTER_STRING);
            return tooLong ? Optional.of("CharacterStringTooLong (Value is too long)") : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of("InvalidCharacterString (" + e.getMessage() + ")");
        }
    }

    /**
     * Returns the bytes of each quoted string of a TXT value; inside quotes {@code \"}, {@code \\} and three octal digits are
     * escapes.
     *
     * @throws IllegalArgumentException when the value is not one or more quoted strings
     */
    static List<byte[]> characterStrings(String value) {
        List<byte[]> strings = new ArrayList<>();
        int at = 0;
        while (at < value.length()) {
            if (Character.isWhitespace(value.charAt(at))) {
                at++;
                continue;
            }
            if (value.charAt(at) != '"') {
                throw new IllegalArgumentException("Value should be enclosed in quotation marks");
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            at = readQuoted(value, at + 1, bytes);
            strings.add(bytes.toByteArray());
        }
        if (strings.isEmpty()) {
            throw new IllegalArgumentException("Value should be enclosed in quotation marks");
        }
        return strings;
    }

    /** Reads up to the closing quote and returns the position after it. */
    private static int readQuoted(String value, int from, ByteArrayOutputStream bytes) {
        int at = from;
        while (at < value.length() && value.charAt(at) != '"') {
            char character = value.charAt(at);
            if (character != '\\') {
                bytes.writeBytes(Character.toString(character).getBytes(StandardCharsets.UTF_8));
                at++;
            } else if (at + 3 < value.length() && Character.isDigit(value.charAt(at + 1))) {
                bytes.write(Integer.parseInt(value, at + 1, at + 4, 8));
                at += 4;
            } else {
                bytes.write(at + 1 < value.length() ? value.charAt(at + 1) : '\\');
                at += 2;
            }
        }
        if (at >= value.length()) {
            throw new IllegalArgumentException("Value should be enclosed in quotation marks");
        }
        return at + 1;
    }
}
