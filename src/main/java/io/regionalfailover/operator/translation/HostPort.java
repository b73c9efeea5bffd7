package io.regionalfailover.operator.translation;

import java.util.Optional;

/**
 * A host and a port, as written in a spec: {@code db.internal:5432}, {@code 10.0.0.2:53}, {@code [2001:db8::1]:53}.
 *
 * @param host without brackets
 * @param port 1-65535
 */
public record HostPort(String host, int port) {

    /** What is written, or empty when it is not of that form. */
    public static Optional<HostPort> parse(String written) {
        int colon = written.lastIndexOf(':');
        if (colon <= 0 || colon == written.length() - 1) {
            return Optional.empty();
        }
        String host = written.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.contains(":")) {
            return Optional.empty();
        }
        String digits = written.substring(colon + 1);
        if (host.isEmpty()
                || host.contains("[")
                || host.contains("]")
                || digits.length() > 5
                || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        int port = Integer.parseInt(digits);
        return port >= 1 && port <= 65_535 ? Optional.of(new HostPort(host, port)) : Optional.empty();
    }
}
