package io.regionalfailover.operator.translation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.regionalfailover.api.v1alpha1.DnsZone;
import io.regionalfailover.api.v1alpha1.FailoverPolicy;
import io.regionalfailover.api.v1alpha1.Region;
import io.regionalfailover.decision.CheckKey;
import io.regionalfailover.decision.CheckRule;
import io.regionalfailover.decision.Reason;
import io.regionalfailover.health.GrpcProbe;
import io.regionalfailover.health.HttpProbe;
import io.regionalfailover.health.ProbeTarget;
import io.regionalfailover.health.PrometheusProbe;
import io.regionalfailover.health.TcpProbe;
import io.regionalfailover.health.Tls;
import io.regionalfailover.health.UntriableProbe;
import io.regionalfailover.health.WorkloadProbe;
import io.regionalfailover.operator.secrets.Secrets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of each kind of check, and of the Secrets that checks name. */
class CheckKindsTest {
    private static final KubernetesSerialization YAML = new KubernetesSerialization();
    private static final String PEM = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
    private static final Secrets.Key TOKEN = new Secrets.Key("shop", "token");
    private static final Secrets.Key CA = new Secrets.Key("shop", "ca");

    private final Map<Secrets.Key, Secrets.Found> secrets = new HashMap<>();

    @Test
    void grpcWithAndWithoutTls() {
        assertThat(target("grpc: {address: \"{target}:50051\", service: shop.v1.Orders}"))
                .isEqualTo(new GrpcProbe("2001:db8::1", 50051, "shop.v1.Orders", Optional.empty()));
        assertThat(target("grpc: {address: \"grpc.{region}.internal:443\", tls: {}}"))
                .isEqualTo(new GrpcProbe("grpc.east.internal", 443, "", Optional.of(Tls.DEFAULT)));
    }

    @Test
    void workloadsAreLookedForInThePolicysNamespaceOfTheRegion() {
        assertThat(target("workload: {kind: StatefulSet, name: ledger}"))
                .isEqualTo(new WorkloadProbe("east", "shop", "StatefulSet", "ledger", 1, false));
        assertThat(target("workload: {kind: Deployment, name: checkout, minAvailable: \"50%\"}"))
                .isEqualTo(new WorkloadProbe("east", "shop", "Deployment", "checkout", 50, true));
        assertThat(target("workload: {kind: DaemonSet, name: agent, minAvailable: 7}"))
                .isEqualTo(new WorkloadProbe("east", "shop", "DaemonSet", "agent", 7, false));
    }

    @Test
    void bracesOfPromqlAreNoPlaceholders() {
        PrometheusProbe probe = (PrometheusProbe) target("""
                prometheus:
                      url: "https://prometheus.{region}.internal/p/"
                      query: 'label_replace(up{job="a",code=~"5.{2}",region="{region}"}, "x", "${region}", "y", "")'
                      failWhen: {operator: LessThanOrEqual, value: "-1.5e3"}""");

        assertThat(probe.request().url().getScheme()).isEqualTo("https");
        assertThat(probe.request().url().getHost()).isEqualTo("prometheus.east.internal");
        assertThat(probe.request().url().getPath()).isEqualTo("/p/api/v1/query");
        assertThat(java.net.URLDecoder.decode(probe.request().url().getRawQuery(), UTF_8))
                .isEqualTo("query=label_replace(up{job=\"a\",code=~\"5.{2}\",region=\"east\"}, \"x\", \"${region}\","
                        + " \"y\", \"\")");
        assertThat(probe.failWhen()).isEqualTo(PrometheusProbe.Comparison.LESS_THAN_OR_EQUAL);
        assertThat(probe.threshold()).isEqualTo(-1500);
        assertThat(refused("""
                prometheus: {url: "http://p", query: "up{job}", failWhen: {operator: Equal, value: "0"}}""").message()).contains("the placeholder {job} is unknown in region east");
    }

