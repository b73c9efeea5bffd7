package io.regionalfailover.acceptance;

import static io.regionalfailover.testing.operator.Shop.EAST;
import static io.regionalfailover.testing.operator.Shop.WEST;
import static io.regionalfailover.testing.operator.Shop.condition;
import static io.regionalfailover.testing.operator.Shop.isTrue;
import static io.regionalfailover.testing.operator.Shop.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.regionalfailover.api.v1alpha1.FailoverPolicyStatus;
import io.regionalfailover.api.v1alpha1.PlacementStatus;
import io.regionalfailover.api.v1alpha1.RegionDrain;
import io.regionalfailover.testing.chart.Chart;
import io.regionalfailover.testing.operator.OperatorProcess;
import io.regionalfailover.testing.operator.PolicyDraft;
import io.regionalfailover.testing.operator.Shop;
import io.regionalfailover.testing.operator.World;
import io.regionalfailover.testing.region.RegionCluster;
import io.regionalfailover.testing.route53.ApiRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Room before traffic: two regions with clusters of their own, whose pods are ready soon after they are wanted. */
class PlacementIT {
    /** Each region's cluster is known under a name of its own: the other tests' regions have none. */
    private static final String EAST_CLUSTER = "east-with-cluster";

    private static final String WEST_CLUSTER = "west-with-cluster";
    private static final String WEB = "web";
    private static final Duration PROMISED = Duration.ofSeconds(12);

    private static final World WORLD = World.usual();
    private static RegionCluster east;
    private static RegionCluster west;

    @BeforeAll
    static void startRegions() {
        Path folder = Path.of(
                "target", "acceptance", "regions-" + ProcessHandle.current().pid());
        east = RegionCluster.start(EAST_CLUSTER, folder.resolve("east"));
        west = RegionCluster.start(WEST_CLUSTER, folder.resolve("west"));
        for (RegionCluster cluster : List.of(east, west)) {
            for (String manifest : cluster.manifests(Chart.NAMESPACE).split("(?m)^---\n", -1)) {
                WORLD.apply(manifest);
            }
        }
    }

    @AfterAll
    static void stopRegions() {
        east.close();
        west.close();
    }

    private static PolicyDraft placing(Shop shop, String eastRegion, String westRegion, String more) {
        return shop.policy()
                .replacing("regions", "name: " + EAST, "name: " + eastRegion)
                .replacing("regions", "name: " + WEST, "name: " + westRegion)
                .with(
                        "placement",
                        "[{name: web, workload: {apiVersion: apps/v1, kind: Deployment, name: web},"
                                + " replicas: {total: 20, minPerRegion: 2}%s}]".formatted(more));
    }

    private static void deploy(Shop shop) {
        for (RegionCluster cluster : List.of(east, west)) {
            cluster.namespace(shop.namespace());
            cluster.deploy(shop.namespace(), WEB, cluster == east ? 20 : 2);
            until(
                    "the application of " + shop.namespace() + " is ready",
                    () -> cluster.ready(shop.namespace(), WEB) == cluster.desired(shop.namespace(), WEB));
        }
    }

    @Test
    void trafficComesOnlyOnceTheStandbyIsReadyAndADeadApiServerDelaysNothing() {
        try (Shop shop = WORLD.shop()) {
            deploy(shop);
            shop.apply(placing(shop, EAST_CLUSTER, WEST_CLUSTER, ""));
            shop.awaitSteady();
            assertThat(west.desired(shop.namespace(), WEB)).isEqualTo(2);
            int batches = shop.zone().batches().size();

            east.controlPlane().stopApiServer();
            Instant failed = Instant.now();
            shop.east().stop();
            until("the change is accepted", () -> {
                int before = shop.zone().batches().size();
                int ready = west.ready(shop.namespace(), WEB);
                assertThat(before == batches || ready == 20)
                        .as("DNS changed while " + ready + " of 20 were ready")
                        .isTrue();
                return before > batches;
            });
            ApiRequest batch = shop.zone().batches().getLast();
            System.out.printf(
                    "from killing the endpoint to the accepted change, 18 replicas made ready on the way and the"
                            + " region's API server dead: %d ms (promised: %d ms)%n",
                    Duration.between(failed, batch.at()).toMillis(), PROMISED.toMillis());

            FailoverPolicyStatus status = shop.awaitPhase("FailedOver");
            assertThat(placement(status, WEST_CLUSTER))
                    .hasValueSatisfying(web -> assertThat(web.ready()).isEqualTo(20));
            assertThat(status.plan())
                    .satisfies(
                            plan -> assertThat(plan.capacityReadyAt()).isBetween(plan.decidedAt(), plan.writtenAt()));
        } finally {
            east.controlPlane().startApiServer();
        }
    }

