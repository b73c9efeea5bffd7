package io.regionalfailover.operator;

import static java.util.Objects.requireNonNull;

import io.regionalfailover.api.v1alpha1.DnsZone;
import io.regionalfailover.api.v1alpha1.EmbeddedSpec;
import io.regionalfailover.api.v1alpha1.ProviderSpec;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.embedded.NameServer;
import java.util.List;

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

    /**
     * A zone that the operator answers for itself.
     *
     * @param nameServers what its NS records say, at least one
     */
    record Embedded(DnsName apex, List<NameServer> nameServers) implements ZoneSetup {
        private static final String DEFAULT_SERVER = "ns1.";

        public Embedded {
            nameServers = List.copyOf(nameServers);
        }

        private static Embedded of(DnsName apex, EmbeddedSpec spec) {
            List<NameServer> servers = spec.nameServers().stream()
                    .map(server -> new NameServer(DnsName.of(server.name()), server.addresses()))
                    .toList();
            return new Embedded(
                    apex,
                    servers.isEmpty()
                            ? List.of(new NameServer(DnsName.of(DEFAULT_SERVER + apex), List.of()))
                            : servers);
        }

        @Override
        public String identity() {
            return "embedded/" + apex;
        }

        @Override
        public String description() {
            return "embedded zone " + apex;
        }
    }

    /** What a DnsZone's spec says. */
    static ZoneSetup of(DnsZone resource) {
        ProviderSpec provider = resource.getSpec().provider();
        if (provider.embedded() != null) {
            return Embedded.of(DnsName.of(resource.getSpec().domainName()), provider.embedded());
        }
        return new Route53(
                requireNonNull(provider.route53(), "the schema asks for one").hostedZoneId());
    }
}