    @Test
    void headersAndCertificatesComeFromSecrets() {
        secrets.put(TOKEN, present(Map.of("Authorization", "Bearer s3cret\n", "X-Tenant", "shop")));
        secrets.put(CA, present(Map.of("ca.crt", PEM, "other.pem", PEM + "2")));

        HttpProbe http = (HttpProbe) target("""
                http:
                      url: "https://{target}/"
                      headers: {X-Probe: "1"}
                      headersSecretRef: {name: token}
                      tls: {caSecretRef: {name: ca}}""");
        assertThat(http.headers())
                .containsOnly(
                        Map.entry("Authorization", "Bearer s3cret"),
                        Map.entry("X-Tenant", "shop"),
                        Map.entry("X-Probe", "1"));
        assertThat(http.caPem()).contains(PEM);
        assertThat(http.toString()).doesNotContain("s3cret");
        assertThat(target("tcp: {address: \"{target}:443\", tls: {caSecretRef: {name: ca, key: other.pem}}}"))
                .isEqualTo(new TcpProbe(
                        "2001:db8::1", 443, Optional.of(new Tls(false, Optional.empty(), Optional.of(PEM + "2")))));
        PrometheusProbe prometheus = (PrometheusProbe) target("""
                prometheus: {url: "http://p", query: up, failWhen: {operator: Equal, value: "0"}, headersSecretRef: {name: token}}""");
        assertThat(prometheus.request().headers()).containsKeys("Authorization", "X-Tenant");
        assertThat(prometheus.toString()).doesNotContain("s3cret");
    }

    @Test
    void aSecretThatCannotBeUsedIsNamedWithCheckAndField() {
        String http = "http: {url: \"https://{target}/\", headersSecretRef: {name: token}}";
        secrets.put(TOKEN, new Secrets.Absent());
        assertThat(refused(http))
                .isEqualTo(new Translation.Refused(
                        Reason.INVALID_REFERENCE,
                        "spec.checks[0].http.headersSecretRef: check \"c\": Secret \"shop/token\" does not exist:"
                                + " create it, or name another of namespace \"shop\""));
        secrets.put(TOKEN, new Secrets.Unreadable("Secret \"shop/token\" cannot be read: no rights"));
        assertThat(refused(http).message()).contains("check \"c\": Secret \"shop/token\" cannot be read: no rights");
        secrets.put(TOKEN, present(Map.of("Authorization", "s3cret\nInjected: yes")));
        assertThat(refused(http).message())
                .contains("the value of header 'Authorization' has control characters")
                .doesNotContain("s3cret");
        secrets.put(TOKEN, present(Map.of("Host", "s3cret")));
        assertThat(refused(http).message())
                .contains("header 'Host' cannot be set")
                .doesNotContain("s3cret");
        secrets.put(TOKEN, present(Map.of("x-probe", "s3cret")));
        assertThat(refused(http.replace("headersSecretRef", "headers: {X-Probe: \"1\"}, headersSecretRef"))
                        .message())
                .contains("Secret \"shop/token\" has the key \"x-probe\": a header of this name is given already")
                .doesNotContain("s3cret");

        String tcp = "tcp: {address: \"{target}:443\", tls: {caSecretRef: {name: ca}}}";
        secrets.put(CA, present(Map.of("tls.crt", PEM)));
        assertThat(refused(tcp).message())
                .startsWith(
                        "spec.checks[0].tcp.tls.caSecretRef.key: check \"c\": Secret \"shop/ca\" has no key \"ca.crt\"");
        secrets.put(CA, present(Map.of("ca.crt", "s3cret")));
        assertThat(refused(tcp).message())
                .contains("the key \"ca.crt\" of Secret \"shop/ca\" holds no certificate")
                .doesNotContain("s3cret");
    }

    @Test
    void onlyWhatIsMentionedIsReadAndOnlyInTheOwnNamespace() {
        FailoverPolicy policy = policy("""
                http: {url: "https://{target}/", headersSecretRef: {name: token}, tls: {caSecretRef: {name: ca}}}""");
        Region region = YAML.unmarshal("""
                metadata: {name: east}
                spec:
                  checks:
                  - {name: a, grpc: {address: "x:1", tls: {caSecretRef: {name: token}}}}
                  - {name: b, prometheus: {url: "http://p", query: up, failWhen: {operator: Equal, value: "0"}, headersSecretRef: {name: prom}}}
                """, Region.class);

        assertThat(new SecretMentions("operator")
                        .of(policy, Optional.of(zone()), java.util.List.of(region, new Region())))
                .containsExactlyInAnyOrder(
                        TOKEN, CA, new Secrets.Key("operator", "token"), new Secrets.Key("operator", "prom"));
    }

