package io.regionalfailover.testing.region;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.regionalfailover.testing.controlplane.ControlPlane;
import io.regionalfailover.testing.controlplane.ControlPlaneOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;

/**
 * A region's own cluster: a real control plane whose controllers work and whose pods become ready at once, without running
 * anything. Not thread-safe.
 */
public final class RegionCluster implements AutoCloseable {
    private final String region;
    private final ControlPlane controlPlane;
    private final KubernetesClient client;

    private RegionCluster(String region, ControlPlane controlPlane) throws IOException {
        this.region = region;
        this.controlPlane = controlPlane;
        client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(Files.readString(controlPlane.kubeconfig())))
                .build();
    }

    /**
     * Starts it; takes some seconds.
     *
     * @param region the region's name
     * @param folder for data and logs; kept when it ends
     */
    public static RegionCluster start(String region, Path folder) {
        ControlPlane controlPlane = ControlPlane.start(ControlPlaneOptions.apiServerOnly()
                .withControllerManager()
                .withKwok()
                .inDirectory(folder));
        try {
            return new RegionCluster(region, controlPlane);
        } catch (IOException e) {
            controlPlane.close();
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a namespace. */
    public void namespace(String name) {
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .serverSideApply();
    }

    /** Deploys an application with so many replicas. */
    public void deploy(String namespace, String name, int replicas) {
        Map<String, String> labels = Map.of("app", name);
        client.resource(new DeploymentBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(namespace)
                        .endMetadata()
                        .withNewSpec()
                        .withReplicas(replicas)
                        .withNewSelector()
                        .withMatchLabels(labels)
                        .endSelector()
                        .withNewTemplate()
                        .withNewMetadata()
                        .withLabels(labels)
                        .endMetadata()
                        .withNewSpec()
                        // Nothing schedules here.
                        .withNodeName(ControlPlane.NODE)
                        .addNewContainer()
                        .withName(name)
                        .withImage(name)
                        .endContainer()
                        .endSpec()
                        .endTemplate()
                        .endSpec()
                        .build())
                .create();
    }

    /** How many replicas a Deployment should have. */
    public int desired(String namespace, String name) {
        return get(namespace, name).getSpec().getReplicas();
    }

    /** How many replicas of a Deployment are ready. */
    public int ready(String namespace, String name) {
        return Objects.requireNonNullElse(get(namespace, name).getStatus().getReadyReplicas(), 0);
    }

    private Deployment get(String namespace, String name) {
        return Objects.requireNonNull(
                client.apps()
                        .deployments()
                        .inNamespace(namespace)
                        .withName(name)
                        .get(),
                name + " was not deployed");
    }

    /** Applies objects, one or more documents of YAML. */
    public void apply(String yaml) {
        for (String document : yaml.split("(?m)^---\n", -1)) {
            client.resource(Serialization.unmarshal(document, GenericKubernetesResource.class))
                    .serverSideApply();
        }
    }

    /** A client of it, as its administrator. */
    public KubernetesClient client() {
        return client;
    }

    /** How much of a resource the namespace's quota counts as used; -1 as long as it was not counted. */
    public int used(String namespace, String resource) {
        ResourceQuota there = client.resource(quota(namespace).build()).get();
        return there == null
                        || there.getStatus() == null
                        || there.getStatus().getUsed() == null
                        || !there.getStatus().getUsed().containsKey(resource)
                ? -1
                : there.getStatus().getUsed().get(resource).getNumericalAmount().intValueExact();
    }

    /** From now on so many pods may be in a namespace and no more. */
    public void quota(String namespace, int pods) {
        client.resource(quota(namespace)
                        .withNewSpec()
                        .addToHard("pods", new Quantity(Integer.toString(pods)))
                        .endSpec()
                        .build())
                .serverSideApply();
        Awaitility.await("the quota is in force").atMost(Duration.ofMinutes(1)).until(() -> {
            ResourceQuota there = client.resource(quota(namespace).build()).get();
            return there.getStatus() != null
                    && there.getStatus().getHard() != null
                    && there.getStatus().getHard().containsKey("pods");
        });
    }

    /** From now on any number of pods may be in a namespace. */
    public void withoutQuota(String namespace) {
        client.resource(quota(namespace).build()).delete();
    }

    private static ResourceQuotaBuilder quota(String namespace) {
        return new ResourceQuotaBuilder()
                .withNewMetadata()
                .withName("pods")
                .withNamespace(namespace)
                .endMetadata();
    }

    /** The Secret that lets the operator in and the Region that names it, as YAML. */
    public String manifests(String operatorNamespace) {
        try {
            String kubeconfig = Files.readString(controlPlane.kubeconfig());
            return """
                    apiVersion: v1
                    kind: Secret
                    metadata: {name: %s, namespace: %s}
                    data:
                      kubeconfig: %s
                    ---
                    apiVersion: regionalfailover.io/v1alpha1
                    kind: Region
                    metadata: {name: %s}
                    spec:
                      cluster:
                        kubeconfigSecretRef: {name: %s}
                    """.formatted(
                            region,
                            operatorNamespace,
                            Base64.getEncoder().encodeToString(kubeconfig.getBytes(StandardCharsets.UTF_8)),
                            region,
                            region);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its control plane. */
    public ControlPlane controlPlane() {
        return controlPlane;
    }

    @Override
    public void close() {
        client.close();
        controlPlane.close();
    }
}
