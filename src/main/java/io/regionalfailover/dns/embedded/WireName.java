package io.regionalfailover.dns.embedded;

import io.regionalfailover.dns.DnsName;
import java.nio.charset.StandardCharsets;

/**
 * A domain name as it stands on the wire (RFC 1035, 3.1), with letters in lower case, one character for each byte.
 *
 * @param labels each label after its length, without the root's empty one; at most 254 characters
 */
record WireName(String labels) {
    /** The longest name on the wire, the root's label included. */
    static final int LONGEST = 255;

    static WireName of(DnsName name) {
        StringBuilder labels = new StringBuilder(name.text().length() + 1);
        for (String label : name.text().split("\\.", -1)) {
            labels.append((char) label.length()).append(label);
        }
        return new WireName(labels.toString());
    }

    /**
     * A name that stands uncompressed at the beginning of some bytes, which must hold all of it.
     *
     * @param length of the name, the root's label included
     */
    static WireName read(byte[] wire, int from, int length) {
        byte[] lower = new byte[length - 1];
        for (int i = 0; i < lower.length; i++) {
            byte octet = wire[from + i];
            // A label's length is at most 63, never to be taken for a capital letter, of which the first is 65.
            lower[i] = octet >= 'A' && octet <= 'Z' ? (byte) (octet + ('a' - 'A')) : octet;
        }
        return new WireName(new String(lower, StandardCharsets.ISO_8859_1));
    }

    boolean isRoot() {
        return labels.isEmpty();
    }

    /** The name without its first label; the root has none. */
    WireName parent() {
        return new WireName(labels.substring(1 + labels.charAt(0)));
    }

    /** The wildcard directly below this name (RFC 4592, 2.1.1). */
    WireName wildcard() {
        return new WireName("\u0001*" + labels);
    }

    /** Whether this name is the other one or lies below it. */
    boolean isWithin(WireName other) {
        int rest = labels.length();
        int at = 0;
        while (rest - at > other.labels.length()) {
            at += 1 + labels.charAt(at);
        }
        return labels.regionMatches(at, other.labels, 0, Math.max(rest - at, other.labels.length()));
    }

    /** The bytes on the wire, the root's label included. */
    byte[] bytes() {
        return (labels + '\0').getBytes(StandardCharsets.ISO_8859_1);
    }
}
