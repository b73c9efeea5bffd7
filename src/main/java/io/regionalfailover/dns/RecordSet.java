package io.regionalfailover.dns;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One record set as the zone holds it.
 *
 * @param name its name
 * @param type {@code A}, {@code AAAA}, {@code CNAME}, {@code TXT} or any other
 * @param setIdentifier tells weighted sets of one name and type apart
 * @param weight 0-255, of a weighted set
 * @param ttlSeconds 0 for an alias
 * @param values in presentation form; empty for an alias
 * @param alias where an alias points; a set has either values or an alias
 * @param foreignRouting what makes it a set that we never write (a latency, geo or failover routing, a health check), for a
 *     person; empty for a plain or a weighted set
 * @param healthCheck id of the health check of our own that it hangs on; only sets whose mark says so have one
 */
public record RecordSet(
        DnsName name,
        String type,
        Optional<String> setIdentifier,
        OptionalInt weight,
        long ttlSeconds,
        List<String> values,
        Optional<Alias> alias,
        Optional<String> foreignRouting,
        Optional<String> healthCheck) {
    public RecordSet {
        values = List.copyOf(values);
    }

    /** A set that hangs on nothing of ours. */
    public RecordSet(
            DnsName name,
            String type,
            Optional<String> setIdentifier,
            OptionalInt weight,
            long ttlSeconds,
            List<String> values,
            Optional<Alias> alias,
            Optional<String> foreignRouting) {
        this(name, type, setIdentifier, weight, ttlSeconds, values, alias, foreignRouting, Optional.empty());
    }

    /** A set of values. */
    public RecordSet(
            DnsName name,
            String type,
            Optional<String> setIdentifier,
            OptionalInt weight,
            long ttlSeconds,
            List<String> values,
            Optional<String> foreignRouting) {
        this(name, type, setIdentifier, weight, ttlSeconds, values, Optional.empty(), foreignRouting);
    }

    /** A set without weight or routing, the only one of its name and type. */
    public static RecordSet plain(DnsName name, String type, long ttlSeconds, List<String> values) {
        return new RecordSet(name, type, Optional.empty(), OptionalInt.empty(), ttlSeconds, values, Optional.empty());
    }

    /** The same set with other values. */
    public RecordSet holding(List<String> others) {
        return new RecordSet(name, type, setIdentifier, weight, ttlSeconds, others, alias, foreignRouting, healthCheck);
    }

    /** The same set with another weight. */
    RecordSet weighing(int next) {
        return new RecordSet(
                name,
                type,
                setIdentifier,
                OptionalInt.of(next),
                ttlSeconds,
                values,
                alias,
                foreignRouting,
                healthCheck);
    }

    /** The same set on another health check of ours, or on none. */
    RecordSet on(Optional<String> check) {
        return new RecordSet(name, type, setIdentifier, weight, ttlSeconds, values, alias, foreignRouting, check);
    }

    /** True when it answers with something. */
    boolean answers() {
        return alias.isPresent() || !values.isEmpty();
    }
}
