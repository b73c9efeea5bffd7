package io.regionalfailover.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs kubectl and dig as a person would. */
final class Commands {
    private static final long PATIENCE_SECONDS = 60;

    private final Path kubeconfig;

    Commands(Path kubeconfig) {
        this.kubeconfig = kubeconfig;
    }

    /** Tells whether a program is on the PATH. */
    static boolean has(String program) {
        return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /**
     * Runs kubectl against the demonstration's control plane.
     *
     * @return what it printed
     * @throws DemoFailed when it fails; with what it printed
     */
    String kubectl(String... arguments) {
        List<String> command = new ArrayList<>(List.of("kubectl"));
        command.addAll(List.of(arguments));
        return run(command);
    }

    /**
     * Runs a command with KUBECONFIG set.
     *
     * @return what it printed
     * @throws DemoFailed when it fails; with what it printed
     */
    String run(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("KUBECONFIG", kubeconfig.toString());
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new DemoFailed("'" + String.join(" ", command) + "' did not end within a minute");
            }
            if (process.exitValue() != 0) {
                throw new DemoFailed("'" + String.join(" ", command) + "' failed: " + output.strip());
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailed("interrupted while '" + String.join(" ", command) + "' ran");
        }
    }
}