    @Test
    void aRegionsSecretsAreThoseOfTheOperatorsNamespace() {
        Region region = YAML.unmarshal("""
                metadata: {name: east}
                spec: {checks: [{name: a, tcp: {address: "x:1", tls: {caSecretRef: {name: ca}}}}]}
                """, Region.class);
        secrets.put(CA, present(Map.of("ca.crt", PEM)));

        assertThat(targetOf(region))
                .as("a Region's missing Secret leaves the policies in it alone: the check is Unknown")
                .isInstanceOfSatisfying(
                        UntriableProbe.class, probe -> assertThat(probe.why()).contains("Secret \"operator/ca\""));
        secrets.put(new Secrets.Key("operator", "ca"), present(Map.of("ca.crt", PEM)));
        assertThat(targetOf(region)).isInstanceOf(TcpProbe.class);
    }

    private ProbeTarget targetOf(Region region) {
        RegionModel.Read read = (RegionModel.Read) RegionModel.of(region, "operator", secrets, Optional.empty());
        return read.model().probes().values().iterator().next().probe().target();
    }

    @Test
    void aRegionHasNoNamespaceForWorkloads() {
        Region region = YAML.unmarshal("""
                metadata: {name: east}
                spec: {checks: [{name: a, workload: {kind: Deployment, name: web}}]}
                """, Region.class);

        assertThat(RegionModel.of(region, "operator", Map.of(), Optional.empty()))
                .isInstanceOfSatisfying(
                        RegionModel.Refused.class,
                        refused -> assertThat(refused.message())
                                .contains("workloads are allowed in the checks of a policy only"));
    }

    @Test
    void aCheckFromItsRegionIsTriedWhereTheInstanceStandsAndNowhereElse() {
        PolicyModel model = accepted("tcp: {address: \"ledger.{region}.internal:1\"}\n    from: Region");

        assertThat(model.probes()).containsOnlyKeys(new CheckKey("east", "c"));
        assertThat(model.rules().regions())
                .extracting(region -> region.checks().getFirst())
                .extracting(CheckRule::onlyFrom)
                .containsExactly(Optional.of("east"), Optional.of("west"));
    }

    private static Secrets.Present present(Map<String, String> entries) {
        Map<String, byte[]> data = new HashMap<>();
        entries.forEach((name, value) -> data.put(name, value.getBytes(UTF_8)));
        return new Secrets.Present(data);
    }

    private ProbeTarget target(String check) {
        return Optional.ofNullable(accepted(check).probes().get(new CheckKey("east", "c")))
                .orElseThrow()
                .probe()
                .target();
    }

    private PolicyModel accepted(String check) {
        Translation translation = translate(check);
        assertThat(translation).isInstanceOf(Translation.Accepted.class);
        return ((Translation.Accepted) translation).model();
    }

    private Translation.Refused refused(String check) {
        Translation translation = translate(check);
        assertThat(translation).isInstanceOf(Translation.Refused.class);
        return (Translation.Refused) translation;
    }

    /** By an instance that stands in east. */
    private Translation translate(String check) {
        return new PolicyTranslator("test", "operator", Optional.of("east"))
                .translate(
                        policy(check),
                        new References(
                                Optional.of(zone()),
                                Map.of("east", new Region(), "west", new Region()),
                                Map.of(),
                                secrets));
    }

    private static FailoverPolicy policy(String check) {
        return YAML.unmarshal("""
                metadata: {name: checkout, namespace: shop, generation: 1}
                spec:
                  dns: {zone: example-com, records: [{name: a.example.com, type: AAAA}]}
                  regions:
                  - {name: east, endpoints: [{addresses: ["2001:db8::1"]}]}
                  - {name: west, endpoints: [{addresses: ["2001:db8::2"]}]}
                  checks:
                  - name: c
                    CHECK
                """.replace("CHECK", check), FailoverPolicy.class);
    }

    private static DnsZone zone() {
        return YAML.unmarshal("""
                metadata: {name: example-com}
                spec:
                  domainName: example.com
                  provider: {route53: {hostedZoneId: Z1}}
                  grants: [{name: all, namespaces: {names: [shop]}}]
                """, DnsZone.class);
    }
}
