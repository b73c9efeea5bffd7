package io.regionalfailover.testing.chart;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.regionalfailover.testing.controlplane.Binaries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The chart, as Helm sees it. */
public final class Chart {
    /** Where it stands, seen from the project's folder. */
    public static final Path FOLDER = Path.of("helm", "regional-failover-operator");

    /** The release's name in tests. */
    public static final String RELEASE = "rfo";

    /** The release's namespace in tests. */
    public static final String NAMESPACE = "regional-failover";

    /** The full name of its objects. */
    public static final String FULL_NAME = RELEASE + "-regional-failover-operator";

    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

    private Chart() {}

    /**
     * What a tool answered.
     *
     * @param exitCode 0 when all is well
     * @param output what it printed, errors included
     */
    public record Answer(int exitCode, String output) {}

    /** Runs Helm 3, with these arguments. */
    public static Answer helm(String... arguments) {
        return run("helm", arguments);
    }

    /** Runs Helm, or another of the tools of {@code src/test/tools/build}. It reads no configuration of this machine's user. */
    public static Answer run(String tool, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(Binaries.find(List.of(tool)).file(tool).toString()));
        command.addAll(List.of(arguments));
        try {
            Path own = Files.createDirectories(Path.of("target", "helm"));
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            for (String variable : List.of("HELM_CACHE_HOME", "HELM_CONFIG_HOME", "HELM_DATA_HOME")) {
                builder.environment().put(variable, own.toAbsolutePath().toString());
            }
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Answer(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + tool + " ran", e);
        }
    }

    /** Runs {@code helm template} with these further arguments. */
    public static Answer template(String... more) {
        return helm(Stream.concat(
                        Stream.of("template", RELEASE, FOLDER.toString(), "--namespace", NAMESPACE), Stream.of(more))
                .toArray(String[]::new));
    }

    /**
     * The objects that the chart renders to, with these further arguments of {@code helm template}.
     *
     * @throws IllegalStateException when Helm does not render it
     */
    public static List<GenericKubernetesResource> render(String... more) {
        Answer answer = template(more);
        if (answer.exitCode() != 0) {
            throw new IllegalStateException("helm template: " + answer.output());
        }
        List<GenericKubernetesResource> objects = new ArrayList<>();
        for (String document : answer.output().split("(?m)^---\n")) {
            if (document.lines().anyMatch(line -> !line.isBlank() && !line.startsWith("#"))) {
                objects.add(SERIALIZATION.unmarshal(document, GenericKubernetesResource.class));
            }
        }
        return objects;
    }
}
