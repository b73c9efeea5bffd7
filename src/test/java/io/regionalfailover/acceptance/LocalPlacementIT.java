package io.regionalfailover.acceptance;

import static io.regionalfailover.testing.operator.Shop.EAST;
import static io.regionalfailover.testing.operator.Shop.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.regionalfailover.testing.operator.Installed.Asked;
import io.regionalfailover.testing.operator.Shop;
import io.regionalfailover.testing.operator.World;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The operator stands in the standby region: its workloads are in the local cluster, with the rights of the chart. */
class LocalPlacementIT {
    private static final String STAMP = "regionalfailover.io/epoch.";

    @Test
    void everyKindGrowsWithTheRightsOfTheChart() {
        Map<String, String> settings = new HashMap<>(World.USUAL);
        settings.put("REGIONAL_FAILOVER_REGION", WEST);
        World world = World.with(settings);
        try (Shop shop = world.shop()) {
            var kube = world.kube();
            workloads(world, shop.namespace());
            shop.apply(shop.policy()
                    .with(
                            "placement",
                            "[%s, %s, %s]"
                                    .formatted(
                                            placement("web", "apps/v1", "Deployment"),
                                            placement("orders", "apps/v1", "StatefulSet"),
                                            placement("search", "autoscaling/v2", "HorizontalPodAutoscaler"))));
            shop.awaitSteady();

            shop.east().stop();
            shop.awaitPhase("FailedOver");

            assertThat(shop.zone().weights())
                    .as("no pod ever becomes ready here, and the policy says not to wait long")
                    .isEqualTo(Map.of(EAST, 0L, WEST, 100L));
            var web = kube.apps()
                    .deployments()
                    .inNamespace(shop.namespace())
                    .withName("web")
                    .get();
            var orders = kube.apps()
                    .statefulSets()
                    .inNamespace(shop.namespace())
                    .withName("orders")
                    .get();
            var search = kube.autoscaling()
                    .v2()
                    .horizontalPodAutoscalers()
                    .inNamespace(shop.namespace())
                    .withName("search")
                    .get();
            assertThat(web.getSpec().getReplicas()).isEqualTo(6);
            assertThat(orders.getSpec().getReplicas()).isEqualTo(6);
            assertThat(search.getSpec().getMinReplicas()).isEqualTo(6);
            assertThat(new HasMetadata[] {web, orders, search})
                    .allSatisfy(object -> assertThat(
                                    object.getMetadata().getAnnotations().keySet())
                            .anyMatch(key -> key.startsWith(STAMP)));
        }
        assertThat(world.rights().asked())
                .filteredOn(asked -> asked.right().group().equals("apps")
                        || asked.right().group().equals("autoscaling"))
                .isNotEmpty()
                .allMatch(Asked::allowed);
    }

    private static String placement(String name, String apiVersion, String kind) {
        return "{name: %1$s, workload: {apiVersion: %2$s, kind: %3$s, name: %1$s}, replicas: {total: 6, minPerRegion: 1}, readiness: {timeout: 1s}}"
                .formatted(name, apiVersion, kind);
    }

    private static void workloads(World world, String namespace) {
        for (String workload : new String[] {"Deployment web", "StatefulSet orders", "Deployment search"}) {
            String[] kindAndName = workload.split(" ", 2);
            world.apply("""
                    apiVersion: apps/v1
                    kind: %1$s
                    metadata: {name: %2$s, namespace: %3$s}
                    spec:
                      replicas: 1
                      selector: {matchLabels: {app: %2$s}}
                      template:
                        metadata: {labels: {app: %2$s}}
                        spec: {containers: [{name: app, image: app}]}
                    """.formatted(kindAndName[0], kindAndName[1], namespace));
        }
        world.apply("""
                apiVersion: autoscaling/v2
                kind: HorizontalPodAutoscaler
                metadata: {name: search, namespace: %s}
                spec:
                  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: search}
                  minReplicas: 1
                  maxReplicas: 9
                """.formatted(namespace));
    }
}
