package io.regionalfailover.testing.controlplane;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The folder with the programs of the control plane and Helm, or with those that the chart is tested with: the system property or environment variable {@code RFO_BIN}, or
 * else what {@code src/test/tools/build --print} says.
 */
public record Binaries(Path directory) {

    private static final Path SCRIPT = Path.of("src/test/tools/build");

    /**
     * Finds the folder.
     *
     * @throws IllegalStateException when one of these programs is not in it
     */
    public static Binaries find(Collection<String> programs) {
        var given = Optional.ofNullable(System.getProperty("RFO_BIN"))
                .or(() -> Optional.ofNullable(System.getenv("RFO_BIN")));
        var binaries = new Binaries(given.map(Path::of).orElseGet(() -> askScript(programs)));
        binaries.require(programs);
        return binaries;
    }

    void require(Collection<String> programs) {
        for (var program : programs) {
            if (!Files.isReadable(file(program))) {
                throw new IllegalStateException(program + " is not in " + directory
                        + ": run `make tools`, which builds it from source (once, about 10 minutes)");
            }
        }
    }

    /** Where a program or file stands. */
    public Path file(String name) {
        return directory.resolve(name);
    }

    String program(String name) {
        return file(name).toString();
    }

    /** Programs that are asked for together are in one folder. */
    private static Path askScript(Collection<String> programs) {
        try {
            var command = new ArrayList<>(List.of("bash", script().toString(), "--print"));
            programs.stream()
                    .filter(program -> !program.contains("."))
                    .findFirst()
                    .ifPresent(command::add);
            var process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            var answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.waitFor() != 0 || answer.isEmpty()) {
                throw new IllegalStateException(
                        SCRIPT + " --print could not tell where the control plane's programs are");
            }
            return Path.of(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking " + SCRIPT, e);
        }
    }

    private static Path script() {
        var start = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
        for (var folder = start; folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve(SCRIPT))) {
                return folder.resolve(SCRIPT);
            }
        }
        throw new IllegalStateException(
                "no " + SCRIPT + " in " + start + " nor above it: run from a checkout, or set RFO_BIN"
                        + " to a folder with the control plane's programs");
    }
}
