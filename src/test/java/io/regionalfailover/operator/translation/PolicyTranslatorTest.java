package io.regionalfailover.operator.translation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.regionalfailover.api.v1alpha1.DnsZone;
import io.regionalfailover.api.v1alpha1.FailoverPolicy;
import io.regionalfailover.api.v1alpha1.Region;
import io.regionalfailover.decision.CheckKey;
import io.regionalfailover.decision.CheckRule;
import io.regionalfailover.decision.Reason;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.Publication;
import io.regionalfailover.health.DnsProbe;
import io.regionalfailover.health.HttpProbe;
import io.regionalfailover.health.TcpProbe;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyTranslatorTest {
    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    private static final String ZONE = """
            apiVersion: regionalfailover.io/v1alpha1
            kind: DnsZone
            metadata: {name: example-com}
            spec:
              domainName: Example.COM.
              provider: {route53: {hostedZoneId: Z1}}
              grants:
              - name: shop
                namespaces: {names: [shop]}
                recordNames: ["*.shop.example.com", "checkout.example.com"]
              - name: gold
                namespaces: {selector: {matchLabels: {tier: gold}}}
            """;

    private static final String POLICY = """
            apiVersion: regionalfailover.io/v1alpha1
            kind: FailoverPolicy
            metadata: {name: checkout, namespace: shop, generation: 7}
            spec:
              dns:
                zone: example-com
                records:
                - {name: checkout.example.com, type: A, ttl: 30s}
                - {name: checkout.example.com, type: AAAA, ttl: 1m}
              regions:
              - name: us-east-1
                weight: 100
                endpoints: [{addresses: ["2001:db8::1", "198.51.100.10"]}]
                parameters: {db: "dynamodb.us-east-1.amazonaws.com"}
              - name: us-west-2
                weight: 0
                endpoints: [{addresses: ["203.0.113.10", "2001:db8::2"]}]
                parameters: {db: "dynamodb.us-west-2.amazonaws.com"}
              checks:
              - {name: frontend, http: {url: "https://{target}/healthz", host: checkout.example.com}}
              - {name: ledger, interval: 10s, tcp: {address: "ledger.{region}.internal:5432"}}
              - {name: database, dns: {name: "{db}", resolvers: ["10.0.0.2:5353"]}}
            """;

    private final PolicyTranslator translator = new PolicyTranslator("test", "regional-failover", Optional.of("east"));

    @Test
    void aSpecBecomesWhatItsRoomsNeed() {
        PolicyModel model = accepted(POLICY);

        assertThat(model.generation()).isEqualTo(7);
        assertThat(model.publication().owner().label()).isEqualTo("shop/checkout");
        assertThat(model.publication().regions()).containsExactly("us-east-1", "us-west-2");
        assertThat(model.publication().entries())
                .containsExactly(
                        new Publication.Entry(
                                DnsName.of("checkout.example.com"),
                                "A",
                                30,
                                Map.of("us-east-1", List.of("198.51.100.10"), "us-west-2", List.of("203.0.113.10"))),
                        new Publication.Entry(
                                DnsName.of("checkout.example.com"),
                                "AAAA",
                                60,
                                Map.of("us-east-1", List.of("2001:db8::1"), "us-west-2", List.of("2001:db8::2"))));
        assertThat(model.rules().specHash())
                .isEqualTo(model.publication().specHash())
                .matches("[0-9a-f]{16}");
    }

    @Test
    void placeholdersAreFilledPerRegionAndIpv6StandsInBracketsInUrls() {
        PolicyModel model = accepted(POLICY);

        HttpProbe frontend = (HttpProbe) probe(model, "us-east-1", "frontend");
        assertThat(frontend.url()).hasToString("https://[2001:db8::1]/healthz");
        assertThat(frontend.host()).contains("checkout.example.com");
        assertThat(probe(model, "us-west-2", "ledger"))
                .isEqualTo(new TcpProbe("ledger.us-west-2.internal", 5432, Optional.empty()));
        assertThat(((DnsProbe) probe(model, "us-west-2", "database")).name())
                .isEqualTo("dynamodb.us-west-2.amazonaws.com");
    }

    @Test
    void aCheckThatDoesNotNameTheTargetIsShared() {
        PolicyModel model = accepted(POLICY);

        assertThat(model.rules().regions().getFirst().checks())
                .extracting(CheckRule::name, CheckRule::shared)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("frontend", false),
                        org.assertj.core.groups.Tuple.tuple("ledger", true),
                        org.assertj.core.groups.Tuple.tuple("database", true));
    }

    @Test
    void theRegionsOwnChecksCountForItAloneAndAreSharedByAllPolicies() {
        Region region = YAML.unmarshal("""
                apiVersion: regionalfailover.io/v1alpha1
                kind: Region
                metadata: {name: us-west-2}
                spec:
                  checks: [{name: uplink, tcp: {address: "gateway.{region}.internal:443"}}]
                """, Region.class);

        PolicyModel model = accepted(POLICY, Map.of("us-west-2", region), Map.of());

        ScopedProbe uplink = model.probes().get(new CheckKey("us-west-2", "region/uplink"));
        assertThat(uplink).isNotNull().extracting(ScopedProbe::scope).isEqualTo(ScopedProbe.OF_REGIONS);
        assertThat(model.probes()).doesNotContainKey(new CheckKey("us-east-1", "region/uplink"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "checkout.example.com | other.example.com | NameNotGranted | grants namespace \"shop\" [*.shop.example.com, checkout.example.com]",
                "checkout.example.com | checkout.example.org | InvalidSpec | is not within the zone",
                "{db} | {databse} | InvalidSpec | {databse} is unknown in region us-east-1; known there: [db, region, target]",
                "zone: example-com | zone: missing | InvalidReference | DnsZone \"missing\" does not exist",
                "name: us-west-2 | name: mars-1 | InvalidReference | spec.regions[1].name: Region \"mars-1\" does not exist",
                "203.0.113.10 | 2001:db8::9 | InvalidSpec | has nothing for A records",
                "internal:5432 | internal:70000 | InvalidSpec | host:port with a port from 1 to 65535",
            })
    void whatCannotBeCarriedOutIsRefusedWithASentence(String text, String instead, String reason, String says) {
        Translation translation =
                translate(POLICY.replace(text, instead), standardRegions(), Map.of(), instead.contains("missing"));

        assertThat(translation).isInstanceOfSatisfying(Translation.Refused.class, refused -> {
            assertThat(refused.reason().text()).isEqualTo(reason);
            assertThat(refused.message()).contains(says).startsWith("spec.");
        });
    }

    @Test
    void aNamespaceIsGrantedByItsLabelsToo() {
        String elsewhere = POLICY.replace("namespace: shop", "namespace: mint")
                .replace("checkout.example.com", "anything.example.com");

        assertThat(translate(elsewhere, standardRegions(), Map.of("tier", "gold"), false))
                .isInstanceOf(Translation.Accepted.class);
        assertThat(translate(elsewhere, standardRegions(), Map.of("tier", "silver"), false))
                .isInstanceOfSatisfying(
                        Translation.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.NAME_NOT_GRANTED));
    }

    @Test
    void caseTrailingDotAndWildcardDoNotGetAroundAGrant() {
        assertThat(translate(
                        POLICY.replace("checkout.example.com", "Other.Example.Com."),
                        standardRegions(),
                        Map.of(),
                        false))
                .isInstanceOf(Translation.Refused.class);
        assertThat(translate(
                        POLICY.replace("checkout.example.com", "\"*.example.com\""),
                        standardRegions(),
                        Map.of(),
                        false))
                .isInstanceOf(Translation.Refused.class);
        assertThat(accepted(POLICY.replace("checkout.example.com", "\"*.Shop.example.com.\""))
                        .publication()
                        .names())
                .containsExactly(DnsName.of("*.shop.example.com"));
    }

    @Test
    void theHashIsOfWhatIsPublished() {
        String hash = accepted(POLICY).rules().specHash();

        assertThat(accepted(POLICY.replace("interval: 10s", "interval: 20s"))
                        .rules()
                        .specHash())
                .isEqualTo(hash);
        assertThat(accepted(POLICY.replace("ttl: 30s", "ttl: 31s")).rules().specHash())
                .isNotEqualTo(hash);
        assertThat(accepted(POLICY.replace("weight: 0", "weight: 1")).rules().specHash())
                .isNotEqualTo(hash);
        assertThat(accepted(POLICY.replace("203.0.113.10", "203.0.113.11"))
                        .rules()
                        .specHash())
                .isNotEqualTo(hash);
    }

    @Test
    void aShorterTtlIsForEmbeddedZonesAndNotLongerThanTheRecordsOwn() {
        DnsZone route53 = YAML.unmarshal(ZONE, DnsZone.class);
        DnsZone embedded =
                YAML.unmarshal(ZONE.replace("{route53: {hostedZoneId: Z1}}", "{embedded: {}}"), DnsZone.class);
        String policy = POLICY.replace("zone: example-com", "zone: example-com\n    minTtl: 30s");
        assertThat(in(embedded, policy))
                .isInstanceOfSatisfying(
                        Translation.Accepted.class,
                        accepted -> assertThat(accepted.model().minTtlSeconds()).hasValue(30));
        assertThat(in(embedded, policy.replace("minTtl: 30s", "minTtl: 31s")))
                .isInstanceOfSatisfying(
                        Translation.Refused.class,
                        refused -> assertThat(refused.message())
                                .contains("spec.dns.minTtl: \"31s\": is longer than the ttl \"30s\""));
        assertThat(in(route53, policy))
                .isInstanceOfSatisfying(
                        Translation.Refused.class,
                        refused -> assertThat(refused.message()).contains("is allowed in embedded zones only"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{route53: {hostedZoneId: Z1}} | 243 | 240",
                "{embedded: {}} | 243 | 240",
                "{externalDns: {namespace: dns}} | 243 | 240",
                "{externalDns: {namespace: dns, weights: false}} | 238 | 235",
                "{rfc2136: {server: '10.0.0.53:53', tsig: {keyName: k., secretRef: {name: key}}}} | 238 | 235"
            })
    void aNameIsAtMostAsLongAsTheTextsBesideItAllow(String provider, int plain, int wildcard) {
        DnsZone zone = YAML.unmarshal(
                ZONE.replace("{route53: {hostedZoneId: Z1}}", provider).replace("checkout.example.com", "example.com"),
                DnsZone.class);
        for (String head : List.of("", "*.")) {
            int longest = head.isEmpty() ? plain : wildcard;
            assertThat(in(zone, POLICY.replace("name: checkout.example.com", "name: \"" + name(head, longest) + "\"")))
                    .isInstanceOf(Translation.Accepted.class);
            assertThat(in(
                            zone,
                            POLICY.replace("name: checkout.example.com", "name: \"" + name(head, longest + 1) + "\"")))
                    .isInstanceOfSatisfying(
                            Translation.Refused.class,
                            refused -> assertThat(refused.message())
                                    .startsWith("spec.dns.records[0].name: \"" + name(head, longest + 1) + "\" has "
                                            + (longest + 1) + " characters: at most " + longest + " are allowed"));
        }
    }

    private static String name(String head, int length) {
        String labels = head + ("x".repeat(62) + ".").repeat(3);
        String apex = ".shop.example.com";
        return labels + "y".repeat(length - labels.length() - apex.length()) + apex;
    }

    private Translation in(DnsZone zone, String policy) {
        return translator.translate(
                YAML.unmarshal(policy, FailoverPolicy.class),
                new References(Optional.of(zone), standardRegions(), Map.of(), Map.of()));
    }

    private static Object probe(PolicyModel model, String region, String check) {
        return Optional.ofNullable(model.probes().get(new CheckKey(region, check)))
                .orElseThrow()
                .probe()
                .target();
    }

    private PolicyModel accepted(String policy) {
        return accepted(policy, Map.of(), Map.of());
    }

    private PolicyModel accepted(String policy, Map<String, Region> special, Map<String, String> labels) {
        Map<String, Region> regions = new HashMap<>(standardRegions());
        regions.putAll(special);
        Translation translation = translate(policy, regions, labels, false);
        assertThat(translation).isInstanceOf(Translation.Accepted.class);
        return ((Translation.Accepted) translation).model();
    }

    private static Map<String, Region> standardRegions() {
        return Map.of("us-east-1", new Region(), "us-west-2", new Region());
    }

    private Translation translate(
            String policy, Map<String, Region> regions, Map<String, String> labels, boolean zoneMissing) {
        Optional<DnsZone> zone = zoneMissing ? Optional.empty() : Optional.of(YAML.unmarshal(ZONE, DnsZone.class));
        return translator.translate(
                YAML.unmarshal(policy, FailoverPolicy.class), new References(zone, regions, labels, Map.of()));
    }
}
