package io.regionalfailover.health;

import java.util.Optional;

/**
 * How a server's certificate is judged.
 *
 * @param insecureSkipVerify accept any certificate for any name
 * @param serverName the name for SNI and verification; empty is the host that is connected to
 * @param caPem certificates (PEM) that are trusted instead of the system's
 */
public record Tls(boolean insecureSkipVerify, Optional<String> serverName, Optional<String> caPem) {

    /** The system's trust, the host's own name. */
    public static final Tls DEFAULT = new Tls(false, Optional.empty(), Optional.empty());
}
