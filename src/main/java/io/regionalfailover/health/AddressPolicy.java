package io.regionalfailover.health;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Which addresses a probe may connect to. An address is denied when it, or an IPv4 address that it embeds (IPv4-mapped or
 * -compatible, NAT64, 6to4, Teredo, ISATAP), lies in a denied range and in no allowed one.
 *
 * @param denied ranges that are denied
 * @param allowed exceptions from the denied ranges
 */
public record AddressPolicy(List<AddressRange> denied, List<AddressRange> allowed) {

    /** Loopback, link-local with the metadata services, multicast, broadcast, unspecified. */
    public static final List<String> DEFAULT_DENIED = List.of(
            "127.0.0.0/8",
            "::1/128",
            "169.254.0.0/16",
            "fe80::/10",
            "fd00:ec2::254/128",
            "224.0.0.0/4",
            "ff00::/8",
            "255.255.255.255/32",
            "0.0.0.0/8",
            "::/128");

    public AddressPolicy {
        denied = List.copyOf(denied);
        allowed = List.copyOf(allowed);
    }

    /**
     * Reads ranges as settings give them.
     *
     * @param denied e.g. {@link #DEFAULT_DENIED}
     * @param allowed e.g. {@code 127.0.0.0/8}
     * @throws IllegalArgumentException naming the range that cannot be read
     */
    public static AddressPolicy of(List<String> denied, List<String> allowed) {
        return new AddressPolicy(
                denied.stream().map(AddressRange::parse).toList(),
                allowed.stream().map(AddressRange::parse).toList());
    }

    /** Tells whether no probe may connect to an address. */
    public boolean denies(InetAddress address) {
        return forms(address.getAddress()).stream().anyMatch(form -> within(denied, form) && !within(allowed, form));
    }

    private static boolean within(List<AddressRange> ranges, byte[] address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }

    /** The address, and every IPv4 address that it is a disguise of. */
    private static List<byte[]> forms(byte[] address) {
        List<byte[]> forms = new ArrayList<>();
        forms.add(address);
        if (address.length == 16) {
            for (Embedding embedding : Embedding.values()) {
                if (embedding.matches(address)) {
                    forms.add(embedding.extract(address));
                }
            }
        }
        return forms;
    }
}
