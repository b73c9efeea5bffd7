package io.regionalfailover.operator.translation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.regionalfailover.api.v1alpha1.DnsZone;
import io.regionalfailover.api.v1alpha1.FailoverPolicy;
import io.regionalfailover.api.v1alpha1.Region;
import io.regionalfailover.decision.Reason;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GateTranslatorTest {
    private static final KubernetesSerialization YAML = new KubernetesSerialization();
    private static final String GATE =
            ", gate: {instances: [{region: east, url: \"https://e.example.net\"}, {region: west, url: \"https://w.example.net\"}]}";
    private static final String POLICY = """
            metadata: {name: checkout, namespace: shop, generation: 1}
            spec:
              dns: {zone: example-com, gate: true, records: [{name: checkout.example.com, type: A}]}
              regions:
              - {name: east, weight: 100, endpoints: [{addresses: ["192.0.2.1"]}]}
              - {name: west, weight: 0, endpoints: [{addresses: ["192.0.2.2"]}]}
              checks:
              - {name: frontend, tcp: {address: "{target}:443"}}
            """;

    private static Translation translate(String gate, String policy) {
        return new PolicyTranslator("test", "shop", Optional.empty())
                .translate(
                        YAML.unmarshal(policy, FailoverPolicy.class),
                        new References(
                                Optional.of(YAML.unmarshal("""
                                        metadata: {name: example-com}
                                        spec: {domainName: example.com, provider: {route53: {hostedZoneId: Z1%s}}}
                                        """.formatted(gate), DnsZone.class)),
                                Map.of("east", new Region(), "west", new Region(), "north", new Region()),
                                Map.of(),
                                Map.of()));
    }

    private static PolicyModel accepted(String policy) {
        return ((Translation.Accepted) translate(GATE, policy)).model();
    }

    private static String refused(Reason reason, String gate, String policy) {
        Translation.Refused refused = (Translation.Refused) translate(gate, policy);
        assertThat(refused.reason()).isEqualTo(reason);
        return refused.message();
    }

    @Test
    void aGatedPolicyHangsAndAnotherDoesNot() {
        assertThat(accepted(POLICY).publication().isGated()).isTrue();
        assertThat(accepted(POLICY.replace("gate: true, ", "")).publication().isGated())
                .isFalse();
    }

    @Test
    void theGateIsPartOfWhatIsPublished() {
        assertThat(accepted(POLICY).rules().specHash())
                .isNotEqualTo(
                        accepted(POLICY.replace("gate: true, ", "")).rules().specHash());
    }

    @Test
    void whatAGateCannotDoIsRefused() {
        assertThat(refused(Reason.INVALID_REFERENCE, "", POLICY))
                .isEqualTo("spec.dns.gate: true, and DnsZone \"example-com\" has no gate: a DnsZone with"
                        + " spec.provider.route53.gate is allowed");
        assertThat(refused(Reason.INVALID_REFERENCE, GATE, POLICY.replace("name: west", "name: north")))
                .contains("region \"north\" has no instance in the gate of DnsZone \"example-com\"");
        assertThat(refused(Reason.INVALID_SPEC, GATE, POLICY.replace("spec:", "spec:\n  mode: Manual")))
                .contains("true with spec.mode Manual: Automatic is allowed");
        assertThat(refused(Reason.INVALID_SPEC, GATE, POLICY.replace("spec:", "spec:\n  failover: {steps: [50, 100]}")))
                .contains("true with spec.failover.steps [50, 100]: [100] is allowed");
    }
}
