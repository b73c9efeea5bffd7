package io.regionalfailover.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.regionalfailover.testing.chart.Chart;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The chart in the hands of others' tools: Helm 4, helm-unittest, promtool, a shell. */
class ChartToolsIT {
    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();
    private static final Path VALUES = Path.of("src", "test", "resources", "chart");

    @ParameterizedTest
    @ValueSource(strings = {"defaults", "everything", "namespaced", "operations"})
    void bothHelmsRenderTheSame(String values) {
        String[] arguments = values.equals("defaults")
                ? new String[] {"template", Chart.RELEASE, Chart.FOLDER.toString()}
                : new String[] {"template", Chart.RELEASE, Chart.FOLDER.toString(), "--values", file(values)};

        Chart.Answer three = Chart.run("helm", arguments);
        Chart.Answer four = Chart.run("helm4", arguments);

        assertThat(three.exitCode()).as(three.output()).isZero();
        assertThat(documents(four)).containsExactlyInAnyOrderElementsOf(documents(three));
        assertThat(Chart.run("helm4", "version", "--short").output()).startsWith("v4.");
    }

    /** They differ in the blank lines between objects, and in the order of kinds that they do not know. */
    private static List<String> documents(Chart.Answer rendered) {
        return Stream.of(rendered.output().split("(?m)^---$"))
                .map(String::strip)
                .toList();
    }

    @Test
    void helm4FindsNothingToSay() {
        Chart.Answer answer =
                Chart.run("helm4", "lint", "--strict", Chart.FOLDER.toString(), "--values", file("operations"));

        assertThat(answer.output()).contains("0 chart(s) failed").doesNotContain("[WARNING]", "[ERROR]");
        assertThat(answer.exitCode()).isZero();
    }

    @Test
    void theTestsBesideTheChartPass() {
        Chart.Answer answer = Chart.run("helm-unittest", "--strict", Chart.FOLDER.toString());

        assertThat(answer.exitCode()).as(answer.output()).isZero();
        assertThat(answer.output()).containsPattern("Tests:\\s+[1-9][0-9]* passed");
    }

    @Test
    void alertsFireWhenTheyShouldAndOnlyThen() throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "chart-alerts"));
        GenericKubernetesResource rule = object("PrometheusRule", "--set", "prometheusRule.enabled=true");
        Files.writeString(folder.resolve("alerts.yaml"), SERIALIZATION.asYaml(rule.get("spec")));
        Files.copy(
                VALUES.resolve("alerts-test.yaml"),
                folder.resolve("alerts-test.yaml"),
                StandardCopyOption.REPLACE_EXISTING);

        Chart.Answer checked = Chart.run(
                "promtool",
                "check",
                "rules",
                "--lint=all",
                "--lint-fatal",
                folder.resolve("alerts.yaml").toString());
        Chart.Answer tested = Chart.run(
                "promtool", "test", "rules", folder.resolve("alerts-test.yaml").toString());

        assertThat(checked.output()).contains("8 rules found");
        assertThat(checked.exitCode()).as(checked.output()).isZero();
        assertThat(tested.exitCode()).as(tested.output()).isZero();
    }

    @Test
    void helmTestIsContentWithAnOperatorThatIsReady() throws Exception {
        assertThat(testPod("HTTP/1.1 200 OK\r\n\r\n{\"status\": \"UP\"}")).isZero();
    }

    @Test
    void helmTestIsNotContentWithOneThatIsNot() throws Exception {
        assertThat(testPod("HTTP/1.1 503 Service Unavailable\r\n\r\n{}")).isEqualTo(1);
    }

    /** Runs the script of the pod of {@code helm test} against a server that always gives this answer; the exit code. */
    private static int testPod(String answer) throws Exception {
        Pod pod = SERIALIZATION.convertValue(object("Pod"), Pod.class);
        List<String> script = pod.getSpec().getContainers().getFirst().getArgs();
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answer(server, answer));
            ProcessBuilder shell = new ProcessBuilder("bash", "-c", script.getFirst()).redirectErrorStream(true);
            shell.environment()
                    .putAll(Map.of(
                            "HOST",
                            server.getInetAddress().getHostAddress(),
                            "PORT",
                            String.valueOf(server.getLocalPort()),
                            "PAUSE",
                            "0.01"));
            Process process = shell.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            assertThat(output).contains(answer.lines().findFirst().orElseThrow());
            return code;
        }
    }

    private static void answer(ServerSocket server, String answer) {
        while (!server.isClosed()) {
            try (Socket caller = server.accept()) {
                BufferedReader request =
                        new BufferedReader(new InputStreamReader(caller.getInputStream(), StandardCharsets.US_ASCII));
                String first = request.readLine();
                String line = first;
                while (line != null && !line.isEmpty()) {
                    line = request.readLine();
                }
                if (!"GET /q/health/ready HTTP/1.1".equals(first)) {
                    continue;
                }
                caller.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static GenericKubernetesResource object(String kind, String... arguments) {
        return Chart.render(arguments).stream()
                .filter(object -> object.getKind().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    private static String file(String name) {
        return VALUES.resolve(name + ".yaml").toString();
    }
}
