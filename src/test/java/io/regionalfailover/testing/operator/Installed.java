package io.regionalfailover.testing.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.regionalfailover.testing.chart.Chart;
import io.regionalfailover.testing.chart.Right;
import io.regionalfailover.testing.controlplane.ControlPlane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The ServiceAccount of the chart and the rights that the chart grants it, on a control plane with an audit log.
 *
 * @param user how the API server names it
 * @param granted every verb on every resource that a role of the chart grants
 * @param kubeconfig signs in as that ServiceAccount, by a token of the API server's own making
 * @param token that token
 * @param auditLog what it asked so far
 */
public record Installed(String user, List<Right> granted, Path kubeconfig, String token, Path auditLog) {
    private static final Set<String> OF_RIGHTS = Set.of(
            "ServiceAccount",
            "ClusterRole",
            "ClusterRoleBinding",
            "Role",
            "RoleBinding",
            "ValidatingAdmissionPolicy",
            "ValidatingAdmissionPolicyBinding");
    private static final Path ALL_RIGHTS = Path.of("src", "test", "resources", "chart", "all-rights.yaml");
    private static final Duration TOKEN_LIVES = Duration.ofHours(12);
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A request of the operator.
     *
     * @param right the verb, the resource and the namespace it stands in (empty for none)
     * @param allowed whether it had the right
     */
    public record Asked(Right right, boolean allowed) {}

    /** With everything on that a cluster-wide release can have. */
    static Installed withAllRights(World world) {
        return in(world, Chart.FULL_NAME, "--values", ALL_RIGHTS.toString());
    }

    /** The same, and what a zone that ExternalDNS carries out from this namespace needs. */
    public static Installed withExternalDns(World world, String namespace) {
        return in(
                world,
                Chart.FULL_NAME,
                "--values",
                ALL_RIGHTS.toString(),
                "--set",
                "operator.externalDns.namespace=" + namespace);
    }

    /**
     * Applies the chart's ServiceAccount, roles and bindings, and what its admission policies refuse beyond them.
     *
     * @param name the full name that the release gives its objects
     * @param values further arguments of {@code helm template}
     */
    public static Installed in(World world, String name, String... values) {
        return in(world.kube(), world.cluster(), name, values);
    }

    /** With everything on that a cluster-wide release can have, on a control plane of one's own. */
    public static Installed withAllRights(KubernetesClient kube, ControlPlane cluster) {
        return in(kube, cluster, Chart.FULL_NAME, "--values", ALL_RIGHTS.toString());
    }

    private static Installed in(KubernetesClient kube, ControlPlane cluster, String name, String... values) {
        List<GenericKubernetesResource> objects = Chart.render(values);
        kube.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(Chart.NAMESPACE)
                        .endMetadata()
                        .build())
                .serverSideApply();
        for (GenericKubernetesResource object : objects) {
            if (OF_RIGHTS.contains(object.getKind())) {
                kube.resource(object).serverSideApply();
            }
        }
        String token = kube.serviceAccounts()
                .inNamespace(Chart.NAMESPACE)
                .withName(name)
                .tokenRequest(new TokenRequestBuilder()
                        .withNewSpec()
                        .withExpirationSeconds(TOKEN_LIVES.toSeconds())
                        .endSpec()
                        .build())
                .getStatus()
                .getToken();
        return new Installed(
                "system:serviceaccount:" + Chart.NAMESPACE + ":" + name,
                Right.grantedBy(objects),
                cluster.kubeconfig(name, token),
                token,
                cluster.directory().resolve("audit.log"));
    }

    /** What the operator asked of the API server so far, as the API server wrote it down. */
    public List<Asked> asked() {
        try (var lines = Files.lines(auditLog)) {
            List<Asked> asked = new ArrayList<>();
            for (String line : lines.toList()) {
                JsonNode event = JSON.readTree(line);
                JsonNode object = event.path("objectRef");
                if (object.has("resource")
                        && event.path("user").path("username").asText().equals(user)) {
                    asked.add(new Asked(
                            right(event.path("verb").asText(), object),
                            "allow"
                                    .equals(event.path("annotations")
                                            .path("authorization.k8s.io/decision")
                                            .asText())));
                }
            }
            return asked;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Right right(String verb, JsonNode object) {
        String subresource = object.path("subresource").asText();
        return new Right(
                object.path("namespace").asText(),
                object.path("apiGroup").asText(),
                object.path("resource").asText() + (subresource.isEmpty() ? "" : "/" + subresource),
                verb);
    }
}
