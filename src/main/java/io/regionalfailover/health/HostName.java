package io.regionalfailover.health;

import inet.ipaddr.IPAddressNetwork.IPAddressGenerator;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/** How hosts are written: names, IPv4 and bracketed IPv6 addresses, with or without port. */
final class HostName {
    private static final Pattern NUMBERS = Pattern.compile("[0-9.]+");
    private static final Pattern LEADING_ZERO = Pattern.compile("(^|.*\\.)0[0-9].*");

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

    /** An IPv4 address with a number such as 010, which is eight to some and ten to others (RFC 6943, 3.1.1). */
    static boolean isAmbiguous(String host) {
        String bare = bare(host);
        return NUMBERS.matcher(bare).matches() && LEADING_ZERO.matcher(bare).matches();
    }

    /** The address, if the host is written as one, and as no other than that. Never asks any name service. */
    static Optional<InetAddress> literal(String host) {
        String bare = bare(host);
        boolean numeric = bare.indexOf(':') >= 0 || NUMBERS.matcher(bare).matches();
        if (!numeric || isAmbiguous(bare)) {
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
