package io.regionalfailover.operator.translation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.regionalfailover.api.v1alpha1.DnsZone;
import io.regionalfailover.decision.Reason;
import io.regionalfailover.dns.DnsName;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whose names a zone lets a namespace publish. */
class GrantReachTest {
    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    private static Optional<String> refused(String grants, String namespace, String name) {
        DnsZone zone = YAML.unmarshal(
                "metadata: {name: example-com}\nspec: {domainName: example.com, provider: {route53: {hostedZoneId: Z1}}"
                        + grants + "}",
                DnsZone.class);
        try {
            Grants.check(
                    zone,
                    new Grants.Namespace(namespace, Map.of("tier", "gold")),
                    "regional-failover",
                    "spec.dns.records[0].name",
                    DnsName.of(name));
            return Optional.empty();
        } catch (RefusedException e) {
            assertThat(e.reason()).isEqualTo(Reason.NAME_NOT_GRANTED);
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    @Test
    void aZoneWithoutGrantsIsTheOperatorsNamespacesAlone() {
        assertThat(refused("", "regional-failover", "checkout.example.com")).isEmpty();
        assertThat(refused("", "shop", "checkout.example.com"))
                .hasValueSatisfying(why -> assertThat(why)
                        .contains("has no grants, so only namespace \"regional-failover\" may publish in it"));
    }

    @Test
    void aZoneWithAnEmptyListOfGrantsIsNobodys() {
        for (String namespace : new String[] {"regional-failover", "shop"}) {
            assertThat(refused(", grants: []", namespace, "checkout.example.com"))
                    .hasValueSatisfying(
                            why -> assertThat(why).contains("grants namespace \"" + namespace + "\" no name"));
        }
    }

    @Test
    void aGrantIsOfItsNamespacesAndItsNames() {
        String grants =
                ", grants: [{name: a, namespaces: {names: [shop]}, recordNames: [\"*.shop.example.com\", pay.example.com]},"
                        + " {name: b, namespaces: {selector: {matchLabels: {tier: silver}}}, recordNames: []}]";
        assertThat(refused(grants, "shop", "pay.example.com")).isEmpty();
        assertThat(refused(grants, "shop", "a.b.shop.example.com")).isEmpty();
        assertThat(refused(grants, "shop", "*.shop.example.com")).isEmpty();
        for (String name :
                new String[] {"shop.example.com", "xshop.example.com", "*.example.com", "a.pay.example.com"}) {
            assertThat(refused(grants, "shop", name)).as(name).isPresent();
        }
        assertThat(refused(grants, "other", "pay.example.com"))
                .as("another namespace")
                .isPresent();
        assertThat(refused(grants.replace("silver", "gold"), "other", "pay.example.com"))
                .as("by its label")
                .isEmpty();
    }
}
