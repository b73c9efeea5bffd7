package io.regionalfailover.operator.translation;

import io.regionalfailover.api.v1alpha1.CheckSpec;
import io.regionalfailover.api.v1alpha1.CredentialsSecretRef;
import io.regionalfailover.api.v1alpha1.DnsZone;
import io.regionalfailover.api.v1alpha1.FailoverPolicy;
import io.regionalfailover.api.v1alpha1.HeadersSecretRef;
import io.regionalfailover.api.v1alpha1.ProviderSpec;
import io.regionalfailover.api.v1alpha1.Region;
import io.regionalfailover.api.v1alpha1.Route53Spec;
import io.regionalfailover.api.v1alpha1.TlsSpec;
import io.regionalfailover.operator.secrets.Secrets;
import java.util.HashSet;
import java.util.List;
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

    /** Those of a DnsZone: its provider's credentials. */
    public Set<Secrets.Key> of(DnsZone zone) {
        ProviderSpec provider = zone.getSpec().provider();
        return Optional.ofNullable(provider.route53())
                .map(Route53Spec::credentialsSecretRef)
                .map(CredentialsSecretRef::name)
                .or(() -> Optional.ofNullable(provider.rfc2136())
                        .map(rfc2136 -> rfc2136.tsig().secretRef().name()))
                .map(name -> Set.of(new Secrets.Key(operatorNamespace, name)))
                .orElse(Set.of());
    }

    /** Those of a Region: of its checks, and the one that holds its cluster's kubeconfig. */
    public Set<Secrets.Key> of(Region region) {
        if (region.getSpec() == null) {
            return Set.of();
        }
        Set<Secrets.Key> keys =
                new HashSet<>(of(operatorNamespace, region.getSpec().checks()));
        if (region.getSpec().cluster() != null) {
            keys.add(new Secrets.Key(
                    operatorNamespace,
                    region.getSpec().cluster().kubeconfigSecretRef().name()));
        }
        return keys;
    }

    /** Those of a policy, of its zone and of its regions, as far as they exist. */
    public Set<Secrets.Key> of(FailoverPolicy policy, Optional<DnsZone> zone, Iterable<Region> regions) {
        Set<Secrets.Key> keys = new HashSet<>(
                of(policy.getMetadata().getNamespace(), policy.getSpec().checks()));
        zone.ifPresent(there -> keys.addAll(of(there)));
        regions.forEach(region -> keys.addAll(of(region)));
        return keys;
    }

    private static Set<Secrets.Key> of(String namespace, List<CheckSpec> checks) {
        Set<Secrets.Key> keys = new HashSet<>();
        for (CheckSpec check : checks) {
            headers(check).ifPresent(reference -> keys.add(new Secrets.Key(namespace, reference.name())));
            tls(check)
                    .flatMap(tls -> Optional.ofNullable(tls.caSecretRef()))
                    .ifPresent(reference -> keys.add(new Secrets.Key(namespace, reference.name())));
        }
        return keys;
    }

    private static Optional<HeadersSecretRef> headers(CheckSpec check) {
        if (check.http() != null) {
            return Optional.ofNullable(check.http().headersSecretRef());
        }
        return check.prometheus() == null
                ? Optional.empty()
                : Optional.ofNullable(check.prometheus().headersSecretRef());
    }

    private static Optional<TlsSpec> tls(CheckSpec check) {
        if (check.http() != null) {
            return Optional.of(check.http().tls());
        }
        if (check.tcp() != null) {
            return Optional.ofNullable(check.tcp().tls());
        }
        if (check.grpc() != null) {
            return Optional.ofNullable(check.grpc().tls());
        }
        return check.prometheus() == null
                ? Optional.empty()
                : Optional.of(check.prometheus().tls());
    }
}
