package io.regionalfailover.testing.route53;

import java.util.Locale;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

/**
 * Names as Route 53 writes them: lower case, with trailing dot, every character but {@code a-z 0-9 - _ .} as a backslash and
 * three octal digits ({@code *} is {@code \052}).
 */
final class DnsNames {

    private static final int MAX_LABEL = 63;
    private static final int MAX_NAME = 255;

    private DnsNames() {}

    /**
     * Returns the name in Route 53's form.
     *
     * @param name a name, absolute with or without trailing dot, plain or already escaped
     * @throws IllegalArgumentException with Route 53's name of the problem
     */
    static String normal(String name) {
        StringBuilder out = new StringBuilder();
        int labelLength = 0;
        String text = name.endsWith(".") ? name : name + ".";
        for (int i = 0; i < text.length(); i++) {
            int character = text.charAt(i);
            if (character == '.') {
                if (labelLength == 0) {
                    throw new IllegalArgumentException("DomainLabelEmpty (Domain label is empty)");
                }
                out.append('.');
                labelLength = 0;
                continue;
            }
            if (character == '\\') {
                character = octal(text, i);
                i += 3;
            }
            append(out, Character.toLowerCase(character));
            labelLength++;
            if (labelLength > MAX_LABEL) {
                throw new IllegalArgumentException("DomainLabelTooLong (Domain label is too long)");
            }
        }
        if (plain(out.toString()).length() > MAX_NAME) {
            throw new IllegalArgumentException("DomainNameTooLong (Domain name is too long)");
        }
        return out.toString();
    }

    /** Returns the name of a DNS message in Route 53's form. */
    static String of(Name name) {
        StringBuilder out = new StringBuilder();
        for (int label = 0; label < name.labels() - 1; label++) {
            byte[] bytes = name.getLabel(label);
            for (int i = 1; i < bytes.length; i++) {
                append(out, Character.toLowerCase(bytes[i] & 0xff));
            }
            out.append('.');
        }
        return out.isEmpty() ? "." : out.toString();
    }

    /** Returns a name in Route 53's form as a name for DNS messages. */
    static Name wire(String normal) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < normal.length(); i++) {
            if (normal.charAt(i) == '\\') {
                // DNS master files escape in decimal, Route 53 in octal.
                out.append(String.format(Locale.ROOT, "\\%03d", octal(normal, i)));
                i += 3;
            } else {
                out.append(normal.charAt(i));
            }
        }
        try {
            return Name.fromString(out.toString(), Name.root);
        } catch (TextParseException e) {
            throw new IllegalArgumentException("'" + normal + "' is no DNS name", e);
        }
    }

    /** Returns what Route 53's listings sort by: the labels reversed, with a trailing dot, unescaped. */
    static String sortKey(String normal) {
        String text = plain(normal);
        StringBuilder out = new StringBuilder(text.length());
        int end = text.length() - 1;
        while (end > 0) {
            int start = text.lastIndexOf('.', end - 1) + 1;
            out.append(text, start, end).append('.');
            end = start - 1;
        }
        return out.toString();
    }

    /** Tells whether a name is the zone's apex or below it; both in Route 53's form. */
    static boolean isWithin(String normal, String zone) {
        return normal.equals(zone) || normal.endsWith("." + zone);
    }

    /** Returns the name without its first label. */
    static String parent(String normal) {
        return normal.substring(normal.indexOf('.') + 1);
    }

    private static String plain(String normal) {
        if (normal.indexOf('\\') < 0) {
            return normal;
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < normal.length(); i++) {
            if (normal.charAt(i) == '\\') {
                out.append((char) octal(normal, i));
                i += 3;
            } else {
                out.append(normal.charAt(i));
            }
        }
        return out.toString();
    }

    private static void append(StringBuilder out, int character) {
        boolean plain = (character >= 'a' && character <= 'z')
                || (character >= '0' && character <= '9')
                || character == '-'
                || character == '_';
        if (character > 255) {
            throw new IllegalArgumentException("UnsupportedCharacter (Value contains unsupported characters)");
        }
        if (plain) {
            out.append((char) character);
        } else {
            out.append(String.format(Locale.ROOT, "\\%03o", character));
        }
    }

    private static int octal(String text, int backslash) {
        try {
            return Integer.parseInt(text, backslash + 1, backslash + 4, 8);
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("InvalidEscape (A backslash needs three octal digits)", e);
        }
    }
}
