package io.regionalfailover.operator.translation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.regionalfailover.api.v1alpha1.DnsZone;
import io.regionalfailover.api.v1alpha1.FailoverPolicy;
import io.regionalfailover.api.v1alpha1.Region;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is handed in again and again is translated once. */
class LastTranslationTest {
    private static final KubernetesSerialization YAML = new KubernetesSerialization();
    private static final String POLICY = """
            metadata: {name: checkout, namespace: shop, generation: 7, resourceVersion: "12"}
            spec:
              dns: {zone: example-com, records: [{name: checkout.example.com, type: A}]}
              regions:
              - {name: east, weight: 100, endpoints: [{addresses: ["192.0.2.1"]}]}
              - {name: west, weight: 0, endpoints: [{addresses: ["192.0.2.2"]}]}
              checks:
              - {name: frontend, tcp: {address: "{target}:443"}}
            """;
    private static final String ZONE = """
            metadata: {name: example-com}
            spec: {domainName: example.com, provider: {route53: {hostedZoneId: Z1}}}
            """;

    private final LastTranslation translation =
            new LastTranslation(new PolicyTranslator("test", "shop", Optional.empty()));

    private Translation of(String policy, String zone, Map<String, Region> regions) {
        return translation.of(
                YAML.unmarshal(policy, FailoverPolicy.class),
                new References(Optional.of(YAML.unmarshal(zone, DnsZone.class)), regions, Map.of(), Map.of()));
    }

    @Test
    void whatIsHandedInAgainIsTheSameModel() {
        Map<String, Region> regions = Map.of("east", new Region(), "west", new Region());
        Translation first = of(POLICY, ZONE, regions);

        assertThat(first).isInstanceOf(Translation.Accepted.class);
        assertThat(of(POLICY, ZONE, regions)).isSameAs(first);
        assertThat(of(POLICY.replace("\"12\"", "\"13\""), ZONE, regions))
                .as("a status was written")
                .isSameAs(first);
    }

    @Test
    void whateverItRefersToCounts() {
        FailoverPolicy policy = YAML.unmarshal(POLICY, FailoverPolicy.class);
        Optional<DnsZone> zone = Optional.of(YAML.unmarshal(ZONE, DnsZone.class));
        Map<String, Region> regions = Map.of("east", new Region(), "west", new Region());
        Translation first = translation.of(policy, new References(zone, regions, Map.of(), Map.of()));
        assertThat(translation.of(policy, new References(zone, regions, Map.of("team", "payments"), Map.of())))
                .isNotSameAs(first);

        Region other = YAML.unmarshal("""
                metadata: {name: west}
                spec: {checks: [{name: edge, tcp: {address: "192.0.2.9:443"}}]}
                """, Region.class);
        Translation checked = translation.of(
                policy, new References(zone, Map.of("east", new Region(), "west", other), Map.of(), Map.of()));
        assertThat(checked).isInstanceOf(Translation.Accepted.class).isNotEqualTo(first);

        Translation unready = translation.of(
                policy,
                new References(
                        Optional.of(YAML.unmarshal(
                                ZONE + "status: {conditions: [{type: Ready, status: \"False\"}]}\n", DnsZone.class)),
                        regions,
                        Map.of(),
                        Map.of()));
        assertThat(unready).isNotSameAs(checked);
    }

    @Test
    void anotherPolicyOrAnotherZoneOrARegionThatIsGoneIsAnotherTranslation() {
        Map<String, Region> regions = Map.of("east", new Region(), "west", new Region());
        Translation first = of(POLICY, ZONE, regions);

        Translation heavier = of(
                POLICY.replace("west, weight: 0", "west, weight: 50").replace("generation: 7", "generation: 8"),
                ZONE,
                regions);
        assertThat(heavier).isInstanceOf(Translation.Accepted.class).isNotEqualTo(first);
        assertThat(of(POLICY, ZONE.replace("domainName: example.com", "domainName: example.org"), regions))
                .isInstanceOf(Translation.Refused.class);
        assertThat(of(POLICY, ZONE, Map.of("east", new Region()))).isInstanceOf(Translation.Refused.class);
        assertThat(of(POLICY, ZONE, regions)).isEqualTo(first);
    }
}
