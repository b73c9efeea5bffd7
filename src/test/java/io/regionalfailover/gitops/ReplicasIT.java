package io.regionalfailover.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.regionalfailover.placement.KubernetesCluster;
import io.regionalfailover.testing.controlplane.ControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Who owns the count of copies, by server-side apply as Argo CD and Flux use it: their field managers on a real API server, and beside
 * them the operator's own request, a merge patch of {@code /scale}.
 */
class ReplicasIT {
    private static final String FLUX = "kustomize-controller";
    private static final String NAMESPACE = "shop";
    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    private static ControlPlane cluster;
    private static KubernetesClient client;

    @BeforeAll
    static void start() throws IOException {
        cluster = ControlPlane.start();
        client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(Files.readString(cluster.kubeconfig())))
                .build();
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(NAMESPACE)
                        .endMetadata()
                        .build())
                .create();
    }

    @AfterAll
    static void stop() {
        client.close();
        cluster.close();
    }

    @Test
    void whatGitDoesNotNameStaysAsTheOperatorSetIt() {
        apply(FLUX, deployment("unnamed", ""));
        assertThat(replicas("unnamed")).as("the API server's default").isEqualTo(1);

        scale("unnamed", 20);
        apply(FLUX, deployment("unnamed", ""));
        apply("argocd-controller", deployment("unnamed", ""));

        assertThat(replicas("unnamed")).isEqualTo(20);
    }

    @Test
    void whatGitNamesIsPutBack() {
        apply(FLUX, deployment("named", "replicas: 3"));
        scale("named", 20);

        apply(FLUX, deployment("named", "replicas: 3"));

        assertThat(replicas("named")).as("this is the fight").isEqualTo(3);
    }

    @Test
    void whatGitNoLongerNamesFallsToTheDefaultWhereNobodyElseOwnsIt() {
        apply(FLUX, deployment("dropped", "replicas: 3"));

        apply(FLUX, deployment("dropped", ""));

        assertThat(replicas("dropped")).as("this is the trap").isEqualTo(1);
    }

    @Test
    void whatSomebodyElseOwnsTooStaysWhenGitNoLongerNamesIt() {
        apply(FLUX, deployment("handed-over", "replicas: 3"));
        apply("handover", """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: handed-over, namespace: shop}
                spec: {replicas: 3}
                """);

        apply(FLUX, deployment("handed-over", ""));
        assertThat(replicas("handed-over")).isEqualTo(3);

        scale("handed-over", 20);
        apply(FLUX, deployment("handed-over", ""));
        assertThat(replicas("handed-over")).isEqualTo(20);
    }

    @Test
    void theSameHoldsForAnAutoscaler() {
        apply(FLUX, autoscaler("unnamed", ""));
        apply(FLUX, autoscaler("named", "minReplicas: 2"));
        for (String name : new String[] {"unnamed", "named"}) {
            client.autoscaling()
                    .v2()
                    .horizontalPodAutoscalers()
                    .inNamespace(NAMESPACE)
                    .withName(name)
                    .patch("""
                            {"spec": {"minReplicas": 6}}""");
        }

        apply(FLUX, autoscaler("unnamed", ""));
        apply(FLUX, autoscaler("named", "minReplicas: 2"));

        assertThat(minReplicas("unnamed")).isEqualTo(6);
        assertThat(minReplicas("named")).isEqualTo(2);
    }

    private static void apply(String manager, String yaml) {
        client.resource(YAML.unmarshal(yaml, GenericKubernetesResource.class))
                .fieldManager(manager)
                .forceConflicts()
                .serverSideApply();
    }

    /** As {@link KubernetesCluster} asks for it. */
    private static void scale(String name, int count) {
        String path = "/apis/apps/v1/namespaces/%s/deployments/%s/scale".formatted(NAMESPACE, name);
        String patch = "{\"spec\": {\"replicas\": %d}}".formatted(count);
        var http = client.getHttpClient();
        var request = http.newHttpRequestBuilder()
                .uri(cluster.server() + path)
                .patch("application/merge-patch+json", patch)
                .build();
        assertThat(http.sendAsync(request, String.class).join().code()).isEqualTo(200);
    }

    private static int replicas(String name) {
        return client.apps()
                .deployments()
                .inNamespace(NAMESPACE)
                .withName(name)
                .get()
                .getSpec()
                .getReplicas();
    }

    private static int minReplicas(String name) {
        return client.autoscaling()
                .v2()
                .horizontalPodAutoscalers()
                .inNamespace(NAMESPACE)
                .withName(name)
                .get()
                .getSpec()
                .getMinReplicas();
    }

    private static String deployment(String name, String replicas) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: %1$s, namespace: shop}
                spec:
                  selector: {matchLabels: {app: %1$s}}
                  template:
                    metadata: {labels: {app: %1$s}}
                    spec: {containers: [{name: app, image: app}]}
                  %2$s
                """.formatted(name, replicas);
    }

    private static String autoscaler(String name, String minReplicas) {
        return """
                apiVersion: autoscaling/v2
                kind: HorizontalPodAutoscaler
                metadata: {name: %s, namespace: shop}
                spec:
                  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: app}
                  maxReplicas: 9
                  %s
                """.formatted(name, minReplicas);
    }
}
