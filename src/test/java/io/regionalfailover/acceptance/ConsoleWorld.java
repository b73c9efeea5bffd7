package io.regionalfailover.acceptance;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.regionalfailover.api.v1alpha1.FailoverPolicy;
import io.regionalfailover.api.v1alpha1.RegionDrain;
import io.regionalfailover.testing.chart.Chart;
import io.regionalfailover.testing.controlplane.ControlPlane;
import io.regionalfailover.testing.controlplane.ControlPlaneOptions;
import io.regionalfailover.testing.operator.Installed;
import io.regionalfailover.testing.operator.Kinds;
import io.regionalfailover.testing.operator.OperatorProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An operator that serves the console and does nothing else, since somebody else holds the Lease: every status is as a test wrote it.
 */
final class ConsoleWorld implements AutoCloseable {
    private static final int LEASE_SECONDS = 36_000;
    private static final AtomicInteger WORLDS = new AtomicInteger();

    private static final PatchContext APPLY = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager("teller")
            .withForce(true)
            .build();

    private final ControlPlane cluster = ControlPlane.start(ControlPlaneOptions.apiServerOnly());
    private final KubernetesClient kube;
    private final OperatorProcess operator;

    ConsoleWorld() {
        try {
            kube = new KubernetesClientBuilder()
                    .withConfig(Config.fromKubeconfig(Files.readString(cluster.kubeconfig())))
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Kinds.install(kube);
        Installed rights = Installed.withAllRights(kube, cluster);
        somebodyElseLeads();
        Map<String, String> settings = new HashMap<>(Map.of(
                "KUBECONFIG", rights.kubeconfig().toString(),
                "HOSTNAME", "failover-7d9f4c5b6-x2kqp",
                "REGIONAL_FAILOVER_REGION", "us-west-2",
                "REGIONAL_FAILOVER_OPERATOR_NAMESPACE", Chart.NAMESPACE,
                "REGIONAL_FAILOVER_CONSOLE_ENABLED", "true",
                "REGIONAL_FAILOVER_LEADER_ELECTION_ENABLED", "true",
                "REGIONAL_FAILOVER_LEADER_ELECTION_LEASE_NAME", Chart.FULL_NAME,
                "QUARKUS_HTTP_HOST", "127.0.0.1",
                "QUARKUS_HTTP_PORT", "0"));
        // Nobody renews the Lease; it is taken for held as long as this all the same.
        settings.put("REGIONAL_FAILOVER_LEADER_ELECTION_LEASE_DURATION", LEASE_SECONDS + "s");
        settings.put("REGIONAL_FAILOVER_LEADER_ELECTION_RENEW_DEADLINE", LEASE_SECONDS / 2 + "s");
        settings.put("AWS_REGION", "us-east-1");
        settings.put("REGIONAL_FAILOVER_DNS_EMBEDDED_PORT", "0");
        settings.put("REGIONAL_FAILOVER_DNS_EMBEDDED_ADDRESS", "127.0.0.1");
        operator = new OperatorProcess(
                Path.of(
                        "target",
                        "acceptance",
                        "console-" + ProcessHandle.current().pid() + "-" + WORLDS.incrementAndGet()),
                settings);
        operator.start();
        operator.awaitReady();
    }

    private void somebodyElseLeads() {
        ZonedDateTime now = ZonedDateTime.now(ZoneOffset.UTC);
        kube.resource(new LeaseBuilder()
                        .withNewMetadata()
                        .withName(Chart.FULL_NAME)
                        .withNamespace(Chart.NAMESPACE)
                        .endMetadata()
                        .withNewSpec()
                        .withHolderIdentity("failover-7d9f4c5b6-8vw2m_1")
                        .withLeaseDurationSeconds(LEASE_SECONDS)
                        .withAcquireTime(now)
                        .withRenewTime(now)
                        .endSpec()
                        .build())
                .create();
    }

    KubernetesClient kube() {
        return kube;
    }

    ControlPlane cluster() {
        return cluster;
    }

    OperatorProcess operator() {
        return operator;
    }

    /** Where the page is. */
    String page() {
        return "http://localhost:" + operator.listensOn() + "/console/";
    }

    /** A namespace, if it is not there yet. */
    void namespace(String name) {
        kube.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .serverSideApply();
    }

    /** Applies a resource and what is said of it. */
    void apply(String yaml, String status) {
        GenericKubernetesResource resource = read(yaml, GenericKubernetesResource.class);
        kube.resource(resource).fieldManager("tester").forceConflicts().serverSideApply();
        GenericKubernetesResource said = read(yaml, GenericKubernetesResource.class);
        said.setAdditionalProperty("status", read(status, Map.class));
        kube.resource(said).subresource("status").patch(APPLY);
    }

    /** A text that begins with a brace would be taken for JSON. */
    private static <T> T read(String yaml, Class<T> kind) {
        return Serialization.unmarshal("---\n" + yaml, kind);
    }

    /** Takes away every order, and every policy but those of these names. */
    void keepOnly(Set<String> policies) {
        kube.resources(RegionDrain.class).delete();
        for (FailoverPolicy policy :
                kube.resources(FailoverPolicy.class).inAnyNamespace().list().getItems()) {
            String name = policy.getMetadata().getNamespace() + "/"
                    + policy.getMetadata().getName();
            if (!policies.contains(name)) {
                kube.resource(policy).delete();
            }
        }
    }

    /**
     * A token of a new ServiceAccount.
     *
     * @param rights of a ClusterRole, in YAML's flow style; empty for none
     */
    String token(String name, String rights) {
        apply("{apiVersion: v1, kind: ServiceAccount, metadata: {name: %s, namespace: default}}".formatted(name));
        if (!rights.isEmpty()) {
            apply("""
                    apiVersion: rbac.authorization.k8s.io/v1
                    kind: ClusterRole
                    metadata: {name: %s}
                    rules: [%s]
                    """.formatted(name, rights));
            apply("""
                    apiVersion: rbac.authorization.k8s.io/v1
                    kind: ClusterRoleBinding
                    metadata: {name: %1$s}
                    roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: %1$s}
                    subjects: [{kind: ServiceAccount, name: %1$s, namespace: default}]
                    """.formatted(name));
        }
        return kube.serviceAccounts()
                .inNamespace("default")
                .withName(name)
                .tokenRequest(new TokenRequestBuilder()
                        .withNewSpec()
                        .withExpirationSeconds(Duration.ofHours(1).toSeconds())
                        .endSpec()
                        .build())
                .getStatus()
                .getToken();
    }

    private void apply(String yaml) {
        kube.resource(read(yaml, GenericKubernetesResource.class))
                .fieldManager("tester")
                .serverSideApply();
    }

    @Override
    public void close() {
        operator.kill();
        kube.close();
        cluster.close();
    }
}
