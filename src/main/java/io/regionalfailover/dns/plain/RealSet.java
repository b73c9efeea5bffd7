package io.regionalfailover.dns.plain;

import io.regionalfailover.dns.DnsName;
import java.util.List;

/**
 * A record set as the server itself has it.
 *
 * @param ttlSeconds of all its records
 * @param values in presentation form; none when all that is known is that something of that type stands there
 */
public record RealSet(DnsName name, String type, long ttlSeconds, List<String> values) {
    public RealSet {
        values = List.copyOf(values);
    }

    /** The same with TTL 0, as a prerequisite has it: what is asserted are values (RFC 2136, 2.4.2). */
    public RealSet withoutTtl() {
        return new RealSet(name, type, 0, values);
    }

    /** True when a server would answer the same with both. */
    public boolean answersAs(RealSet other) {
        return ttlSeconds == other.ttlSeconds
                && Rdata.canonical(name, type, values).equals(Rdata.canonical(name, type, other.values));
    }
}
