package io.regionalfailover.testing.docs;

import io.regionalfailover.testing.controlplane.Binaries;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A person's shell in the project's folder, with kubectl of this machine and the tests' Helm. Not thread-safe. */
public final class Shell {
    private static final long PATIENCE_MINUTES = 4;

    private final Path kubeconfig;
    private final StringBuilder exported = new StringBuilder();

    /** @param kubeconfig which cluster it speaks to */
    public Shell(Path kubeconfig) {
        this.kubeconfig = kubeconfig;
    }

    /**
     * Runs a command. What was exported before is known to it.
     *
     * @return what it printed
     * @throws AssertionError when it fails, or does not end within four minutes; with what it printed
     */
    public String run(String command) {
        if (command.startsWith("export ")) {
            exported.append(command).append('\n');
        }
        ProcessBuilder builder =
                new ProcessBuilder("bash", "-euo", "pipefail", "-c", exported + command).redirectErrorStream(true);
        Path helm = Binaries.find(List.of("helm")).directory();
        builder.environment().put("KUBECONFIG", kubeconfig.toString());
        builder.environment().merge("PATH", helm.toString(), (path, first) -> first + File.pathSeparator + path);
        try {
            String own = Files.createDirectories(Path.of("target", "helm"))
                    .toAbsolutePath()
                    .toString();
            for (String variable : List.of("HELM_CACHE_HOME", "HELM_CONFIG_HOME", "HELM_DATA_HOME")) {
                builder.environment().put(variable, own);
            }
            Path said = Files.createTempFile("shell", ".txt");
            Process process = builder.redirectOutput(said.toFile()).start();
            process.getOutputStream().close();
            boolean ended = process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            String output = Files.readString(said);
            Files.delete(said);
            if (!ended || process.exitValue() != 0) {
                throw new AssertionError("'" + command + "' " + (ended ? "failed" : "did not end") + ":\n" + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while '" + command + "' ran", e);
        }
    }
}
