package io.regionalfailover.acceptance;

import static io.regionalfailover.testing.operator.Shop.EAST;
import static io.regionalfailover.testing.operator.Shop.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.regionalfailover.api.v1alpha1.FailoverPolicyStatus;
import io.regionalfailover.testing.operator.Installed;
import io.regionalfailover.testing.operator.Kinds;
import io.regionalfailover.testing.operator.Shop;
import io.regionalfailover.testing.operator.World;
import io.regionalfailover.testing.process.GoProgram;
import io.regionalfailover.testing.process.TiedProcess;
import io.regionalfailover.testing.route53.Route53StandIn;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A failover that ExternalDNS' own code carries to Route 53. */
class ExternalDnsIT {
    private final World world = World.usual();

    @BeforeAll
    static void install() {
        Kinds.installExternalDns(World.usual().kube());
    }

    @Test
    void externalDnsCarriesAFailoverOut() throws IOException {
        try (Shop shop = world.shop();
                TiedProcess externalDns = externalDns(shop)) {
            Installed.withExternalDns(world, shop.namespace());
            shop.handOver();
            shop.apply(shop.policy());
            shop.awaitSteady();
            assertThat(shop.zone().weights()).isEqualTo(Map.of(EAST, 100L, WEST, 0L));

            shop.east().stop();
            FailoverPolicyStatus status = shop.await(
                    "every name server shows it",
                    now -> now.lastFailover() != null && now.lastFailover().observedAt() != null);
            assertThat(shop.zone().weights()).isEqualTo(Map.of(EAST, 0L, WEST, 100L));
            assertThat(Objects.requireNonNull(status.plan()).inSyncAt())
                    .as("nobody says so but the servers")
                    .isNull();
            shop.east().resume();
            shop.awaitSteady();
            Shop.until("traffic is back", () -> shop.zone().weights().equals(Map.of(EAST, 100L, WEST, 0L)));
            assertThat(externalDns.isAlive()).isTrue();
            List<?> entries = object(shop).get("spec", "endpoints");
            assertThat(entries)
                    .as("a fence, the velocity ledger and a set for each region")
                    .hasSizeGreaterThanOrEqualTo(3);
        }
    }

    @Test
    void aZoneWithoutItsKindSaysWhatToDo() {
        try (Shop shop = world.shop()) {
            shop.handOver();
            shop.apply(shop.policy());

            FailoverPolicyStatus status = shop.await(
                    "a sentence", now -> now.message() != null && now.message().contains("dnsendpoints"));

            assertThat(status.message())
                    .contains(
                            "the operator has no right to; get, create and patch on dnsendpoints of externaldns.k8s.io in"
                                    + " namespace \"" + shop.namespace() + "\" are needed");
        }
    }

    private GenericKubernetesResource object(Shop shop) {
        return world.kube()
                .genericKubernetesResources("externaldns.k8s.io/v1alpha1", "DNSEndpoint")
                .inNamespace(shop.namespace())
                .withName("regional-failover-" + shop.domain())
                .get();
    }

    private TiedProcess externalDns(Shop shop) throws IOException {
        Route53StandIn route53 = world.route53();
        return TiedProcess.command(
                        Path.of("target", "acceptance", "externaldns.log"),
                        List.of(
                                GoProgram.built("externaldns").toString(),
                                world.cluster().kubeconfig().toString(),
                                shop.namespace(),
                                shop.zone().id(),
                                shop.domain()))
                .env("AWS_ENDPOINT_URL_ROUTE_53", route53.endpoint().toString())
                .env("AWS_ACCESS_KEY_ID", "AKIDEXTERNALDNS")
                .env("AWS_SECRET_ACCESS_KEY", "secret")
                .env("AWS_REGION", "us-east-1")
                .start();
    }
}
