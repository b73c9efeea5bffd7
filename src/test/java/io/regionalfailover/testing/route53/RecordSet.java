package io.regionalfailover.testing.route53;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A resource record set, simple or weighted, of values or an alias. The fields are what a request said; whether Route 53
 * takes them is for {@link BatchRules} and {@link ZoneRecords} to say.
 *
 * @param name in Route 53's form
 * @param type e.g. {@code A}
 * @param setIdentifier absent for a simple record set
 * @param weight 0-255, absent for a simple record set
 * @param ttl seconds, absent for an alias
 * @param values the values as written, none for an alias
 * @param alias where an alias points
 * @param healthCheckId the health check it hangs on
 */
public record RecordSet(
        String name,
        String type,
        Optional<String> setIdentifier,
        Optional<Long> weight,
        Optional<Long> ttl,
        List<String> values,
        Optional<Alias> alias,
        Optional<String> healthCheckId) {

    /**
     * An alias target.
     *
     * @param hostedZoneId the zone of the target
     * @param dnsName in Route 53's form
     * @param evaluateTargetHealth whether the target's health counts
     */
    public record Alias(String hostedZoneId, String dnsName, boolean evaluateTargetHealth) {
        public Alias {
            dnsName = DnsNames.normal(dnsName);
        }
    }

    public RecordSet {
        name = DnsNames.normal(name);
        values = List.copyOf(values);
    }

    /**
     * Returns a simple record set.
     *
     * @param ttl seconds
     */
    public static RecordSet simple(String name, String type, long ttl, String... values) {
        return new RecordSet(
                name,
                type,
                Optional.empty(),
                Optional.empty(),
                Optional.of(ttl),
                List.of(values),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * Returns a weighted record set.
     *
     * @param weight 0-255
     * @param ttl seconds
     */
    public static RecordSet weighted(
            String name, String type, String setIdentifier, long weight, long ttl, String... values) {
        return new RecordSet(
                name,
                type,
                Optional.of(setIdentifier),
                Optional.of(weight),
                Optional.of(ttl),
                List.of(values),
                Optional.empty(),
                Optional.empty());
    }

    /** Returns a simple alias record set. */
    public static RecordSet alias(String name, String type, String targetZoneId, String targetName) {
        return new RecordSet(
                name,
                type,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.of(new Alias(targetZoneId, targetName, false)),
                Optional.empty());
    }

    /** Returns a weighted alias record set. */
    public static RecordSet weightedAlias(
            String name, String type, String setIdentifier, long weight, String targetZoneId, String targetName) {
        return alias(name, type, targetZoneId, targetName).withRouting(setIdentifier, weight);
    }

    /** Returns this set as a member of a weighted group. */
    public RecordSet withRouting(String newSetIdentifier, long newWeight) {
        return new RecordSet(
                name, type, Optional.of(newSetIdentifier), Optional.of(newWeight), ttl, values, alias, healthCheckId);
    }

    /** Returns this set with another weight. */
    public RecordSet withWeight(long newWeight) {
        return new RecordSet(name, type, setIdentifier, Optional.of(newWeight), ttl, values, alias, healthCheckId);
    }

    /** Returns this set with another TTL, in seconds. */
    public RecordSet withTtl(long newTtl) {
        return new RecordSet(name, type, setIdentifier, weight, Optional.of(newTtl), values, alias, healthCheckId);
    }

    /** Returns this set with other values. */
    public RecordSet withValues(String... newValues) {
        return new RecordSet(name, type, setIdentifier, weight, ttl, List.of(newValues), alias, healthCheckId);
    }

    /** Returns what identifies this set. */
    public RecordSetKey key() {
        return new RecordSetKey(name, type, setIdentifier);
    }

    /** Tells whether a DELETE of the other would match this one: everything equal, the values in any order. */
    boolean matches(RecordSet other) {
        return name.equals(other.name)
                && type.equals(other.type)
                && setIdentifier.equals(other.setIdentifier)
                && weight.equals(other.weight)
                && ttl.equals(other.ttl)
                && alias.equals(other.alias)
                && healthCheckId.equals(other.healthCheckId)
                && values.size() == other.values.size()
                && Set.copyOf(values).equals(Set.copyOf(other.values));
    }
}
