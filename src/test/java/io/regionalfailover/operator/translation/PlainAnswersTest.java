package io.regionalfailover.operator.translation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.regionalfailover.api.v1alpha1.DnsZone;
import io.regionalfailover.api.v1alpha1.FailoverPolicy;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlainAnswersTest {
    private static final KubernetesSerialization YAML = new KubernetesSerialization();
    private static final String PLAIN =
            "{rfc2136: {server: '10.0.0.53:53', tsig: {keyName: k., secretRef: {name: dns-key}}}}";
    private static final String AT_ONCE = "{steps: [100]}";
    private static final String IN_STEPS = "in steps a region answers in full while it has any share";

    @Test
    void aStandbyThatTakesOverAtOnceMissesNothing() {
        assertThat(lost(PLAIN, "A", 100, 0, AT_ONCE)).isEmpty();
        assertThat(lost(PLAIN, "A", 50, 50, AT_ONCE)).isEmpty();
    }

    @Test
    void unequalWeightsStepsAndCnamesAreSaid() {
        assertThat(lost(PLAIN, "A", 90, 10, AT_ONCE))
                .contains("plain DNS has no weights: unequal weights answer alike");
        assertThat(lost(PLAIN, "A", 100, 0, "{steps: [25, 100]}")).contains("plain DNS has no weights: " + IN_STEPS);
        assertThat(lost(PLAIN, "CNAME", 50, 50, "{}"))
                .contains("plain DNS has no weights: a CNAME answers with the region of the largest share alone, "
                        + IN_STEPS);
    }

    @Test
    void whereWeightsAreCarriedNothingIsSaid() {
        assertThat(lost("{embedded: {}}", "CNAME", 90, 10, "{steps: [25, 100]}"))
                .isEmpty();
        assertThat(lost("{route53: {hostedZoneId: Z1}}", "A", 90, 10, "{steps: [25, 100]}"))
                .isEmpty();
    }

    @Test
    void externalDnsIsLateAndWithoutWeightsPlain() {
        String late = "ExternalDNS carries changes out in its own time, without a fence in DNS";
        assertThat(lost("{externalDns: {namespace: dns}}", "A", 90, 10, "{}")).contains(late);
        assertThat(lost("{externalDns: {namespace: dns, weights: false}}", "A", 100, 0, AT_ONCE))
                .contains(late);
        assertThat(lost("{externalDns: {namespace: dns, weights: false}}", "A", 90, 10, AT_ONCE))
                .contains(late + "; plain DNS has no weights: unequal weights answer alike");
    }

    @Test
    void luaRecordsCarryThemOnceTheServerHasShownIt() {
        String lua = PLAIN.replace("{rfc2136: {", "{rfc2136: {luaRecords: true, ");
        assertThat(lost(lua, "A", 90, 10, AT_ONCE))
                .contains("shares need LUA records, and DnsZone \"z\" is not Ready: unequal weights answer alike");
        assertThat(lost(lua + "}\nstatus: {conditions: [{type: Ready, status: 'True'}]", "A", 90, 10, AT_ONCE))
                .isEmpty();
        assertThat(lost(lua + "}\nstatus: {conditions: [{type: Ready, status: 'False'}]", "A", 90, 10, AT_ONCE))
                .isPresent();
    }

    private static Optional<String> lost(String provider, String type, int east, int west, String failback) {
        DnsZone zone = YAML.unmarshal(
                "metadata: {name: z}\nspec: {domainName: example.com, provider: " + provider + "}", DnsZone.class);
        FailoverPolicy policy = YAML.unmarshal("""
                metadata: {name: checkout, namespace: shop}
                spec:
                  dns: {zone: z, records: [{name: checkout.example.com, type: %s}]}
                  regions: [{name: east, weight: %d}, {name: west, weight: %d}]
                  failback: %s
                """.formatted(type, east, west, failback), FailoverPolicy.class);
        return PlainAnswers.of(zone, policy.getSpec());
    }
}
