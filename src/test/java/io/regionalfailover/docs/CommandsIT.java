package io.regionalfailover.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.regionalfailover.testing.controlplane.ControlPlane;
import io.regionalfailover.testing.docs.Shell;
import io.regionalfailover.testing.docs.ShownCommand;
import io.regionalfailover.testing.operator.Kinds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command of every page either runs against a real API server, page by page, or is listed with the reason why it cannot. */
class CommandsIT {
    private static final Path LIST = Path.of("src", "test", "resources", "commands", "not-run-here.txt");

    private static ControlPlane cluster;

    /** The README's own way is {@code FirstStepsIT}'s. */
    static List<Path> pages() {
        return ShownCommand.pages().stream()
                .filter(page -> !page.equals(Path.of("README.md")))
                .filter(page -> ShownCommand.of(page).stream()
                        .anyMatch(command -> reason(command).isEmpty()))
                .toList();
    }

    /** For the pages that find the kinds installed; each that installs the chart has a cluster of its own. */
    @BeforeAll
    static void start() throws IOException {
        cluster = ControlPlane.start();
        try (KubernetesClient client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(Files.readString(cluster.kubeconfig())))
                .build()) {
            Kinds.install(client);
        }
        prepare(cluster);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void aPageRuns(Path page) {
        List<ShownCommand> commands = ShownCommand.of(page);
        if (commands.stream().noneMatch(command -> command.text().contains("helm install"))) {
            run(commands, cluster);
            return;
        }
        try (ControlPlane own = ControlPlane.start()) {
            prepare(own);
            run(commands, own);
        }
    }

    private static void prepare(ControlPlane plane) {
        Shell shell = new Shell(plane.kubeconfig());
        for (String namespace : List.of("shop", "argocd", "flux-system")) {
            shell.run("kubectl create namespace " + namespace);
        }
    }

    private static void run(List<ShownCommand> commands, ControlPlane plane) {
        Shell shell = new Shell(plane.kubeconfig());
        for (ShownCommand command : commands) {
            if (reason(command).isEmpty()) {
                shell.run(command.text());
            }
        }
    }

    @Test
    void whatIsListedIsShownSomewhere() {
        assertThat(reasons().keySet())
                .allSatisfy(beginning -> assertThat(ShownCommand.pages().stream()
                                .flatMap(page -> ShownCommand.of(page).stream())
                                .anyMatch(command -> command.text().startsWith(beginning)))
                        .as(LIST + " lists '" + beginning + "', and no page shows a command that begins so")
                        .isTrue());
    }

    private static String reason(ShownCommand command) {
        return reasons().entrySet().stream()
                .filter(listed -> command.text().startsWith(listed.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    private static Map<String, String> reasons() {
        try {
            Map<String, String> reasons = new LinkedHashMap<>();
            for (String line : Files.readAllLines(LIST)) {
                String[] parts = line.split(" [|] ", 2);
                if (!line.startsWith("#") && parts.length == 2) {
                    reasons.put(parts[0], parts[1]);
                }
            }
            return reasons;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
