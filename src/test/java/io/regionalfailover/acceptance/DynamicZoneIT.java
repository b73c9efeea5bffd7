package io.regionalfailover.acceptance;

import static io.regionalfailover.testing.operator.Shop.EAST;
import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.DnsjavaAsker;
import io.regionalfailover.dns.NameserverAsker.Answer;
import io.regionalfailover.testing.chart.Chart;
import io.regionalfailover.testing.dns.DynamicServer;
import io.regionalfailover.testing.operator.Shop;
import io.regionalfailover.testing.operator.World;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole operator on a zone at a real BIND. */
class DynamicZoneIT {
    private static final DnsName NAME = DnsName.of("www.example.com");
    private static final DnsjavaAsker ASKER = new DnsjavaAsker(Duration.ofSeconds(5));
    private static final String SECRET = "bind-key";

    private final World world = World.usual();

    @Test
    void trafficMovesAndAKeyIsExchangedWithoutARestart(@TempDir Path folder) {
        try (DynamicServer bind = DynamicServer.Kind.BIND.start(folder, 0);
                Shop shop = world.shop()) {
            applySecret(DynamicServer.SECRET);
            applyZone(shop, bind);
            shop.apply(shop.policy()
                    .with("dns", "{zone: bind-example, records: [{name: %s, type: A, ttl: 1s}]}".formatted(NAME)));
            shop.awaitSteady();
            assertThat(answers(bind)).containsExactly("127.0.0.1");

            shop.east().stop();
            shop.awaitPhase("FailedOver");
            assertThat(answers(bind)).containsExactly("127.0.0.2");

            byte[] next = "another one for the same key".getBytes(StandardCharsets.US_ASCII);
            bind.exchangeSecret(next);
            shop.east().resume();
            shop.await(
                    "what is wrong with the key",
                    status -> String.valueOf(status)
                            .contains("finds that the Secret does not hold the secret of its key"));
            assertThat(answers(bind)).as("what is published goes on").containsExactly("127.0.0.2");

            applySecret(next);
            shop.awaitSteady();
            assertThat(answers(bind)).containsExactly("127.0.0.1");
            assertThat(shop.status().serving()).isEqualTo(EAST + "=100");
        }
    }

    private void applyZone(Shop shop, DynamicServer bind) {
        String server = "127.0.0.1:" + bind.address().getPort();
        world.apply("""
                apiVersion: regionalfailover.io/v1alpha1
                kind: DnsZone
                metadata: {name: bind-example}
                spec:
                  domainName: example.com
                  provider: {rfc2136: {server: "%1$s", tsig: {keyName: %2$s, algorithm: %3$s, secretRef: {name: %4$s, key: secret}}}}
                  grants: [{name: all, namespaces: {names: [%5$s]}}]
                  nameservers: ["%1$s"]
                """.formatted(server, DynamicServer.KEY, DynamicServer.ALGORITHM, SECRET, shop.namespace()));
    }

    private void applySecret(byte[] secret) {
        world.apply("""
                apiVersion: v1
                kind: Secret
                metadata: {namespace: %s, name: %s}
                stringData: {secret: "%s"}
                """.formatted(Chart.NAMESPACE, SECRET, Base64.getEncoder().encodeToString(secret)));
    }

    private static List<String> answers(DynamicServer bind) {
        return ASKER.ask(bind.address(), NAME, "A") instanceof Answer.Authoritative(List<String> values)
                ? values
                : List.of();
    }
}
