package io.regionalfailover.health;

import inet.ipaddr.IPAddressNetwork.IPAddressGenerator;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/** How hosts are written: names, IPv4 and bracketed IPv6 addresses, with or without port. */
final class HostName {

    private HostName() {}

    /** {@code host:8443} or {@code [::1]:8443} without the port; brackets stay. */
    static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        boolean single = colon >= 0 && (host.indexOf(':') == colon || host.charAt(colon - 1) == ']');
        return single ? host.substring(0, colon) : host;
    }

    /** Without the brackets of an IPv6 address and without a name's final dot. */
    static String bare(String host) {
        if (host.startsWith("[") && host.endsWith("]")) {
            return host.substring(1, host.length() - 1);
        }
        return host.length() > 1 && host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    /**
     * Why a host that looks like an address is none: a number such as 010 in an IPv4 address, also in one that ends an IPv6 address, is eight
     * to some and ten to others (RFC 6943, 3.1.1).
     */
    static Optional<String> ambiguity(String host) {
        return isAmbiguous(bare(host))
                ? Optional.of(
                        "'" + host
                                + "' is no address: a number with a leading zero is octal to some and decimal to others; it is allowed without")
                : Optional.empty();
    }

    private static boolean isAmbiguous(String bare) {
        int start = bare.lastIndexOf(':') + 1;
        boolean zero = false;
        boolean dot = false;
        for (int i = start; i < bare.length() && bare.charAt(i) != '%'; i++) {
            char c = bare.charAt(i);
            if (c != '.' && !isDigit(c)) {
                return false;
            }
            dot |= c == '.';
            boolean first = i == start || bare.charAt(i - 1) == '.';
            zero |= first && c == '0' && i + 1 < bare.length() && isDigit(bare.charAt(i + 1));
        }
        // What ends an IPv6 address without a dot is a group of it.
        return zero && (dot || start == 0);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** @throws AttemptFailed that is Unknown, when a host is no address though it looks like one */
    static void refuseAmbiguous(String host) throws AttemptFailed {
        Optional<String> ambiguity = ambiguity(host);
        if (ambiguity.isPresent()) {
            throw new AttemptFailed(ProbeResult.unknown(ambiguity.get()));
        }
    }

    /** The address, if the host is written as one, and as no other than that. Never asks any name service. */
    static Optional<InetAddress> literal(String host) {
        String bare = bare(host);
        boolean numeric = bare.indexOf(':') >= 0 || bare.chars().allMatch(c -> c == '.' || isDigit((char) c));
        if (!numeric || bare.isEmpty() || isAmbiguous(bare)) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(bare));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** {@code 198.51.100.10} or {@code 2001:db8::1}. */
    static String text(InetAddress address) {
        return address instanceof Inet4Address
                ? address.getHostAddress()
                : new IPAddressGenerator().from(address).toCanonicalString();
    }

    /** {@code 198.51.100.10:443} or {@code [2001:db8::1]:443}. */
    static String text(InetSocketAddress address) {
        String host = address.isUnresolved() ? address.getHostString() : text(address.getAddress());
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
