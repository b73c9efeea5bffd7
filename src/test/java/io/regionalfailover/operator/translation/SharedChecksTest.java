package io.regionalfailover.operator.translation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.regionalfailover.api.v1alpha1.DnsZone;
import io.regionalfailover.api.v1alpha1.FailoverPolicy;
import io.regionalfailover.api.v1alpha1.Region;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which checks come to the same in every region. */
class SharedChecksTest {
    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    private static List<String> shared(String check, String regionCheck) {
        FailoverPolicy policy = YAML.unmarshal("""
                metadata: {name: checkout, namespace: shop, generation: 1}
                spec:
                  dns: {zone: example-com, records: [{name: checkout.example.com, type: A}]}
                  regions:
                  - {name: east, endpoints: [{addresses: ["192.0.2.1"]}], parameters: {db: db.east, one: same}}
                  - {name: west, endpoints: [{addresses: ["192.0.2.2"]}], parameters: {db: db.west, one: same}}
                  checks:
                  - {name: frontend, tcp: {address: "{target}:443"}}
                  - {name: checked, %s}
                """.formatted(check), FailoverPolicy.class);
        DnsZone zone = YAML.unmarshal("""
                metadata: {name: example-com}
                spec: {domainName: example.com, provider: {route53: {hostedZoneId: Z1}}}
                """, DnsZone.class);
        String region = "metadata: {name: %s}\nspec: {checks: [" + regionCheck + "]}";
        Translation translation = new PolicyTranslator("test", "shop", Optional.empty())
                .translate(
                        policy,
                        new References(
                                Optional.of(zone),
                                Map.of(
                                        "east", YAML.unmarshal(region.formatted("east"), Region.class),
                                        "west", YAML.unmarshal(region.formatted("west"), Region.class)),
                                Map.of(),
                                Map.of()));
        assertThat(translation).isInstanceOf(Translation.Accepted.class);
        return ((Translation.Accepted) translation).model().sharedChecks();
    }

    private static List<String> shared(String check) {
        return shared(check, "");
    }

    @Test
    void oneAddressForAllIsShared() {
        assertThat(shared("tcp: {address: \"ledger.internal:5432\"}")).containsExactly("checked");
        assertThat(shared("http: {url: \"https://{one}.example.net/\"}"))
                .as("a parameter with one value in all regions")
                .containsExactly("checked");
    }

    @Test
    void whatNamesTheRegionIsNot() {
        assertThat(shared("tcp: {address: \"{target}:443\"}")).isEmpty();
        assertThat(shared("dns: {name: \"{db}\"}")).isEmpty();
        assertThat(shared("tcp: {address: \"ledger.{region}.internal:5432\"}")).isEmpty();
    }

    @Test
    void whatDecidesNothingOrIsSomethingElseInEachRegionIsNot() {
        assertThat(shared("severity: Warning, tcp: {address: \"ledger.internal:5432\"}"))
                .isEmpty();
        assertThat(shared("from: Region, tcp: {address: \"ledger.internal:5432\"}"))
                .isEmpty();
        assertThat(shared("workload: {kind: Deployment, name: web}"))
                .as("it is looked for in each region's own cluster")
                .isEmpty();
    }

    @Test
    void theRegionsOwnChecksCountToo() {
        String frontend = "tcp: {address: \"{target}:443\"}";
        assertThat(shared(frontend, "{name: backbone, tcp: {address: \"192.0.2.99:443\"}}"))
                .containsExactly("region/backbone");
        assertThat(shared(frontend, "{name: backbone, tcp: {address: \"{region}.example.net:443\"}}"))
                .isEmpty();
    }
}
