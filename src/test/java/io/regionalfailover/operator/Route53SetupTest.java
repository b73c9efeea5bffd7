package io.regionalfailover.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.regionalfailover.api.v1alpha1.DnsZone;
import io.regionalfailover.operator.ZoneSetup.Route53;
import io.regionalfailover.operator.ZoneSetup.Route53Access;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class Route53SetupTest {
    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    @Test
    void whoAsksIsNoPartOfWhichZoneItIs() {
        Route53 some = setup("{hostedZoneId: Z1}");
        Route53 other = setup("{hostedZoneId: Z1, credentialsSecretRef: {name: aws}}");
        assertThat(some.identity())
                .isEqualTo(other.identity())
                .isNotEqualTo(setup("{hostedZoneId: Z2}").identity());
        assertThat(some)
                .as("but the zone is opened anew")
                .isNotEqualTo(other)
                .isEqualTo(setup("{hostedZoneId: Z1, private: false}"));
    }

    @Test
    void whatIsOneAccountSharesABudget() {
        assertThat(account("{hostedZoneId: Z1}")).isEqualTo(account("{hostedZoneId: Z2}"));
        assertThat(account("{hostedZoneId: Z1, credentialsSecretRef: {name: aws}}"))
                .isEqualTo(account("{hostedZoneId: Z2, credentialsSecretRef: {name: aws}}"))
                .isNotEqualTo(account("{hostedZoneId: Z2, credentialsSecretRef: {name: other}}"))
                .isNotEqualTo(account("{hostedZoneId: Z1}"));
        String role = "roleArn: 'arn:aws:iam::111111111111:role/%s'";
        assertThat(account("{hostedZoneId: Z1, " + role.formatted("a") + "}"))
                .as("two roles of one account, whoever assumes them")
                .isEqualTo(account(
                        "{hostedZoneId: Z1, credentialsSecretRef: {name: aws}, " + role.formatted("dns/b") + "}"))
                .isNotEqualTo(account("{hostedZoneId: Z1, roleArn: 'arn:aws:iam::222222222222:role/a'}"));
    }

    @Test
    void whatTheSpecSaysIsTakenOver() {
        assertThat(setup("{hostedZoneId: Z1, private: true, credentialsSecretRef: {name: aws}, roleArn:"
                        + " 'arn:aws:iam::111111111111:role/a'}"))
                .isEqualTo(new Route53(
                        "Z1",
                        true,
                        new Route53Access(Optional.of("aws"), Optional.of("arn:aws:iam::111111111111:role/a"))));
    }

    private static String account(String route53) {
        return setup(route53).access().account();
    }

    private static Route53 setup(String route53) {
        DnsZone zone = YAML.unmarshal("""
                metadata: {name: example-com}
                spec: {domainName: example.com, provider: {route53: %s}}
                """.formatted(route53), DnsZone.class);
        return (Route53) ZoneSetup.of(zone);
    }
}
