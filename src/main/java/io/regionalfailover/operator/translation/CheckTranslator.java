package io.regionalfailover.operator.translation;

import io.regionalfailover.api.v1alpha1.CheckSpec;
import io.regionalfailover.api.v1alpha1.DnsCheckSpec;
import io.regionalfailover.api.v1alpha1.Durations;
import io.regionalfailover.api.v1alpha1.HttpCheckSpec;
import io.regionalfailover.api.v1alpha1.TcpCheckSpec;
import io.regionalfailover.decision.CheckKey;
import io.regionalfailover.decision.CheckRule;
import io.regionalfailover.decision.Severity;
import io.regionalfailover.health.DnsProbe;
import io.regionalfailover.health.HttpProbe;
import io.regionalfailover.health.ProbeSpec;
import io.regionalfailover.health.ProbeTarget;
import io.regionalfailover.health.StatusRange;
import io.regionalfailover.health.TcpProbe;
import io.regionalfailover.health.Tls;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns the checks of one region into rules for the decision and probes for the health room. */
final class CheckTranslator {
    /** Goes before the name of a check that the Region itself asks for: no policy's check can have such a name. */
    static final String OF_REGION = "region/";

    private final String region;
    private final Placeholders placeholders;
    private final Map<CheckKey, ScopedProbe> probes;
    private final List<CheckRule> rules = new ArrayList<>();

    /**
     * @param probes the probes found are added here
     */
    CheckTranslator(String region, Placeholders placeholders, Map<CheckKey, ScopedProbe> probes) {
        this.region = region;
        this.placeholders = placeholders;
        this.probes = probes;
    }

    /** The rules so far. */
    List<CheckRule> rules() {
        return List.copyOf(rules);
    }

    void addAll(String scope, String field, String prefix, List<CheckSpec> checks) {
        for (int i = 0; i < checks.size(); i++) {
            add(scope, field + "[" + i + "]", prefix, checks.get(i));
        }
    }

    private void add(String scope, String field, String prefix, CheckSpec check) {
        Duration interval = Durations.parse(check.interval());
        Duration timeout = check.effectiveTimeout();
        String name = prefix + check.name();
        Severity severity = switch (check.severity()) {
            case CRITICAL -> Severity.CRITICAL;
            case WARNING -> Severity.WARNING;
        };
        rules.add(new CheckRule(
                name,
                severity,
                !namesTarget(check),
                check.failureThreshold(),
                check.successThreshold(),
                interval,
                timeout));
        ProbeSpec probe = new ProbeSpec(target(field, check), interval, timeout, check.failureThreshold());
        probes.put(new CheckKey(region, name), new ScopedProbe(scope, probe));
    }

    private static boolean namesTarget(CheckSpec check) {
        if (check.http() != null) {
            String host = check.http().host();
            return Placeholders.namesTarget(check.http().url()) || host != null && Placeholders.namesTarget(host);
        }
        if (check.tcp() != null) {
            return Placeholders.namesTarget(check.tcp().address());
        }
        return check.dns() != null && Placeholders.namesTarget(check.dns().name());
    }

    private ProbeTarget target(String field, CheckSpec check) {
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
        } catch (IllegalArgumentException e) {
            throw new RefusedException(field, "check \"" + check.name() + "\"", String.valueOf(e.getMessage()));
        }
        throw new RefusedException(field, "no kind", "exactly one of http, tcp, dns is allowed");
    }

    private HttpProbe http(String field, HttpCheckSpec spec) {
        String url = placeholders.fillAddress(field + ".url", spec.url());
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            throw new RefusedException(field + ".url", "\"" + url + "\"", "is not a URL: " + e.getReason());
        }
        return new HttpProbe(
                uri,
                Optional.ofNullable(spec.host()).map(written -> placeholders.fillAddress(field + ".host", written)),
                spec.method().name(),
                spec.expectedStatus().stream().map(StatusRange::parse).toList(),
                Optional.ofNullable(spec.expectedBody()),
                spec.headers(),
                spec.tls().insecureSkipVerify());
    }

    private TcpProbe tcp(String field, TcpCheckSpec spec) {
        String filled = placeholders.fillAddress(field + ".address", spec.address());
        HostPort address = HostPort.parse(filled)
                .orElseThrow(() -> new RefusedException(
                        field + ".address", "\"" + filled + "\"", "host:port with a port from 1 to 65535 is allowed"));
        return new TcpProbe(
                address.host(),
                address.port(),
                Optional.ofNullable(spec.tls())
                        .map(tls -> new Tls(tls.insecureSkipVerify(), Optional.empty(), Optional.empty())));
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
}