    @Test
    void aDrainMakesRoomBeforeItMovesTraffic() {
        try (Shop shop = WORLD.shop()) {
            deploy(shop);
            shop.apply(placing(shop, EAST_CLUSTER, WEST_CLUSTER, "")
                    .with(
                            "dns",
                            "{zone: %s, records: [{name: %s, type: A, ttl: 60s}]}"
                                    .formatted(shop.namespace(), shop.name())));
            shop.awaitSteady();
            WORLD.apply("""
                    apiVersion: regionalfailover.io/v1alpha1
                    kind: RegionDrain
                    metadata: {name: kernel-of-a-cluster}
                    spec: {region: %s, reason: new kernel, until: "%s"}
                    """.formatted(EAST_CLUSTER, Instant.now().plus(Duration.ofHours(1))));
            // That there is an order is told to other clusters at once, and moves nothing.
            until("traffic has left", () -> {
                Map<String, Long> weights = shop.zone().weights();
                int ready = west.ready(shop.namespace(), WEB);
                assertThat(weights.equals(Map.of(EAST, 100L, WEST, 0L)) || ready == 20)
                        .as("traffic moved while " + ready + " of 20 were ready")
                        .isTrue();
                return weights.equals(Map.of(EAST, 0L, WEST, 100L));
            });
            assertThat(shop.zone().batches().stream()
                            .flatMap(batch -> batch.changes().stream())
                            .map(change -> change.set().ttl().orElseThrow()))
                    .as("answers are kept for less while room is made")
                    .contains(10L);
            assertThat(shop.zone().setOf(EAST).ttl()).hasValue(60L);
            FailoverPolicyStatus status = shop.awaitPhase("FailedOver");
            assertThat(status.reason()).isEqualTo("RegionDrained");
            assertThat(status.plan())
                    .satisfies(
                            plan -> assertThat(plan.capacityReadyAt()).isBetween(plan.decidedAt(), plan.writtenAt()));
        } finally {
            WORLD.kube()
                    .resources(RegionDrain.class)
                    .withName("kernel-of-a-cluster")
                    .delete();
        }
    }

    @Test
    void theTimeOutSaysSo() {
        try (Shop shop = WORLD.shop()) {
            deploy(shop);
            west.quota(shop.namespace(), 5);
            shop.apply(placing(shop, EAST_CLUSTER, WEST_CLUSTER, ", readiness: {timeout: 4s}"));
            shop.awaitSteady();

            shop.east().stop();
            shop.await("waiting for room", status -> "AwaitingCapacity".equals(status.reason()));
            FailoverPolicyStatus status = shop.awaitPhase("FailedOver");
            assertThat(shop.zone().weights()).isEqualTo(Map.of(EAST, 0L, WEST, 100L));
            status = shop.await("degraded", now -> isTrue(now, "Degraded"));
            assertThat(condition(status, "Degraded").orElseThrow().message())
                    .contains(WEST_CLUSTER + "/web has 5 of 20 ready");
            assertThat(status.plan())
                    .satisfies(plan -> assertThat(plan.capacityReadyAt()).isNull());
        }
    }

