package io.regionalfailover.dns.plain;

import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.RecordSet;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One weighted record set as a TXT value, its fields with one space between them:
 *
 * <pre>rfo1-set type identifier weight ttl value[,value ...]</pre>
 *
 * What would end a field or a string is written as in a URL, {@code %} and two hexadecimal figures.
 */
final class SetText {
    private static final String WORD = "rfo1-set";
    private static final Pattern ANY_VERSION = Pattern.compile("rfo([0-9]{1,3})-set");
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,9}");
    private static final Pattern TYPE = Pattern.compile("[A-Z][A-Z0-9-]{0,15}");
    private static final int FIELDS = 6;
    private static final int MOST_WEIGHT = 255;
    private static final int LONGEST_STRING = 255;

    private SetText() {}

    /** What a value turned out to be. */
    sealed interface Parsed {
        /** @param set what it says */
        record Valid(RecordSet set) implements Parsed {}

        /** Anything else, a damaged one, or one that {@link #of} writes in another way. */
        record Nothing() implements Parsed {}

        /** @param version of one that another version of this program wrote */
        record OfVersion(String version) implements Parsed {}
    }

    /** @param set a weighted one, of values */
    static String of(RecordSet set) {
        String text = String.join(
                " ",
                WORD,
                set.type(),
                escaped(set.setIdentifier().orElseThrow()),
                Integer.toString(set.weight().orElseThrow()),
                Long.toString(set.ttlSeconds()),
                String.join(",", set.values().stream().map(SetText::escaped).toList()));
        List<String> strings = new ArrayList<>();
        for (int from = 0; from < text.length(); from += LONGEST_STRING) {
            strings.add('"' + text.substring(from, Math.min(text.length(), from + LONGEST_STRING)) + '"');
        }
        return String.join(" ", strings);
    }

    /** @param value any TXT value, in presentation form */
    static Parsed parse(DnsName name, String value) {
        if (value.length() < 2 || !value.startsWith("\"") || !value.endsWith("\"")) {
            return new Parsed.Nothing();
        }
        String text = value.substring(1, value.length() - 1).replace("\" \"", "");
        String[] fields = text.split(" ", -1);
        Matcher version = ANY_VERSION.matcher(fields[0]);
        if (version.matches() && !fields[0].equals(WORD)) {
            return new Parsed.OfVersion(version.group(1));
        }
        return fields[0].equals(WORD) && fields.length == FIELDS
                ? read(name, fields)
                        .filter(set -> of(set).equals(value))
                        .<Parsed>map(Parsed.Valid::new)
                        .orElseGet(Parsed.Nothing::new)
                : new Parsed.Nothing();
    }

    private static Optional<RecordSet> read(DnsName name, String[] fields) {
        boolean wellFormed = TYPE.matcher(fields[1]).matches()
                && NUMBER.matcher(fields[3]).matches()
                && NUMBER.matcher(fields[4]).matches()
                && Long.parseLong(fields[3]) <= MOST_WEIGHT
                && Long.parseLong(fields[4]) <= Integer.MAX_VALUE;
        if (!wellFormed) {
            return Optional.empty();
        }
        try {
            List<String> values =
                    Arrays.stream(fields[5].split(",", -1)).map(SetText::plain).toList();
            // A value that cannot be one of its type would break what is worked out from it.
            Rdata.canonical(name, fields[1], values);
            return Optional.of(new RecordSet(
                    name,
                    fields[1],
                    Optional.of(plain(fields[2])),
                    OptionalInt.of(Integer.parseInt(fields[3])),
                    Long.parseLong(fields[4]),
                    values,
                    Optional.empty()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = b > ' ' && b <= '~' && "\"\\,%;".indexOf(b) < 0;
            escaped.append(plain ? String.valueOf((char) b) : String.format("%%%02X", b & 0xff));
        }
        return escaped.toString();
    }

    private static String plain(String escaped) {
        return URLDecoder.decode(escaped.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
