package io.regionalfailover.dns.embedded;

import java.util.Optional;

/** A message as it came in. */
sealed interface Query {
    /** Nothing that may be answered: too short for a header, or a response itself. */
    record Unanswerable() implements Query {}

    /**
     * The head of a message that is broken further on.
     *
     * @param flags the second 16 bits of the header
     * @param questionEnd where the question ends; 12 when there is none that can be read
     * @param code what is wrong with it
     */
    record Broken(int flags, int questionEnd, int code) implements Query {}

    /**
     * One question.
     *
     * @param flags the second 16 bits of the header
     * @param name in lower case
     * @param questionEnd where the question ends in the message
     */
    record Asked(int flags, WireName name, int type, int dclass, int questionEnd, Optional<Edns> edns)
            implements Query {}

    /**
     * What the asker says of itself (RFC 6891, 6.1).
     *
     * @param payload how large a datagram it takes
     * @param dnssec whether it takes DNSSEC's records (DO)
     * @param cookie what it shows to prove its address
     */
    record Edns(int payload, int version, boolean dnssec, Optional<Cookies.Shown> cookie) {}
}
