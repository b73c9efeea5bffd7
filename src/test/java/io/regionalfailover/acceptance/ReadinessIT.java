package io.regionalfailover.acceptance;

import static io.regionalfailover.testing.operator.Shop.EAST;
import static io.regionalfailover.testing.operator.Shop.WEST;
import static io.regionalfailover.testing.operator.Shop.condition;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.regionalfailover.testing.chart.Chart;
import io.regionalfailover.testing.operator.PolicyDraft;
import io.regionalfailover.testing.operator.Shop;
import io.regionalfailover.testing.operator.World;
import io.regionalfailover.testing.region.RegionCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whether a failover would succeed now, with a real cluster where traffic would go to. */
class ReadinessIT {
    private static final String STANDBY = "west-to-be-ready";
    private static final String WEB = "web";
    private static final String DEPLOYMENT = "{apiVersion: apps/v1, kind: Deployment, name: web}";

    private static final World WORLD = World.usual();
    private static RegionCluster west;

    @BeforeAll
    static void startRegion() {
        west = RegionCluster.start(
                STANDBY,
                Path.of(
                        "target",
                        "acceptance",
                        "readiness-" + ProcessHandle.current().pid()));
        for (String manifest : west.manifests(Chart.NAMESPACE).split("(?m)^---\n", -1)) {
            WORLD.apply(manifest);
        }
    }

    @AfterAll
    static void stopRegion() {
        west.close();
    }

    private static PolicyDraft placing(Shop shop, String region, String workload) {
        return shop.policy()
                .replacing("regions", "name: " + WEST, "name: " + region)
                .with(
                        "placement",
                        "[{name: web, workload: %s, replicas: {total: 20, minPerRegion: 2}}]".formatted(workload));
    }

    private static void deploy(Shop shop) {
        west.namespace(shop.namespace());
        west.deploy(shop.namespace(), WEB, 2);
        Shop.until("the application is ready", () -> west.ready(shop.namespace(), WEB) == 2);
    }

    private static void await(Shop shop, String status, String reason, String message) {
        shop.await(
                "FailoverReady is " + status + ", " + reason + ": " + message,
                now -> condition(now, "FailoverReady")
                        .filter(found -> found.status().equals(status)
                                && found.reason().equals(reason)
                                && found.message().contains(message))
                        .isPresent());
    }

    private static String metric(Shop shop) {
        return Pattern.compile("^regional_failover_ready\\{([^}]*)} (\\S+)$", Pattern.MULTILINE)
                .matcher(WORLD.operator().metrics())
                .results()
                .filter(sample -> sample.group(1).contains("namespace=\"" + shop.namespace() + "\""))
                .map(sample -> sample.group(2))
                .findFirst()
                .orElse("none");
    }

    @Test
    void aQuotaThatIsTooSmallIsNamedUntilItIsRaised() {
        try (Shop shop = WORLD.shop()) {
            deploy(shop);
            west.quota(shop.namespace(), 5);
            Shop.until("the pods are counted", () -> west.used(shop.namespace(), "pods") == 2);
            shop.apply(placing(shop, STANDBY, DEPLOYMENT));
            await(
                    shop,
                    "False",
                    "NoRoom",
                    "quota pods in " + STANDBY + " leaves 3 of 5 pods, 18 more are needed if " + EAST + " fails");
            assertThat(metric(shop)).isEqualTo("0.0");

            west.quota(shop.namespace(), 20);
            await(shop, "True", "Prepared", "if " + EAST + " fails, " + STANDBY + " would take over");
            assertThat(metric(shop)).isEqualTo("1.0");
            assertThat(west.desired(shop.namespace(), WEB))
                    .as("it was tried and not done")
                    .isEqualTo(2);
        }
    }

    @Test
    void aMissingRightToScaleIsNamed() throws IOException {
        try (Shop shop = WORLD.shop()) {
            deploy(shop);
            unscalableRegion(shop.namespace());
            shop.apply(placing(shop, "west-unscalable", DEPLOYMENT));
            await(
                    shop,
                    "False",
                    "ScaleRefused",
                    "the operator may not patch deployments.apps/scale in namespace " + shop.namespace() + " (403)");
        }
    }

    /** A Region whose kubeconfig may do all to Deployments but scale them. */
    private static void unscalableRegion(String namespace) throws IOException {
        west.apply("""
                apiVersion: v1
                kind: ServiceAccount
                metadata: {name: stamper, namespace: %1$s}
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: Role
                metadata: {name: stamper, namespace: %1$s}
                rules:
                - {apiGroups: [apps], resources: [deployments], verbs: [get, patch]}
                - {apiGroups: [""], resources: [resourcequotas], verbs: [list]}
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                metadata: {name: stamper, namespace: %1$s}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: stamper}
                subjects: [{kind: ServiceAccount, name: stamper, namespace: %1$s}]
                """.formatted(namespace));
        String token = west.client()
                .serviceAccounts()
                .inNamespace(namespace)
                .withName("stamper")
                .tokenRequest(new TokenRequestBuilder()
                        .withNewSpec()
                        .withExpirationSeconds(3_600L)
                        .endSpec()
                        .build())
                .getStatus()
                .getToken();
        String kubeconfig = Files.readString(west.controlPlane().kubeconfig("stamper", token));
        WORLD.kube()
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName("west-unscalable")
                        .withNamespace(Chart.NAMESPACE)
                        .endMetadata()
                        .withStringData(Map.of("kubeconfig", kubeconfig))
                        .build())
                .serverSideApply();
        WORLD.apply("""
                apiVersion: regionalfailover.io/v1alpha1
                kind: Region
                metadata: {name: west-unscalable}
                spec: {cluster: {kubeconfigSecretRef: {name: west-unscalable}}}
                """);
    }

    @Test
    void anAutoscalerThatStopsBelowIsNamedUntilItIsRaised() {
        try (Shop shop = WORLD.shop()) {
            deploy(shop);
            autoscaler(shop, 8);
            shop.apply(
                    placing(shop, STANDBY, "{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, name: web}"));
            await(shop, "False", "NoRoom", STANDBY + "/web would need minReplicas 20 and maxReplicas is 8");
            autoscaler(shop, 20);
            await(shop, "True", "Prepared", "tried and fits");
        }
    }

    private static void autoscaler(Shop shop, int most) {
        west.apply("""
                apiVersion: autoscaling/v2
                kind: HorizontalPodAutoscaler
                metadata: {name: web, namespace: %s}
                spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, minReplicas: 2, maxReplicas: %d}
                """.formatted(shop.namespace(), most));
    }

    @Test
    void aCheckThatAllRegionsShareIsNamed() {
        try (Shop shop = WORLD.shop()) {
            shop.apply(shop.policy());
            await(shop, "True", "Prepared", "if " + EAST + " fails, " + WEST + " would take over");
            String shared = shop.frontend().replace("{target}", "127.0.0.1").replace("frontend", "ledger");
            shop.apply(shop.policy().with("checks", "[" + shop.frontend() + ", " + shared + "]"));
            await(shop, "False", "SharedCheck", "critical check ledger tries the same thing in every region");
        }
    }
}
