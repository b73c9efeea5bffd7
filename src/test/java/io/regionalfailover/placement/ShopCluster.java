package io.regionalfailover.placement;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.regionalfailover.testing.controlplane.ControlPlane;
import io.regionalfailover.testing.controlplane.ControlPlaneOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A real control plane with the namespace {@code shop}, controllers, pods that become ready, and a kind of its own. */
final class ShopCluster implements AutoCloseable {
    static final Duration SOON = Duration.ofSeconds(60);

    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

    private final ControlPlane controlPlane = ControlPlane.start(
            ControlPlaneOptions.apiServerOnly().withControllerManager().withKwok());
    private final KubernetesClient admin = new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(new String(kubeconfig(), StandardCharsets.UTF_8)))
            .build();
    private final Clusters clusters = new Clusters(admin, InstantSource.system());

    ShopCluster() {
        apply("""
                apiVersion: v1
                kind: Namespace
                metadata: {name: shop}
                ---
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: rollouts.example.com}
                spec:
                  group: example.com
                  scope: Namespaced
                  names: {kind: Rollout, plural: rollouts, singular: rollout}
                  versions:
                  - name: v1
                    served: true
                    storage: true
                    schema:
                      openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}
                    subresources:
                      status: {}
                      scale: {specReplicasPath: .spec.size, statusReplicasPath: .status.size, labelSelectorPath: .status.selector}
                """);
        Awaitility.await("the kind is served")
                .atMost(SOON)
                .ignoreExceptionsInstanceOf(KubernetesClientException.class)
                .until(() -> {
                    apply("""
                            apiVersion: example.com/v1
                            kind: Rollout
                            metadata: {name: probe, namespace: shop}
                            """);
                    return true;
                });
    }

    KubernetesClient admin() {
        return admin;
    }

    /** The cluster as a region's kubeconfig Secret reaches it. */
    KubernetesCluster remote() {
        return remote(kubeconfig());
    }

    /** The cluster as this kubeconfig reaches it. */
    KubernetesCluster remote(byte[] kubeconfig) {
        return switch (clusters.open("east", new Clusters.Remote(kubeconfig))) {
            case Clusters.Opened opened -> opened.cluster();
            case Clusters.Unfit(String message) -> throw new IllegalStateException(message);
        };
    }

    byte[] kubeconfig() {
        try {
            return Files.readAllBytes(controlPlane.kubeconfig());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Creates objects, one or more documents of YAML. */
    void apply(String yaml) {
        Stream.of(yaml.split("(?m)^---\n"))
                .forEach(document -> admin.resource(SERIALIZATION.unmarshal(document, GenericKubernetesResource.class))
                        .createOr(NonDeletingOperation::update));
    }

    /** A Deployment or StatefulSet whose pods become ready. */
    Workload replicated(String kind, String name, int replicas) {
        apply("""
                apiVersion: apps/v1
                kind: %1$s
                metadata: {name: %2$s, namespace: shop, annotations: {team: checkout}}
                spec:
                  replicas: %3$d
                  %4$s
                  selector: {matchLabels: {app: %2$s}}
                  template:
                    metadata: {labels: {app: %2$s}}
                    spec: {nodeName: node, containers: [{name: app, image: app}]}
                """.formatted(kind, name, replicas, kind.equals("StatefulSet") ? "podManagementPolicy: Parallel" : ""));
        return new Workload("apps/v1", kind, "shop", name);
    }

    /** An autoscaler for the Deployment of that name. */
    Workload autoscaler(String name, int minimum, int maximum) {
        apply("""
                apiVersion: autoscaling/v2
                kind: HorizontalPodAutoscaler
                metadata: {name: %1$s, namespace: shop}
                spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: %1$s}, minReplicas: %2$d, maxReplicas: %3$d}
                """.formatted(name, minimum, maximum));
        return new Workload("autoscaling/v2", "HorizontalPodAutoscaler", "shop", name);
    }

    /** An object of a kind that only a custom resource definition knows; its selector is {@code app=NAME}. */
    Workload rollout(String name, int size) {
        apply("""
                apiVersion: example.com/v1
                kind: Rollout
                metadata: {name: %s, namespace: shop}
                spec: {size: %d, other: kept}
                """.formatted(name, size));
        status(name, "{\"selector\": \"app=" + name + "\"}");
        return new Workload("example.com/v1", "Rollout", "shop", name);
    }

    /** Replaces a rollout's status. */
    void status(String rollout, String status) {
        ResourceDefinitionContext context = new ResourceDefinitionContext.Builder()
                .withGroup("example.com")
                .withVersion("v1")
                .withKind("Rollout")
                .withPlural("rollouts")
                .withNamespaced(true)
                .build();
        admin.genericKubernetesResources(context)
                .inNamespace("shop")
                .withName(rollout)
                .subresource("status")
                .patch(
                        PatchContext.of(PatchType.JSON),
                        "[{\"op\": \"add\", \"path\": \"/status\", \"value\": " + status + "}]");
    }

    @Override
    public void close() {
        clusters.close();
        admin.close();
        controlPlane.close();
    }
}
