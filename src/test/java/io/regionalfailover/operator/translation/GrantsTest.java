package io.regionalfailover.operator.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.regionalfailover.api.v1alpha1.DnsZone;
import io.regionalfailover.api.v1alpha1.FailoverPolicy;
import io.regionalfailover.api.v1alpha1.Region;
import io.regionalfailover.decision.Reason;
import io.regionalfailover.dns.DnsName;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No way to write a name gets it published by a namespace that it was not granted to. */
class GrantsTest {
    private static final KubernetesSerialization YAML = new KubernetesSerialization();
    private static final Grants.Namespace SHOP = new Grants.Namespace("shop", Map.of("tier", "bronze"));
    private static final Grants.Namespace OPERATOR = new Grants.Namespace("regional-failover", Map.of());

    @ParameterizedTest
    @CsvSource({
        // pattern, name, may it
        "*.shop.example.com,a.shop.example.com,true",
        "*.shop.example.com,a.b.c.shop.example.com,true",
        "*.shop.example.com,A.Shop.EXAMPLE.com.,true",
        "*.SHOP.Example.COM.,a.shop.example.com,true",
        "*.shop.example.com,*.shop.example.com,true",
        "*.shop.example.com,*.a.shop.example.com,true",
        "*.shop.example.com,shop.example.com,false",
        "*.shop.example.com,.shop.example.com,refused",
        "*.shop.example.com,evilshop.example.com,false",
        "*.shop.example.com,evil-shop.example.com,false",
        "*.shop.example.com,shop.example.com.example.com,false",
        "*.shop.example.com,a.shop.example.community,false",
        "*.shop.example.com,*.example.com,false",
        "*.shop.example.com,a.shop-example.com,false",
        "*.shop.example.com,a\\.shop.example.com,refused",
        "*.shop.example.com,\\052.shop.example.com,refused",
        "*.shop.example.com,a.*.shop.example.com,refused",
        "*.shop.example.com,**.shop.example.com,refused",
        "*.shop.example.com,a*.shop.example.com,refused",
        "*.shop.example.com,a..shop.example.com,refused",
        "*.shop.example.com,a.shop.example.com..,refused",
        "*.shop.example.com,a b.shop.example.com,refused",
        "*.shop.example.com,a/b.shop.example.com,refused",
        "checkout.example.com,checkout.example.com.,true",
        "checkout.example.com,a.checkout.example.com,false",
        "checkout.example.com,xcheckout.example.com,false",
        "checkout.example.com,*.example.com,false",
        // IDN: one name, however it is written; one that looks alike is another.
        "*.bücher.example.com,a.xn--bcher-kva.example.com,true",
        "*.xn--bcher-kva.example.com,a.BÜCHER.example.com,true",
        "*.bücher.example.com,a.bucher.example.com,false",
        "checkout.example.com,chеckout.example.com,false",
        "checkout.example.com,ｃｈｅｃｋｏｕｔ．example．com,true",
        "shop.example.com,ѕhop.example.com,false",
        "shop.example.com,shop。example。com,true",
    })
    void aNameIsCoveredByWhatItIsNotByHowItIsWritten(String pattern, String name, String may) {
        if (may.equals("refused")) {
            assertThatThrownBy(() -> DnsName.of(name)).isInstanceOf(IllegalArgumentException.class);
        } else {
            assertThat(Grants.matches(DnsName.of(pattern), DnsName.of(name))).isEqualTo(Boolean.valueOf(may));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "_failover.checkout.example.com",
                "_Failover.checkout.example.com",
                "_failover-velocity.example.com",
                "_failover-heartbeat.east.example.com",
                "a._FAILOVER.example.com",
                "_failoverx.example.com",
                "＿failover.example.com",
                "*._failover.example.com",
                "_any.shop.example.com",
            })
    void namesOfFencesAreNobodys(String name) {
        Translation translation = translate(name, "grants: [{name: all, namespaces: {names: [shop]}}]");

        assertThat(translation)
                .isInstanceOfSatisfying(
                        Translation.Refused.class,
                        refused -> assertThat(refused.message()).contains("kept for"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "grants: [{name: g, namespaces: {names: [shop]}, recordNames: ['*.shop.example.com']}] | true",
                "grants: [{name: g, namespaces: {names: [shop]}}] | true",
                "grants: [{name: g, namespaces: {selector: {matchLabels: {tier: bronze}}}}] | true",
                "grants: [{name: g, namespaces: {selector: {matchLabels: {tier: bronze, paid: 'yes'}}}}] | false",
                "grants: [{name: g, namespaces: {names: [Shop, shop2, sho, '*']}}] | false",
                "grants: [{name: g, namespaces: {names: [other]}, recordNames: ['*.shop.example.com']}] | false",
                "grants: [{name: g, namespaces: {names: [shop]}, recordNames: ['*.other.example.com']}, {name: h, namespaces: {names: [other]}}] | false",
                "grants: [] | false",
                "mode: '' | false",
            })
    void whoWasGrantedNothingPublishesNothing(String grants, boolean may) {
        Translation translation = translate("a.shop.example.com", grants);

        assertThat(translation instanceof Translation.Accepted).isEqualTo(may);
        if (translation instanceof Translation.Refused refused) {
            assertThat(refused.reason()).isEqualTo(Reason.NAME_NOT_GRANTED);
        }
    }

    @Test
    void withoutGrantsOnlyTheOperatorsOwnNamespacePublishes() {
        DnsZone zone = zone("mode: ''");

        Grants.check(zone, OPERATOR, "regional-failover", "f", DnsName.of("a.example.com"));
        assertThatThrownBy(() -> Grants.check(zone, SHOP, "regional-failover", "f", DnsName.of("a.example.com")))
                .hasMessageContaining("has no grants, so only namespace \"regional-failover\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.com.evil.org", "evilexample.com", "com", "example.co", "xn--example-.com"})
    void aNameOutsideTheZoneIsNobodys(String name) {
        assertThat(translate(name, "grants: [{name: all, namespaces: {names: [shop]}}]"))
                .isInstanceOfSatisfying(
                        Translation.Refused.class,
                        refused -> assertThat(refused.message()).contains("is not within the zone"));
    }

    private static DnsZone zone(String grants) {
        return YAML.unmarshal("""
                metadata: {name: example-com}
                spec:
                  domainName: example.com
                  provider: {route53: {hostedZoneId: Z1}}
                  %s
                """.formatted(grants), DnsZone.class);
    }

    private static Translation translate(String name, String grants) {
        FailoverPolicy policy = YAML.unmarshal("""
                metadata: {name: checkout, namespace: shop, generation: 1}
                spec:
                  dns: {zone: example-com, records: [{name: "%s", type: A}]}
                  regions:
                  - {name: east, endpoints: [{addresses: ["192.0.2.1"]}]}
                  checks: []
                """.formatted(name), FailoverPolicy.class);
        return new PolicyTranslator("test", "regional-failover", Optional.empty())
                .translate(
                        policy,
                        new References(
                                Optional.of(zone(grants)),
                                Map.of("east", new Region()),
                                Map.of("tier", "bronze"),
                                Map.of()));
    }
}
