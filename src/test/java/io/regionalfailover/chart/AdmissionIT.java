package io.regionalfailover.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.regionalfailover.testing.chart.Chart;
import io.regionalfailover.testing.controlplane.ControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the chart's admission policies refuse beyond the rights that its roles grant, on a real API server. */
class AdmissionIT {
    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();
    private static final Path CHART = Path.of("src", "test", "resources", "chart");
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final String OURS = "/apis/regionalfailover.io/v1alpha1/";
    private static final String IN_SHOP = OURS + "namespaces/shop/";
    private static final String WEB = "/apis/apps/v1/namespaces/shop/deployments/web";
    private static final String ORDERS = "/apis/apps/v1/namespaces/shop/statefulsets/orders";
    private static final String SEARCH = "/apis/example.com/v1/namespaces/shop/rollouts/search";
    private static final String REPLICAS = "{\"spec\": {\"replicas\": 7}}";
    private static final String IMAGE = """
            {"spec": {"template": {"spec": {"containers": [{"name": "web", "image": "registry.example.com/another"}]}}}}""";

    private static ControlPlane cluster;
    private static KubernetesClient client;
    private static KubernetesClient operator;

    @BeforeAll
    static void start() throws IOException {
        cluster = ControlPlane.start();
        client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(Files.readString(cluster.kubeconfig())))
                .build();
        operator = as("system:serviceaccount:" + Chart.NAMESPACE + ":" + Chart.FULL_NAME);
        Chart.Answer installed = Chart.helm(
                "install",
                Chart.RELEASE,
                Chart.FOLDER.toString(),
                "--values",
                CHART.resolve("all-rights.yaml").toString(),
                "--create-namespace",
                "--namespace",
                Chart.NAMESPACE,
                "--kubeconfig",
                cluster.kubeconfig().toString());
        assertThat(installed.exitCode()).as(installed.output()).isZero();
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName("shop")
                        .endMetadata()
                        .build())
                .serverSideApply();
        apply(Files.readString(Path.of("examples", "checkout", "policy.yaml")));
        apply(Files.readString(CHART.resolve("workloads.yaml")).replace("NAMESPACE", "shop"));
        apply("""
                apiVersion: regionalfailover.io/v1alpha1
                kind: RegionDrain
                metadata: {name: east}
                spec: {region: us-east-1, reason: kernel, until: "2030-01-01T00:00:00Z"}
                ---
                apiVersion: regionalfailover.io/v1alpha1
                kind: TrafficShift
                metadata: {name: away, namespace: shop}
                spec: {policies: [checkout], awayFrom: [us-east-1], reason: kernel, until: "2030-01-01T00:00:00Z"}
                ---
                apiVersion: regionalfailover.io/v1alpha1
                kind: FailoverDrill
                metadata: {name: monthly, namespace: shop}
                spec: {policy: checkout, region: us-east-1, duration: 10m}
                """);
    }

    /** A kind that came just now is not served at once. */
    private static void apply(String documents) {
        for (String document : documents.split("(?m)^---\n")) {
            GenericKubernetesResource object = SERIALIZATION.unmarshal(document, GenericKubernetesResource.class);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> client.resource(object).serverSideApply() != null);
        }
    }

    @AfterAll
    static void stop() {
        operator.close();
        client.close();
        cluster.close();
    }

    static Stream<Arguments> specs() {
        return Stream.of(
                Arguments.of(WEB, IMAGE),
                Arguments.of(WEB, "{\"spec\": {\"replicas\": 5}}"),
                Arguments.of(ORDERS, IMAGE),
                Arguments.of(SEARCH, "{\"spec\": {\"replicas\": 5}}"),
                Arguments.of(IN_SHOP + "failoverpolicies/checkout", "{\"spec\": {\"mode\": \"Manual\"}}"),
                Arguments.of(IN_SHOP + "failoverdrills/monthly", "{\"spec\": {\"suspend\": true}}"),
                Arguments.of(IN_SHOP + "trafficshifts/away", "{\"spec\": {\"until\": \"2029-01-01T00:00:00Z\"}}"),
                Arguments.of(OURS + "regiondrains/east", "{\"spec\": {\"until\": \"2029-01-01T00:00:00Z\"}}"));
    }

    /** Dry runs, which are admitted as writes are: nothing is changed while the API server has not yet read the policy. */
    @ParameterizedTest
    @MethodSource("specs")
    void theOperatorMayPatchAndStillWritesNoSpec(String path, String patch) {
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            HttpResponse<String> answer = patch(operator, path + "?dryRun=All", patch);
            assertThat(answer.code()).as(answer.body()).isEqualTo(403);
            assertThat(answer.body())
                    .contains("the operator stamps and lets go, and writes no spec")
                    .contains(path.substring(path.lastIndexOf('/') + 1));
        });
        assertThat(patch(client, path + "?dryRun=All", patch).code())
                .as("everybody else may")
                .isEqualTo(200);
    }

    static Stream<Arguments> stamps() {
        String annotation = "{\"metadata\": {\"annotations\": {\"placement.regionalfailover.io/x\": \"7\"}}}";
        String finalizer = "{\"metadata\": {\"finalizers\": [\"regionalfailover.io/dns\"]}}";
        return Stream.of(
                Arguments.of(WEB, annotation),
                Arguments.of(WEB + "/scale", REPLICAS),
                Arguments.of(ORDERS, annotation),
                Arguments.of(ORDERS + "/scale", REPLICAS),
                Arguments.of(SEARCH, annotation),
                Arguments.of(SEARCH + "/scale", REPLICAS),
                Arguments.of(
                        "/apis/autoscaling/v2/namespaces/shop/horizontalpodautoscalers/api",
                        "{\"spec\": {\"minReplicas\": 7}}"),
                Arguments.of(IN_SHOP + "failoverpolicies/checkout", finalizer),
                Arguments.of(IN_SHOP + "failoverpolicies/checkout/status", "{\"status\": {\"message\": \"steady\"}}"),
                Arguments.of(IN_SHOP + "failoverdrills/monthly", finalizer),
                Arguments.of(IN_SHOP + "trafficshifts/away", finalizer),
                Arguments.of(OURS + "regiondrains/east", finalizer));
    }

    @ParameterizedTest
    @MethodSource("stamps")
    void whatTheOperatorDoesPasses(String path, String patch) {
        theOperatorMayPatchAndStillWritesNoSpec(WEB, IMAGE);

        HttpResponse<String> answer = patch(operator, path, patch);

        assertThat(answer.code()).as(answer.body()).isEqualTo(200);
    }

    private static HttpResponse<String> patch(KubernetesClient who, String path, String patch) {
        var http = who.getHttpClient();
        String uri = who.getMasterUrl().toString().replaceFirst("/$", "") + path;
        return http.sendAsync(
                        http.newHttpRequestBuilder()
                                .uri(uri)
                                .method("PATCH", "application/merge-patch+json", patch)
                                .build(),
                        String.class)
                .join();
    }

    private static KubernetesClient as(String user) {
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(client.getConfiguration())
                        .withImpersonateUsername(user)
                        .build())
                .build();
    }

    @Test
    void forceNeedsARightOfItsOwn() {
        client.rbac().clusterRoles().resource(role("order", "create", "patch")).serverSideApply();
        client.rbac().clusterRoles().resource(role("break-glass", "force")).serverSideApply();
        bind("order", "jane");
        bind("order", "root");
        bind("break-glass", "root");

        Awaitility.await()
                .atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertThatThrownBy(() -> order("jane", "refused", true))
                        .hasMessageContaining("jane may not force")
                        .hasMessageContaining(
                                "needs the verb force on trafficshifts.regionalfailover.io in namespace shop"));
        assertThat(order("jane", "usual", false)).isNotNull();
        assertThat(order("root", "forced", true)).isNotNull();
    }

    private static ClusterRole role(String name, String... verbs) {
        return new ClusterRoleBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .addNewRule()
                .withApiGroups("regionalfailover.io")
                .withResources("trafficshifts")
                .withVerbs(verbs)
                .endRule()
                .build();
    }

    private static void bind(String role, String user) {
        client.resource(new ClusterRoleBindingBuilder()
                        .withNewMetadata()
                        .withName(role + "-" + user)
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", role)
                        .addNewSubject("rbac.authorization.k8s.io", "User", user, null)
                        .build())
                .serverSideApply();
    }

    private static GenericKubernetesResource order(String user, String name, boolean force) {
        GenericKubernetesResource order =
                SERIALIZATION.unmarshal("""
                apiVersion: regionalfailover.io/v1alpha1
                kind: TrafficShift
                metadata: {name: %s, namespace: shop}
                spec: {policies: [checkout], awayFrom: [east], reason: glass, until: "2030-01-01T00:00:00Z", force: %s}
                """.formatted(name, force), GenericKubernetesResource.class);
        try (KubernetesClient person = as(user)) {
            return person.resource(order).create();
        }
    }
}
