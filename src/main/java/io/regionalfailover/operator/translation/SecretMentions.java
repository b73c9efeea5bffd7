package io.regionalfailover.operator.translation;

import io.regionalfailover.api.v1alpha1.DnsZone;
import io.regionalfailover.api.v1alpha1.FailoverPolicy;
import io.regionalfailover.api.v1alpha1.Region;
import io.regionalfailover.operator.secrets.Secrets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which Secrets a resource refers to. A policy's are in its own namespace; those of a Region and of a DnsZone are in the
 * operator's, whatever their fields say.
 */
public final class SecretMentions {
    private final String operatorNamespace;

    /** @param operatorNamespace where the Secrets of Regions and DnsZones are */
    public SecretMentions(String operatorNamespace) {
        this.operatorNamespace = operatorNamespace;
    }

    /** Those of a DnsZone: none of its fields names one so far. */
    public Set<Secrets.Key> of(DnsZone zone) {
        return Set.of();
    }

    /** Those of a Region: none of its fields names one so far. */
    public Set<Secrets.Key> of(Region region) {
        return Set.of();
    }

    /** Those of a policy, of its zone and of its regions, as far as they exist. */
    public Set<Secrets.Key> of(FailoverPolicy policy, Optional<DnsZone> zone, Iterable<Region> regions) {
        Set<Secrets.Key> keys = new HashSet<>();
        zone.ifPresent(there -> keys.addAll(of(there)));
        regions.forEach(region -> keys.addAll(of(region)));
        return keys;
    }
}
