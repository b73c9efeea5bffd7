package io.regionalfailover.operator.translation;

import io.regionalfailover.api.v1alpha1.DnsZone;
import io.regionalfailover.api.v1alpha1.Region;
import io.regionalfailover.operator.secrets.Secrets;
import java.util.Map;
import java.util.Optional;

/**
 * What a policy refers to, as the API server has it.
 *
 * @param zone the DnsZone it names; empty when there is none
 * @param regions the Regions it names, those that exist
 * @param namespaceLabels labels of the policy's namespace
 * @param secrets what is in the Secrets that policy, zone and regions mention, and no others
 */
public record References(
        Optional<DnsZone> zone,
        Map<String, Region> regions,
        Map<String, String> namespaceLabels,
        Map<Secrets.Key, Secrets.Found> secrets) {
    public References {
        regions = Map.copyOf(regions);
        namespaceLabels = Map.copyOf(namespaceLabels);
        secrets = Map.copyOf(secrets);
    }
}
