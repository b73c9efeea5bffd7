package io.regionalfailover.health;

import java.net.InetSocketAddress;
import java.util.List;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * A question to resolvers. Passes when one of them returns at least one record of the type (aliases in the answer are
 * followed), and every expected value is among them.
 *
 * @param name the name, taken as absolute: no search domains
 * @param type the record type in capitals, e.g. {@code A}
 * @param resolvers who is asked, all at once; one written as a name is looked up first. Empty asks the system's, in order
 * @param expected values that must all be among the records: addresses, names or texts; empty accepts any
 */
public record DnsProbe(String name, String type, List<InetSocketAddress> resolvers, List<String> expected)
        implements ProbeTarget {

    /** @throws IllegalArgumentException naming what is wrong and what is allowed */
    public DnsProbe {
        absolute(name);
        int code = Type.value(type);
        if (code <= 0 || code >= Type.TKEY || code == Type.OPT) {
            throw new IllegalArgumentException("type '" + type + "' is not a record type such as A, AAAA or CNAME");
        }
        resolvers = List.copyOf(resolvers);
        expected = List.copyOf(expected);
    }

    @Override
    public String kind() {
        return "dns";
    }

    /**
     * Reads a resolver: {@code 10.0.0.2:53}, {@code [2001:db8::1]:53}, or without port for 53.
     *
     * @throws IllegalArgumentException when the port is missing its number or out of range
     */
    public static InetSocketAddress resolver(String text) {
        boolean literal = HostName.literal(text).isPresent();
        String host = literal ? text : HostName.withoutPort(text);
        int port = 53;
        if (host.length() < text.length()) {
            try {
                port = Integer.parseInt(text.substring(host.length() + 1));
            } catch (NumberFormatException e) {
                port = -1;
            }
        }
        if (HostName.bare(host).isEmpty() || port < 1 || port > 65535) {
            throw new IllegalArgumentException("resolver '" + text + "' is not an address with a port of 1-65535");
        }
        int checked = port;
        return HostName.literal(host)
                .map(address -> new InetSocketAddress(address, checked))
                .orElseGet(() -> InetSocketAddress.createUnresolved(HostName.bare(host), checked));
    }

    /** The name as asked. */
    Name absoluteName() {
        return absolute(name);
    }

    private static Name absolute(String name) {
        try {
            return Name.fromString(name, Name.root);
        } catch (TextParseException e) {
            throw new IllegalArgumentException("'" + name + "' is not a DNS name", e);
        }
    }
}
