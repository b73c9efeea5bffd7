package io.regionalfailover.dns.embedded;

import java.util.List;

/**
 * What a question comes to, before it is written.
 *
 * @param code RFC 1035's RCODE
 * @param authoritative whether the answer is the zone's own (AA)
 * @param kind what answers have in common that are alike to the rate limit: the name in the zone that they are from; those that find
 *     nothing are all alike, as names can be invented without end
 * @param answer in order
 * @param authority the start of authority of a negative answer
 * @param additional addresses of name servers; left out where there is no room
 */
record Reply(
        int code, boolean authoritative, int kind, List<Owned> answer, List<Owned> authority, List<Owned> additional) {
    /**
     * A record set under a name.
     *
     * @param ttl how long it may be kept, in seconds
     * @param first which of its values comes first; the others follow in a circle
     */
    record Owned(WireName owner, WireSet set, long ttl, int first) {}

    /** An answer without records. */
    static Reply bare(int code) {
        return new Reply(code, false, code, List.of(), List.of(), List.of());
    }
}
