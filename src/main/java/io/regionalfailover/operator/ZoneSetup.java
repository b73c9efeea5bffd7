package io.regionalfailover.operator;

import static java.util.Objects.requireNonNull;

import io.regionalfailover.api.v1alpha1.DnsZone;
import io.regionalfailover.api.v1alpha1.ProviderSpec;

/** Who serves a zone and how it is reached: one kind for each provider. */
public sealed interface ZoneSetup {
    /** What two DnsZones may not share. */
    String identity();

    /** The zone in a sentence, such as {@code hosted zone Z0123456789}. */
    String description();

    /** A hosted zone at Route 53. */
    record Route53(String hostedZoneId) implements ZoneSetup {
        @Override
        public String identity() {
            return "route53/" + hostedZoneId;
        }

        @Override
        public String description() {
            return "hosted zone " + hostedZoneId;
        }
    }

    /** What a DnsZone's spec says. */
    static ZoneSetup of(DnsZone resource) {
        ProviderSpec provider = resource.getSpec().provider();
        return new Route53(
                requireNonNull(provider.route53(), "the schema asks for one").hostedZoneId());
    }
}
