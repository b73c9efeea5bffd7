package io.regionalfailover.health;

import java.util.Optional;

/**
 * A call of {@code grpc.health.v1.Health/Check} over a connection of its own. Passes when the answer is {@code SERVING}.
 *
 * @param host a name or an address, IPv6 with or without brackets
 * @param port 1-65535
 * @param service the service asked about, printable ASCII; empty is the server as a whole
 * @param tls how the server's certificate is judged; empty is HTTP/2 in plain text
 */
public record GrpcProbe(String host, int port, String service, Optional<Tls> tls) implements ProbeTarget {

    private static final int MAX_SERVICE = 253;

    /** @throws IllegalArgumentException naming what is wrong and what is allowed */
    public GrpcProbe {
        host = HostName.bare(host);
        if (host.isEmpty()) {
            throw new IllegalArgumentException("address has no host");
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " is not within 1-65535");
        }
        if (service.length() > MAX_SERVICE || !service.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
            throw new IllegalArgumentException(
                    "service is not a name of at most " + MAX_SERVICE + " printable ASCII characters");
        }
    }

    @Override
    public String kind() {
        return "grpc";
    }

    /** The host as the request names it: IPv6 in brackets, with the port. */
    String authority() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
