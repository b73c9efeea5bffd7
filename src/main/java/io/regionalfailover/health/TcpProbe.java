package io.regionalfailover.health;

import java.util.Optional;

/**
 * A connection. Passes when it is established, with TLS when its handshake is done too.
 *
 * @param host a name or an address, IPv6 with or without brackets
 * @param port 1-65535
 * @param tls how the server's certificate is judged; empty is no TLS
 */
public record TcpProbe(String host, int port, Optional<Tls> tls) implements ProbeTarget {

    /** @throws IllegalArgumentException naming what is wrong and what is allowed */
    public TcpProbe {
        host = HostName.bare(host);
        if (host.isEmpty()) {
            throw new IllegalArgumentException("address has no host");
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " is not within 1-65535");
        }
    }

    @Override
    public String kind() {
        return "tcp";
    }
}
