package io.regionalfailover.health;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Addresses with a common prefix, e.g. {@code 10.0.0.0/8}. */
public final class AddressRange {

    private static final int V4_BITS = 32;
    private static final int MAPPED_BITS = 96;

    private final byte[] prefix;
    private final int bits;

    private AddressRange(byte[] prefix, int bits) {
        this.prefix = prefix;
        this.bits = bits;
    }

    /**
     * Reads {@code 10.0.0.0/8}, {@code fe80::/10}, or one address.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        String host = slash < 0 ? text : text.substring(0, slash);
        boolean writtenAsV6 = host.indexOf(':') >= 0;
        if (!writtenAsV6 && host.chars().filter(c -> c == '.').count() != 3) {
            throw unreadable(text);
        }
        byte[] address = HostName.literal(host)
                .map(InetAddress::getAddress)
                .orElseThrow(() -> HostName.ambiguity(host)
                        .map(sentence -> new IllegalArgumentException("'" + text + "' is no range: " + sentence))
                        .orElseGet(() -> unreadable(text)));
        int most = writtenAsV6 ? 128 : V4_BITS;
        int bits = slash < 0 ? most : length(text, slash + 1);
        if (bits > most) {
            throw unreadable(text);
        }
        if (writtenAsV6 && address.length == 4) {
            // ::ffff:a.b.c.d is read as the IPv4 address that it stands for.
            bits = Math.max(0, bits - MAPPED_BITS);
        }
        return new AddressRange(address, bits);
    }

    /** Tells whether an address, 4 or 16 bytes, lies in this range. IPv4 never lies in an IPv6 range. */
    boolean contains(byte[] address) {
        if (address.length != prefix.length) {
            return false;
        }
        int whole = bits / 8;
        if (!Arrays.equals(address, 0, whole, prefix, 0, whole)) {
            return false;
        }
        int rest = bits % 8;
        return rest == 0 || ((address[whole] ^ prefix[whole]) & (0xff << (8 - rest)) & 0xff) == 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AddressRange range && range.bits == bits && Arrays.equals(range.prefix, prefix);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(prefix) + bits;
    }

    @Override
    public String toString() {
        try {
            return InetAddress.getByAddress(prefix).getHostAddress() + "/" + bits;
        } catch (UnknownHostException e) {
            throw new AssertionError("an address has 4 or 16 bytes", e);
        }
    }

    private static int length(String text, int from) {
        String length = text.substring(from);
        if (!length.matches("\\d{1,3}")) {
            throw unreadable(text);
        }
        return Integer.parseInt(length);
    }

    private static IllegalArgumentException unreadable(String text) {
        return new IllegalArgumentException(
                "'" + text + "' is neither an address nor a range such as 10.0.0.0/8 or fe80::/10");
    }
}
