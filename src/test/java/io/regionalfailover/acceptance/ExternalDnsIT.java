package io.regionalfailover.acceptance;

import static io.regionalfailover.testing.operator.Shop.EAST;
import static io.regionalfailover.testing.operator.Shop.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.regionalfailover.api.v1alpha1.FailoverPolicyStatus;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.DnsjavaAsker;
import io.regionalfailover.dns.NameserverAsker;
import io.regionalfailover.testing.operator.Installed;
import io.regionalfailover.testing.operator.Kinds;
import io.regionalfailover.testing.operator.Shop;
import io.regionalfailover.testing.operator.World;
import io.regionalfailover.testing.process.GoProgram;
import io.regionalfailover.testing.process.TiedProcess;
import io.regionalfailover.testing.route53.Route53StandIn;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.HealthCheckConfig;
import software.amazon.awssdk.services.route53.model.HealthCheckType;

/** A failover that ExternalDNS' own code carries to Route 53. */
class ExternalDnsIT {
    private static final DnsjavaAsker ASKER = new DnsjavaAsker(Duration.ofSeconds(5));

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
            String check = healthCheck();
            shop.handOver(", healthChecks: [{region: %s, id: %s}]".formatted(EAST, check));
            shop.apply(shop.policy());
            shop.awaitSteady();
            assertThat(shop.zone().setOf(EAST).healthCheckId()).contains(check);
            assertThat(shop.zone().setOf(WEST).healthCheckId()).isEmpty();
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
    void aProviderWithoutWeightsIsGivenPlainRecords() throws IOException {
        try (Shop shop = world.shop();
                TiedProcess externalDns = externalDns(shop)) {
            Installed.withExternalDns(world, shop.namespace());
            shop.handOver(", weights: false");
            shop.apply(shop.policy());
            FailoverPolicyStatus status = shop.awaitSteady();
            assertThat(answers(shop)).containsExactly("127.0.0.1");
            assertThat(status.conditions())
                    .filteredOn(condition -> condition.type().equals("FailoverReady"))
                    .singleElement()
                    .satisfies(ready ->
                            assertThat(ready.message()).contains("without a fence in DNS; plain DNS has no weights"));

            shop.east().stop();
            Shop.until("the other region answers", () -> answers(shop).equals(List.of("127.0.0.2")));
            assertThat(shop.zone().sets(shop.name(), "A"))
                    .singleElement()
                    .satisfies(set -> assertThat(set.setIdentifier()).isEmpty());
            assertThat(externalDns.isAlive()).isTrue();
        }
    }

    private List<String> answers(Shop shop) {
        return ASKER.ask(world.route53().nameServers().getFirst().address(), DnsName.of(shop.name()), "A")
                        instanceof NameserverAsker.Answer.Authoritative(List<String> values)
                ? values
                : List.of();
    }

    /** One that is always healthy. */
    private String healthCheck() {
        try (Route53Client client = Route53Client.builder()
                .endpointOverride(world.route53().endpoint())
                .region(Region.AWS_GLOBAL)
                .httpClient(UrlConnectionHttpClient.create())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("people", "secret")))
                .build()) {
            String child = made(
                    client,
                    config -> config.type(HealthCheckType.HTTP_STR_MATCH)
                            .ipAddress("192.0.2.1")
                            .port(80)
                            .resourcePath("/")
                            .searchString("well")
                            .requestInterval(30));
            return made(
                    client,
                    config -> config.type(HealthCheckType.CALCULATED)
                            .healthThreshold(0)
                            .childHealthChecks(child));
        }
    }

    private static String made(Route53Client client, Consumer<HealthCheckConfig.Builder> config) {
        return client.createHealthCheck(request ->
                        request.callerReference(UUID.randomUUID().toString()).healthCheckConfig(config))
                .healthCheck()
                .id();
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
