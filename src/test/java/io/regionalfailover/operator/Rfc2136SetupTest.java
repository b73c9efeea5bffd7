package io.regionalfailover.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.regionalfailover.api.v1alpha1.DnsZone;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.operator.ZoneSetup.Rfc2136;
import io.regionalfailover.operator.ZoneSetup.Tsig;
import io.regionalfailover.operator.secrets.Secrets;
import io.regionalfailover.operator.translation.SecretMentions;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class Rfc2136SetupTest {
    private static final KubernetesSerialization YAML = new KubernetesSerialization();
    private static final String TSIG =
            "tsig: {keyName: k., algorithm: hmac-sha512, secretRef: {name: dns-key, key: tsig}}";

    @Test
    void whatTheSpecSaysIsTakenOver() {
        assertThat(ZoneSetup.of(zone("{server: '[2001:db8::53]:5353', " + TSIG + "}")))
                .isEqualTo(new Rfc2136(
                        DnsName.of("example.com"),
                        InetSocketAddress.createUnresolved("2001:db8::53", 5_353),
                        new Tsig("k.", "hmac-sha512", "dns-key", "tsig"),
                        false));
    }

    @Test
    void theKeyIsNoPartOfWhichZoneItIs() {
        ZoneSetup some = ZoneSetup.of(zone("{server: '10.0.0.53:53', " + TSIG + "}"));
        ZoneSetup other =
                ZoneSetup.of(zone("{server: '10.0.0.53:53', tsig: {keyName: other, secretRef: {name: other-key}}}"));
        assertThat(some.identity()).isEqualTo(other.identity());
        assertThat(some.account()).isEqualTo(other.account()).isEqualTo("rfc2136/10.0.0.53:53");
        assertThat(some).as("but the zone is opened anew").isNotEqualTo(other);
        assertThat(some.description()).isEqualTo("zone example.com at 10.0.0.53:53");
    }

    @Test
    void itsSecretIsReadInTheOperatorsNamespace() {
        assertThat(new SecretMentions("system").of(zone("{server: '10.0.0.53:53', " + TSIG + "}")))
                .containsExactly(new Secrets.Key("system", "dns-key"));
    }

    private static DnsZone zone(String rfc2136) {
        return YAML.unmarshal(
                "metadata: {name: example-com}\nspec: {domainName: example.com, provider: {rfc2136: " + rfc2136 + "}}",
                DnsZone.class);
    }
}
