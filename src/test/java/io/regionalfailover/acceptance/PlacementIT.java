package io.regionalfailover.acceptance;

import static io.regionalfailover.testing.operator.Shop.EAST;
import static io.regionalfailover.testing.operator.Shop.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.regionalfailover.api.v1alpha1.FailoverPolicyStatus;
import io.regionalfailover.api.v1alpha1.PlacementStatus;
import io.regionalfailover.testing.chart.Chart;
import io.regionalfailover.testing.controlplane.ControlPlane;
import io.regionalfailover.testing.operator.Shop;
import io.regionalfailover.testing.operator.World;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * The standby's workloads are in a cluster of their own, reached by a kubeconfig. No controller runs there: the test says how
 * many replicas are ready.
 */
class PlacementIT {
    private static final Map<String, Long> EAST_SERVES = Map.of(EAST, 100L, WEST, 0L);
    private static final Map<String, Long> WEST_SERVES = Map.of(EAST, 0L, WEST, 100L);
    private static final String PLACEMENT =
            "[{name: web, workload: {apiVersion: apps/v1, kind: Deployment, name: web}, replicas: {total: 20, minPerRegion: 2}}]";

    private static ControlPlane standby;
    private static KubernetesClient kube;

    private final World world = World.usual();

    @BeforeAll
    static void start() throws IOException {
        standby = ControlPlane.start();
        kube = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(Files.readString(standby.kubeconfig())))
                .build();
    }

    @AfterAll
    static void stop() {
        kube.close();
        standby.close();
    }

    @Overlapping
    void trafficComesOnceAllAreReady() throws IOException {
        try (Shop shop = world.shop()) {
            region("room-ready", "{kubeconfigSecretRef: {name: room-ready}}", "", kubeconfig());
            deployment(shop.namespace());
            ready(shop.namespace(), 2);
            shop.apply(shop.policy().replacing("regions", WEST, "room-ready").with("placement", PLACEMENT));
            shop.awaitSteady();

            shop.east().stop();
            Shop.until("20 are wanted", () -> web(shop.namespace()).getSpec().getReplicas() == 20);
            var held = shop.await("the shift waits for room", seen -> Shop.isTrue(seen, "Held"));
            ready(shop.namespace(), 19);
            Shop.awaitProbes(shop.west(), 5);
            assertThat(shop.zone().weights()).as("19 of 20 are ready").isEqualTo(EAST_SERVES);
            assertThat(Shop.condition(held, "Held").orElseThrow().reason()).isEqualTo("AwaitingCapacity");

            ready(shop.namespace(), 20);
            shop.awaitPhase("FailedOver");
            assertThat(shop.zone().weights()).isEqualTo(WEST_SERVES);
            assertThat(web(shop.namespace()).getMetadata().getAnnotations().keySet())
                    .anyMatch(key -> key.startsWith("regionalfailover.io/epoch."));
        }
    }

    @Overlapping
    void targetThatDoesNotExistIsNamedAndTrafficMoves() throws IOException {
        region("room-empty", "{kubeconfigSecretRef: {name: room-empty}}", "", kubeconfig());
        movesAllTheSame("room-empty", "does not exist in the cluster");
    }

    @Overlapping
    void kubeconfigThatRunsAProgramIsNamedAndTrafficMoves() throws IOException {
        region(
                "room-exec",
                "{kubeconfigSecretRef: {name: room-exec}}",
                "",
                kubeconfig().replaceAll("token: .*", "exec: {command: /bin/false}"));
        movesAllTheSame("room-exec", "exec would run a program");
    }

    @Overlapping
    void regionThatLetsNobodyInIsNamedAndTrafficMoves() throws IOException {
        region(
                "room-closed",
                "{kubeconfigSecretRef: {name: room-closed}}",
                "  allowedNamespaces: {names: [somebody-else]}",
                kubeconfig());
        movesAllTheSame("room-closed", "lets no workloads of namespace");
    }

    private void movesAllTheSame(String region, String message) {
        try (Shop shop = world.shop()) {
            shop.apply(shop.policy().replacing("regions", WEST, region).with("placement", PLACEMENT));
            shop.await(
                    "the sentence", status -> placementMessage(status, region).contains(message));
            shop.awaitSteady();
            shop.east().stop();
            shop.awaitPhase("FailedOver");
            assertThat(shop.zone().weights()).isEqualTo(WEST_SERVES);
        }
    }

    private static String placementMessage(FailoverPolicyStatus status, String region) {
        return Shop.region(status, region).stream()
                .flatMap(entry -> entry.placement().stream())
                .map(PlacementStatus::message)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
    }

    private void region(String name, String cluster, String more, String kubeconfig) {
        world.kube()
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(Chart.NAMESPACE)
                        .endMetadata()
                        .withStringData(Map.of("kubeconfig", kubeconfig))
                        .build())
                .serverSideApply();
        world.apply("""
                apiVersion: regionalfailover.io/v1alpha1
                kind: Region
                metadata: {name: %s}
                spec:
                  cluster: %s
                %s
                """.formatted(name, cluster, more));
    }

    private static String kubeconfig() throws IOException {
        return Files.readString(standby.kubeconfig());
    }

    private static void deployment(String namespace) {
        kube.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
        kube.resource(Serialization.unmarshal("""
                        apiVersion: apps/v1
                        kind: Deployment
                        metadata: {name: web, namespace: %s}
                        spec:
                          replicas: 2
                          selector: {matchLabels: {app: web}}
                          template:
                            metadata: {labels: {app: web}}
                            spec: {containers: [{name: web, image: web}]}
                        """.formatted(namespace), Deployment.class))
                .create();
    }

    private static Deployment web(String namespace) {
        return kube.apps().deployments().inNamespace(namespace).withName("web").get();
    }

    private static void ready(String namespace, int count) {
        kube.apps().deployments().inNamespace(namespace).withName("web").editStatus(web -> {
            web.setStatus(new DeploymentStatusBuilder()
                    .withObservedGeneration(web.getMetadata().getGeneration())
                    .withReplicas(count)
                    .withReadyReplicas(count)
                    .withAvailableReplicas(count)
                    .build());
            return web;
        });
    }
}
