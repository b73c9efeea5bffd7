package io.regionalfailover.dns;

import java.util.Locale;

/**
 * Where an alias points: a name whose addresses the provider answers with as if they were the record set's own. It has no TTL
 * of its own.
 *
 * @param dnsName the target as the provider writes it
 * @param hostedZoneId the provider's zone in which the target lies
 * @param evaluateTargetHealth true: the provider leaves the set out while it finds the target unhealthy
 */
public record Alias(String dnsName, String hostedZoneId, boolean evaluateTargetHealth) {
    /** How long an answer of an alias may be kept, in seconds: what load balancers' own names have. */
    public static final long TTL_SECONDS = 60;

    /** An alias to be written: the name in lower case, with a dot at its end. */
    public static Alias to(String dnsName, String hostedZoneId, boolean evaluateTargetHealth) {
        String name = dnsName.toLowerCase(Locale.ROOT);
        return new Alias(name.endsWith(".") ? name : name + ".", hostedZoneId, evaluateTargetHealth);
    }

    /** True when both mean the same, however they are spelt. */
    boolean same(Alias other) {
        return to(dnsName, hostedZoneId, evaluateTargetHealth)
                .equals(to(other.dnsName, other.hostedZoneId, other.evaluateTargetHealth));
    }

    /** For a person. */
    @Override
    public String toString() {
        return "alias to " + dnsName + " in " + hostedZoneId + (evaluateTargetHealth ? " while healthy" : "");
    }
}
