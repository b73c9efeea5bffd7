package io.regionalfailover.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.regionalfailover.testing.chart.Chart;
import io.regionalfailover.testing.chart.Schemas;
import io.regionalfailover.testing.controlplane.ControlPlane;
import io.regionalfailover.testing.crds.Crds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * A release of the chart before this one, with policies in place, that Helm 3 upgrades, then Helm 4, and that Helm 4 ends and
 * begins anew. Kinds and what people made of them are the same objects all the while.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class UpgradeIT {
    private static final Path RESOURCES = Path.of("src", "test", "resources", "chart");
    private static final Path BEFORE = RESOURCES.resolve("previous").resolve("regional-failover-operator-0.1.0.tgz");
    private static final Path OPERATIONS = RESOURCES.resolve("operations.yaml");
    private static final Pattern COMMANDS = Pattern.compile("(?ms)^```sh\\n(.*?)^```$");
    private static final String OURS = "regionalfailover.io/v1alpha1";

    private static ControlPlane cluster;
    private static KubernetesClient client;
    private static Map<String, String> before = Map.of();

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
    @Order(1)
    void theChartBeforeIsInUse() {
        helm("helm", "install", BEFORE.toString(), "--create-namespace");
        shell("kubectl apply -f " + RESOURCES.resolve("monitoring/kinds.yaml"));
        shell("kubectl apply -k examples/gitops/base");
        before = uids();

        assertThat(before).containsKeys("FailoverPolicy shop/checkout", "DnsZone example-com", "Region us-east-1");
        assertThat(before.keySet()).filteredOn(key -> key.startsWith("CRD")).hasSizeGreaterThan(2);
    }

    @Test
    @Order(2)
    void anUpgradeTouchesNothingOfAnybodys() {
        helm("helm", "upgrade", Chart.FOLDER.toString(), "--values", OPERATIONS.toString());

        assertThat(uids()).containsAllEntriesOf(before);
        assertThat(kinds()).isEqualTo(Crds.checkedIn().size());
        assertThat(there("PodDisruptionBudget", "NetworkPolicy", "ConfigMap", "ServiceMonitor", "PrometheusRule"))
                .contains(
                        "poddisruptionbudget.policy/" + Chart.FULL_NAME,
                        "networkpolicy.networking.k8s.io/" + Chart.FULL_NAME,
                        "configmap/" + Chart.FULL_NAME + "-dashboard",
                        "configmap/" + Chart.RELEASE + "-more",
                        "servicemonitor.monitoring.coreos.com/" + Chart.FULL_NAME,
                        "prometheusrule.monitoring.coreos.com/" + Chart.FULL_NAME);
    }

    @Test
    @Order(3)
    void theApiServersOwnSchemasKnowEveryField() throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "chart-schemas"));
        Schemas.write(client, folder);
        for (String values : List.of("operations", "everything", "namespaced")) {
            Path rendered = folder.resolve(values + ".yaml");
            Files.writeString(
                    rendered,
                    Chart.template(
                                    "--values",
                                    RESOURCES.resolve(values + ".yaml").toString())
                            .output());

            Chart.Answer answer = Chart.run(
                    "kubeconform",
                    "-strict",
                    "-summary",
                    "-skip",
                    "ServiceMonitor,PrometheusRule",
                    "-schema-location",
                    folder + "/" + Schemas.NAMES,
                    rendered.toString());

            assertThat(answer.exitCode()).as(answer.output()).isZero();
            assertThat(answer.output()).contains("Invalid: 0, Errors: 0");
        }
    }

    @Test
    @Order(3)
    void theCommandsOfTheRunbookAreTaken() throws IOException {
        List<String> blocks = COMMANDS.matcher(Files.readString(Path.of("docs", "runbook.md")))
                .results()
                .map(block -> block.group(1))
                .toList();

        assertThat(blocks).hasSizeGreaterThan(10).allSatisfy(UpgradeIT::shell);
    }

    @Test
    @Order(4)
    void helm4GoesOnWhereHelm3Ended() {
        helm("helm4", "upgrade", Chart.FOLDER.toString(), "--values", OPERATIONS.toString(), "--set", "replicaCount=3");

        assertThat(uids()).containsAllEntriesOf(before);
        assertThat(client.apps()
                        .deployments()
                        .inNamespace(Chart.NAMESPACE)
                        .withName(Chart.FULL_NAME)
                        .get()
                        .getSpec()
                        .getReplicas())
                .isEqualTo(3);
    }

    @Test
    @Order(5)
    void helm4EndsItAndBeginsAnew() {
        helm("helm4", "uninstall");
        assertThat(uids()).containsAllEntriesOf(before);
        assertThat(there("Deployment")).isEmpty();

        helm("helm4", "install", Chart.FOLDER.toString(), "--values", OPERATIONS.toString());
        assertThat(uids()).containsAllEntriesOf(before);
        assertThat(there("Deployment")).containsExactly("deployment.apps/" + Chart.FULL_NAME);
    }

    private static void helm(String version, String verb, String... arguments) {
        Chart.Answer answer = Chart.run(
                version,
                Stream.concat(
                                Stream.of(
                                        verb,
                                        Chart.RELEASE,
                                        "--namespace",
                                        Chart.NAMESPACE,
                                        "--kubeconfig",
                                        cluster.kubeconfig().toString()),
                                Stream.of(arguments))
                        .toArray(String[]::new));
        assertThat(answer.exitCode()).as(answer.output()).isZero();
    }

    /** What was made by people or holds what they made, and the identity that it must keep. */
    private static Map<String, String> uids() {
        Map<String, String> uids = new HashMap<>();
        client.apiextensions().v1().customResourceDefinitions().list().getItems().stream()
                .filter(kind -> kind.getSpec().getGroup().equals("regionalfailover.io"))
                .forEach(kind -> uids.put(
                        "CRD " + kind.getMetadata().getName(),
                        kind.getMetadata().getUid()));
        for (String kind : List.of("FailoverPolicy", "DnsZone", "Region")) {
            client.genericKubernetesResources(OURS, kind).inAnyNamespace().list().getItems().stream()
                    .map(HasMetadata::getMetadata)
                    .forEach(object -> uids.put(
                            kind + " " + (object.getNamespace() == null ? "" : object.getNamespace() + "/")
                                    + object.getName(),
                            object.getUid()));
        }
        return uids;
    }

    private static long kinds() {
        return uids().keySet().stream().filter(key -> key.startsWith("CRD")).count();
    }

    private static List<String> there(String... kinds) {
        return shell("kubectl -n " + Chart.NAMESPACE + " get " + String.join(",", kinds) + " -o name")
                .lines()
                .toList();
    }

    private static String shell(String commands) {
        ProcessBuilder shell = new ProcessBuilder("bash", "-euo", "pipefail", "-c", commands).redirectErrorStream(true);
        shell.environment().put("KUBECONFIG", cluster.kubeconfig().toString());
        try {
            Process process = shell.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(commands + "\n" + output).isZero();
            return output;
        } catch (IOException e) {
            throw new AssertionError("bash is needed on the PATH, and did not run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
