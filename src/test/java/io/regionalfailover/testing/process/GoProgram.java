package io.regionalfailover.testing.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Programs of {@code src/test/go}, built on first use by {@code src/test/tools/go-program}, which says so. */
public final class GoProgram {
    private static final Path SCRIPT = Path.of("src", "test", "tools", "go-program");

    private GoProgram() {}

    /**
     * Finds a program, or builds it.
     *
     * @throws IllegalStateException when it cannot be built, with the sentence of the script
     */
    public static Path built(String name) {
        return Path.of(run(new ProcessBuilder("bash", SCRIPT.toString(), name), ""));
    }

    /**
     * What a program that ends by itself prints.
     *
     * @throws IllegalStateException when it ends with another code than 0, with what it says
     */
    public static String run(ProcessBuilder builder, String input) {
        try {
            Path said = Files.createTempFile("program", ".txt");
            Process process = builder.redirectError(said.toFile()).start();
            try (var in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            boolean failed = process.waitFor() != 0;
            String errors = Files.readString(said).strip();
            Files.delete(said);
            if (failed) {
                throw new IllegalStateException(errors);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + builder.command() + " ran", e);
        }
    }
}
