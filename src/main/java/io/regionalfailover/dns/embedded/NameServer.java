package io.regionalfailover.dns.embedded;

import io.regionalfailover.dns.DnsName;
import java.util.List;

/**
 * A name server that the zone's NS records name.
 *
 * @param name inside or outside the zone
 * @param addresses IPv4 and IPv6 in text form; answered when the name lies in the zone
 */
public record NameServer(DnsName name, List<String> addresses) {
    public NameServer {
        addresses = List.copyOf(addresses);
    }

    List<String> addresses(String type) {
        return addresses.stream()
                .filter(address -> address.contains(":") == type.equals("AAAA"))
                .toList();
    }
}
