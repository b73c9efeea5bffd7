package io.regionalfailover.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.regionalfailover.testing.controlplane.ControlPlane;
import io.regionalfailover.testing.docs.Shell;
import io.regionalfailover.testing.docs.ShownCommand;
import io.regionalfailover.testing.http.ScriptedHttpEndpoint;
import io.regionalfailover.testing.operator.OperatorProcess;
import io.regionalfailover.testing.operator.Shop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A new user's way: the commands of the README in their order, on a real API server, until a first policy works. There is no kubelet, so
 * what its Deployment asks for is started here: the packaged operator, with the environment and the ServiceAccount that the release gave it.
 */
class FirstStepsIT {
    private static final String HEADING = "In a cluster, in ten commands";
    private static final Path EXAMPLE = Path.of("examples", "first");
    private static final String NAMESPACE = "regional-failover";

    private static ControlPlane cluster;
    private static KubernetesClient client;

    @BeforeAll
    static void start() throws IOException {
        cluster = ControlPlane.start();
        client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(Files.readString(cluster.kubeconfig())))
                .build();
    }

    @AfterAll
    static void stop() {
        client.close();
        cluster.close();
    }

    @Test
    void aFirstPolicyWorksAfterTenCommandsAtMost(@TempDir Path folder) throws IOException {
        List<ShownCommand> commands = ShownCommand.of(Path.of("README.md")).stream()
                .filter(command -> command.heading().equals(HEADING))
                .toList();
        assertThat(commands).isNotEmpty().hasSizeLessThanOrEqualTo(10);
        Shell shell = new Shell(cluster.kubeconfig());
        List<ScriptedHttpEndpoint> endpoints = ScriptedHttpEndpoint.startTogether("127.0.0.1", "127.0.0.2");
        adapted(folder, endpoints.getFirst().port());
        OperatorProcess operator = null;
        String last = "";
        try {
            for (ShownCommand command : commands) {
                if (command.text().startsWith("src/test/tools/maven")
                        || command.text().startsWith("docker")) {
                    continue;
                }
                last = shell.run(command.text().replace(EXAMPLE.toString(), folder.toString()));
                if (command.text().startsWith("helm install")) {
                    operator = asAKubeletWould(folder);
                }
            }
            assertThat(last).contains("Steady", "east=100");

            endpoints.getFirst().stop();
            Shop.until(
                    "traffic has left",
                    () -> shell.run("kubectl -n first get failoverpolicies").contains("west=100"));
        } catch (AssertionError e) {
            throw new AssertionError((operator == null ? "" : operator.logTail(30)) + e.getMessage(), e);
        } finally {
            if (operator != null) {
                operator.close();
            }
            endpoints.forEach(ScriptedHttpEndpoint::close);
        }
    }

    /** The example, with this machine's addresses for those of the internet. */
    private static void adapted(Path folder, int port) throws IOException {
        try (var files = Files.list(EXAMPLE)) {
            for (Path file : files.toList()) {
                String text = Files.readString(file)
                        .replace("1.1.1.1", "127.0.0.1")
                        .replace("8.8.8.8", "127.0.0.2")
                        .replace("{target}:443", "{target}:" + port);
                Files.writeString(folder.resolve(EXAMPLE.relativize(file).toString()), text);
            }
        }
    }

    private static OperatorProcess asAKubeletWould(Path folder) throws IOException {
        Deployment deployment = client.apps()
                .deployments()
                .inNamespace(NAMESPACE)
                .list()
                .getItems()
                .getFirst();
        var pod = deployment.getSpec().getTemplate().getSpec();
        Map<String, String> environment = new HashMap<>();
        for (EnvVar variable : pod.getContainers().getFirst().getEnv()) {
            environment.put(variable.getName(), Objects.requireNonNullElse(variable.getValue(), NAMESPACE));
        }
        String token = client.serviceAccounts()
                .inNamespace(NAMESPACE)
                .withName(pod.getServiceAccountName())
                .tokenRequest(new TokenRequestBuilder().withNewSpec().endSpec().build())
                .getStatus()
                .getToken();
        environment.putAll(Map.of(
                "KUBECONFIG", cluster.kubeconfig("operator", token).toString(),
                "QUARKUS_HTTP_HOST", "127.0.0.1",
                "QUARKUS_HTTP_PORT", "0",
                "REGIONAL_FAILOVER_PROBE_ALLOWED_CIDRS", "127.0.0.0/28",
                "REGIONAL_FAILOVER_DNS_EMBEDDED_ADDRESS", "127.0.0.1",
                "REGIONAL_FAILOVER_DNS_EMBEDDED_PORT", "0",
                "REGIONAL_FAILOVER_DNS_EMBEDDED_STATE_DIR",
                        folder.resolve("state").toString()));
        // Its own: a log is written on, and an earlier run's says where that one listened.
        Path logs = Path.of(
                "target", "acceptance", "first-steps-" + ProcessHandle.current().pid());
        OperatorProcess operator = new OperatorProcess(logs, environment);
        operator.start();
        operator.awaitReady();
        return operator;
    }
}
