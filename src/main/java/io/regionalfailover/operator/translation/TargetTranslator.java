package io.regionalfailover.operator.translation;

import static java.util.Objects.requireNonNullElse;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.regionalfailover.api.v1alpha1.CheckSpec;
import io.regionalfailover.api.v1alpha1.DnsCheckSpec;
import io.regionalfailover.api.v1alpha1.GrpcCheckSpec;
import io.regionalfailover.api.v1alpha1.HttpCheckSpec;
import io.regionalfailover.api.v1alpha1.PrometheusCheckSpec;
import io.regionalfailover.api.v1alpha1.TcpCheckSpec;
import io.regionalfailover.api.v1alpha1.TlsSpec;
import io.regionalfailover.api.v1alpha1.WorkloadCheckSpec;
import io.regionalfailover.health.DnsProbe;
import io.regionalfailover.health.GrpcProbe;
import io.regionalfailover.health.HttpProbe;
import io.regionalfailover.health.ProbeTarget;
import io.regionalfailover.health.PrometheusProbe;
import io.regionalfailover.health.PrometheusProbe.Comparison;
import io.regionalfailover.health.StatusRange;
import io.regionalfailover.health.TcpProbe;
import io.regionalfailover.health.Tls;
import io.regionalfailover.health.WorkloadProbe;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns what a check tries into a target of the health room, for one region.
 *
 * @param region the region's name
 * @param placeholders what stands for what there
 * @param secrets of the one namespace whose Secrets the checks may name
 * @param workloads the namespace in which workloads are looked for; empty where there is none
 */
record TargetTranslator(String region, Placeholders placeholders, SecretContents secrets, Optional<String> workloads) {

    /**
     * What a check tries.
     *
     * @param field path of the check, for errors
     * @throws RefusedException when it cannot be tried
     */
    ProbeTarget target(String field, CheckSpec check) {
        try {
            if (check.http() != null) {
                return http(field + ".http", check.http());
            }
            if (check.tcp() != null) {
                return tcp(field + ".tcp", check.tcp());
            }
            if (check.dns() != null) {
                return dns(field + ".dns", check.dns());
            }
            if (check.grpc() != null) {
                return grpc(field + ".grpc", check.grpc());
            }
            if (check.workload() != null) {
                return workload(field + ".workload", check.workload());
            }
            if (check.prometheus() != null) {
                return prometheus(field + ".prometheus", check.prometheus());
            }
        } catch (IllegalArgumentException e) {
            throw new RefusedException(field, "check \"" + check.name() + "\"", String.valueOf(e.getMessage()));
        } catch (RefusedException e) {
            throw e.of("check \"" + check.name() + "\"");
        }
        throw new RefusedException(
                field, "no kind", "exactly one of http, tcp, dns, grpc, workload and prometheus is allowed");
    }

    private HttpProbe http(String field, HttpCheckSpec spec) {
        return new HttpProbe(
                url(field + ".url", spec.url()),
                Optional.ofNullable(spec.host()).map(written -> placeholders.fillAddress(field + ".host", written)),
                spec.method().name(),
                spec.expectedStatus().stream().map(StatusRange::parse).toList(),
                Optional.ofNullable(spec.expectedBody()),
                secrets.headers(field + ".headersSecretRef", spec.headers(), spec.headersSecretRef()),
                spec.tls().insecureSkipVerify(),
                tls(field + ".tls", spec.tls()).caPem());
    }

    private URI url(String field, String written) {
        String url = placeholders.fillAddress(field, written);
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            throw new RefusedException(field, "\"" + url + "\"", "is not a URL: " + e.getReason());
        }
    }

    private TcpProbe tcp(String field, TcpCheckSpec spec) {
        HostPort address = address(field + ".address", spec.address());
        return new TcpProbe(
                address.host(), address.port(), Optional.ofNullable(spec.tls()).map(tls -> tls(field + ".tls", tls)));
    }

    private GrpcProbe grpc(String field, GrpcCheckSpec spec) {
        HostPort address = address(field + ".address", spec.address());
        return new GrpcProbe(
                address.host(),
                address.port(),
                spec.service(),
                Optional.ofNullable(spec.tls()).map(tls -> tls(field + ".tls", tls)));
    }

    private HostPort address(String field, String written) {
        String filled = placeholders.fillAddress(field, written);
        return HostPort.parse(filled)
                .orElseThrow(() -> new RefusedException(
                        field, "\"" + filled + "\"", "host:port with a port from 1 to 65535 is allowed"));
    }

    private Tls tls(String field, TlsSpec spec) {
        return new Tls(
                spec.insecureSkipVerify(),
                Optional.empty(),
                secrets.certificates(field + ".caSecretRef", spec.caSecretRef()));
    }

    private DnsProbe dns(String field, DnsCheckSpec spec) {
        List<InetSocketAddress> resolvers = spec.resolvers().stream()
                .map(written -> DnsProbe.resolver(placeholders.fillAddress(field + ".resolvers", written)))
                .toList();
        List<String> expected = spec.expected().stream()
                .map(value -> placeholders.fill(field + ".expected", value))
                .toList();
        return new DnsProbe(
                placeholders.fill(field + ".name", spec.name()), spec.type().name(), resolvers, expected);
    }

    private WorkloadProbe workload(String field, WorkloadCheckSpec spec) {
        String namespace = workloads.orElseThrow(() -> new RefusedException(
                field,
                spec.kind().text() + " \"" + spec.name() + "\"",
                "workloads are allowed in the checks of a policy only"));
        IntOrString wanted = spec.minAvailable();
        boolean percent = wanted.getStrVal() != null;
        int minAvailable = percent
                ? Integer.parseInt(wanted.getStrVal().replace("%", ""))
                : requireNonNullElse(wanted.getIntVal(), 1);
        return new WorkloadProbe(region, namespace, spec.kind().text(), spec.name(), minAvailable, percent);
    }

    private PrometheusProbe prometheus(String field, PrometheusCheckSpec spec) {
        Comparison failWhen = switch (spec.failWhen().operator()) {
            case GREATER_THAN -> Comparison.GREATER_THAN;
            case GREATER_THAN_OR_EQUAL -> Comparison.GREATER_THAN_OR_EQUAL;
            case LESS_THAN -> Comparison.LESS_THAN;
            case LESS_THAN_OR_EQUAL -> Comparison.LESS_THAN_OR_EQUAL;
            case EQUAL -> Comparison.EQUAL;
            case NOT_EQUAL -> Comparison.NOT_EQUAL;
        };
        return PrometheusProbe.of(
                url(field + ".url", spec.url()),
                placeholders.fillQuery(field + ".query", spec.query()),
                failWhen,
                Double.parseDouble(spec.failWhen().value()),
                secrets.headers(field + ".headersSecretRef", Map.of(), spec.headersSecretRef()),
                tls(field + ".tls", spec.tls()));
    }
}
