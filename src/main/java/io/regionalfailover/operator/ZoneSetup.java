package io.regionalfailover.operator;

import static java.util.Objects.requireNonNull;

import io.regionalfailover.api.v1alpha1.CredentialsSecretRef;
import io.regionalfailover.api.v1alpha1.DnsZone;
import io.regionalfailover.api.v1alpha1.Durations;
import io.regionalfailover.api.v1alpha1.EmbeddedSpec;
import io.regionalfailover.api.v1alpha1.ExternalDnsSpec;
import io.regionalfailover.api.v1alpha1.GateSpec;
import io.regionalfailover.api.v1alpha1.ProviderSpec;
import io.regionalfailover.api.v1alpha1.Rfc2136Spec;
import io.regionalfailover.api.v1alpha1.Route53Spec;
import io.regionalfailover.api.v1alpha1.TsigSpec;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.embedded.NameServer;
import io.regionalfailover.dns.externaldns.Carriage;
import io.regionalfailover.dns.gate.GateChecks;
import io.regionalfailover.operator.translation.HostPort;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who serves a zone and how it is reached: one kind for each provider. */
public sealed interface ZoneSetup {
    /** What two DnsZones may not share. */
    String identity();

    /** What shares credentials and zones with it in all clusters; empty for a zone that only this process can see. */
    String account();

    /** Whether its own name servers answer inside private networks only, so that resolvers are asked there. */
    default boolean isPrivate() {
        return false;
    }

    /** The zone in a sentence, such as {@code hosted zone Z0123456789}. */
    String description();

    /**
     * A hosted zone at Route 53.
     *
     * @param privateZone whether the spec says that it is a private one
     * @param access who asks
     * @param gate the health checks that ask the instances
     */
    record Route53(String hostedZoneId, boolean privateZone, Route53Access access, Optional<GateChecks> gate)
            implements ZoneSetup {
        /** One without a gate. */
        Route53(String hostedZoneId, boolean privateZone, Route53Access access) {
            this(hostedZoneId, privateZone, access, Optional.empty());
        }

        @Override
        public boolean isPrivate() {
            return privateZone;
        }

        @Override
        public String identity() {
            return "route53/" + hostedZoneId;
        }

        @Override
        public String account() {
            return "route53/" + access.account();
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
        public String account() {
            return "";
        }

        @Override
        public String description() {
            return "embedded zone " + apex;
        }
    }

    /**
     * A zone that ExternalDNS carries out.
     *
     * @param region the Region whose cluster it runs in; empty: the one that this process stands in
     * @param carriage what the provider behind it carries
     */
    record ExternalDns(DnsName apex, String namespace, Optional<String> region, Carriage carriage)
            implements ZoneSetup {
        private static ExternalDns of(DnsName apex, ExternalDnsSpec spec) {
            Map<String, String> checks = new LinkedHashMap<>();
            spec.healthChecks().forEach(check -> checks.put(check.region(), check.id()));
            return new ExternalDns(
                    apex, spec.namespace(), Optional.ofNullable(spec.region()), new Carriage(spec.weights(), checks));
        }

        @Override
        public String identity() {
            return "externaldns/" + region.orElse("") + "/" + namespace + "/" + apex;
        }

        @Override
        public String account() {
            return region.map(name -> "externaldns/" + name).orElse("");
        }

        @Override
        public String description() {
            return "zone " + apex + " of ExternalDNS in namespace " + namespace
                    + region.map(name -> " of Region " + name).orElse("");
        }
    }

    /**
     * A zone on a server that takes dynamic updates.
     *
     * @param server host and port, as the spec has them
     * @param tsig what messages are signed with
     * @param luaRecords whether shares are carried by LUA records
     */
    record Rfc2136(DnsName apex, InetSocketAddress server, Tsig tsig, boolean luaRecords) implements ZoneSetup {
        private static Rfc2136 of(DnsName apex, Rfc2136Spec spec) {
            HostPort server = HostPort.parse(spec.server())
                    .orElseThrow(() -> new IllegalStateException("the schema lets host:port pass only"));
            TsigSpec tsig = spec.tsig();
            return new Rfc2136(
                    apex,
                    InetSocketAddress.createUnresolved(server.host(), server.port()),
                    new Tsig(
                            tsig.keyName(),
                            tsig.algorithm(),
                            tsig.secretRef().name(),
                            tsig.secretRef().key()),
                    spec.luaRecords());
        }

        @Override
        public String identity() {
            return "rfc2136/" + address() + "/" + apex;
        }

        @Override
        public String account() {
            return "rfc2136/" + address();
        }

        @Override
        public String description() {
            return "zone " + apex + " at " + address();
        }

        private String address() {
            return server.getHostString() + ":" + server.getPort();
        }
    }

    /**
     * A TSIG key.
     *
     * @param secret a Secret in the operator's namespace
     * @param entry of that Secret
     */
    record Tsig(String keyName, String algorithm, String secret, String entry) {}

    /**
     * With which credentials Route 53 is asked.
     *
     * @param secret a Secret in the operator's namespace; empty: the AWS SDK's own chain
     * @param roleArn a role that is assumed with these
     */
    record Route53Access(Optional<String> secret, Optional<String> roleArn) {
        /** What shares one request budget: the account, as far as the spec tells which one it is. */
        String account() {
            return roleArn.map(arn -> "account " + arn.split(":", -1)[4])
                    .or(() -> secret.map(name -> "secret " + name))
                    .orElse("environment");
        }
    }

    /** What a DnsZone's spec says. */
    static ZoneSetup of(DnsZone resource) {
        ProviderSpec provider = resource.getSpec().provider();
        if (provider.embedded() != null) {
            return Embedded.of(DnsName.of(resource.getSpec().domainName()), provider.embedded());
        }
        if (provider.externalDns() != null) {
            return ExternalDns.of(DnsName.of(resource.getSpec().domainName()), provider.externalDns());
        }
        if (provider.rfc2136() != null) {
            return Rfc2136.of(DnsName.of(resource.getSpec().domainName()), provider.rfc2136());
        }
        Route53Spec route53 = requireNonNull(provider.route53(), "the schema asks for one");
        return new Route53(
                route53.hostedZoneId(),
                route53.privateZone(),
                new Route53Access(
                        Optional.ofNullable(route53.credentialsSecretRef()).map(CredentialsSecretRef::name),
                        Optional.ofNullable(route53.roleArn())),
                Optional.ofNullable(route53.gate()).map(gate -> checks(route53.hostedZoneId(), gate)));
    }

    private static GateChecks checks(String zone, GateSpec gate) {
        Map<String, URI> urls = new LinkedHashMap<>();
        gate.instances().forEach(instance -> urls.put(instance.region(), URI.create(instance.url())));
        int interval = (int) Durations.parse(gate.interval()).toSeconds();
        return GateChecks.of(zone, urls, interval);
    }
}