    @Test
    void whereNothingCanBePlacedASentenceSaysSoAndTrafficMoves() {
        WORLD.apply("""
                apiVersion: regionalfailover.io/v1alpha1
                kind: Region
                metadata: {name: west-for-others}
                spec:
                  cluster: {kubeconfigSecretRef: {name: %s}}
                  allowedNamespaces: {names: [somebody-else]}
                """.formatted(WEST_CLUSTER));
        assertMovesAndSays("west-for-others", true, "spec.allowedNamespaces");

        WORLD.kube()
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName("west-by-exec")
                        .withNamespace(Chart.NAMESPACE)
                        .endMetadata()
                        .addToStringData("kubeconfig", """
                                apiVersion: v1
                                kind: Config
                                current-context: x
                                contexts: [{name: x, context: {cluster: x, user: x}}]
                                clusters: [{name: x, cluster: {server: "https://192.0.2.1"}}]
                                users: [{name: x, user: {exec: {apiVersion: client.authentication.k8s.io/v1, command: touch, args: [/tmp/owned]}}}]
                                """)
                        .build())
                .serverSideApply();
        WORLD.apply("""
                apiVersion: regionalfailover.io/v1alpha1
                kind: Region
                metadata: {name: west-by-exec}
                spec: {cluster: {kubeconfigSecretRef: {name: west-by-exec}}}
                """);
        assertMovesAndSays("west-by-exec", true, "exec");
        assertMovesAndSays(WEST_CLUSTER, false, "web");
    }

    private static void assertMovesAndSays(String westRegion, boolean deployed, String words) {
        try (Shop shop = WORLD.shop()) {
            if (deployed) {
                deploy(shop);
            } else {
                east.namespace(shop.namespace());
                west.namespace(shop.namespace());
            }
            shop.apply(placing(shop, EAST_CLUSTER, westRegion, ""));
            shop.awaitSteady();
            FailoverPolicyStatus status = shop.await(
                    "a sentence about the placement in " + westRegion,
                    now -> placement(now, westRegion)
                            .filter(web ->
                                    web.message() != null && web.message().contains(words))
                            .isPresent());
            assertThat(isTrue(status, "FailoverReady")).isFalse();

            shop.east().stop();
            shop.awaitPhase("FailedOver");
            assertThat(shop.zone().weights()).isEqualTo(Map.of(EAST, 0L, WEST, 100L));
        }
    }

    @Test
    void anInstanceThatWasPausedInMidShiftTakesNoRoomThatServes() {
        try (Shop shop = WORLD.shop()) {
            deploy(shop);
            shop.apply(placing(shop, EAST_CLUSTER, WEST_CLUSTER, ", scaleDown: AfterDrain")
                    .with(
                            "dns",
                            "{zone: %s, records: [{name: %s, type: A, ttl: 8s}]}"
                                    .formatted(shop.namespace(), shop.name())));
            shop.awaitSteady();
            shop.east().stop();
            shop.awaitPhase("FailedOver");
            assertThat(east.desired(shop.namespace(), WEB))
                    .as("the TTL is not over")
                    .isEqualTo(20);

            WORLD.operator().pause();
            try (OperatorProcess other = WORLD.another(Map.of())) {
                other.start();
                other.awaitReady();
                shop.east().resume();
                shop.awaitPhase("Steady");
                until(
                        "the other one has taken the standby's room back",
                        () -> west.desired(shop.namespace(), WEB) == 2);
                other.kill();
            } finally {
                WORLD.operator().resume();
            }
            Shop.awaitProbes(shop.east(), 12);
            assertThat(east.desired(shop.namespace(), WEB)).isEqualTo(20);
            assertThat(shop.zone().weights()).isEqualTo(Map.of(EAST, 100L, WEST, 0L));
        }
    }

    @Test
    void theSequenceGoesOnAfterADeathBeforeTheRoomIsReady() {
        try (Shop shop = WORLD.shop()) {
            deploy(shop);
            shop.apply(placing(shop, EAST_CLUSTER, WEST_CLUSTER, ", scaleDown: AfterDrain"));
            shop.awaitSteady();
            west.quota(shop.namespace(), 5);
            shop.east().stop();
            until("room is wanted", () -> west.desired(shop.namespace(), WEB) == 20);
            WORLD.operator().kill();
            west.withoutQuota(shop.namespace());
            WORLD.operator().start();
            WORLD.operator().awaitReady();
            shop.awaitPhase("FailedOver");
            assertThat(west.ready(shop.namespace(), WEB)).isEqualTo(20);
            WORLD.operator().restart();
            until("the failed region's room is taken back", () -> east.desired(shop.namespace(), WEB) == 2);
            shop.east().resume();
            shop.awaitPhase("Steady");
            assertThat(east.ready(shop.namespace(), WEB)).isEqualTo(20);
        }
    }

    private static Optional<PlacementStatus> placement(FailoverPolicyStatus status, String region) {
        return Shop.region(status, region)
                .flatMap(found -> found.placement().stream()
                        .filter(web -> web.name().equals(WEB))
                        .findFirst());
    }
}
