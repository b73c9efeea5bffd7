package io.regionalfailover.testing.dns;

import io.regionalfailover.testing.process.TiedProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Programs, as {@code src/test/tools/debian} unpacks them. They are not installed and run without rights. */
public final class DebianTools {
    private static final Path SCRIPT = Path.of("src/test/tools/debian");

    private final Path root;

    private DebianTools(Path root) {
        this.root = root;
    }

    /** BIND, dig and unbound; where they cannot be had, the test that asks is skipped with the script's sentence. */
    public static DebianTools orSkip() {
        return orSkip("dns");
    }

    /** The programs of that name; where they cannot be had, the test that asks is skipped with the script's sentence. */
    public static DebianTools orSkip(String programs) {
        try {
            Path said = Files.createTempFile("debian", ".txt");
            Process script = new ProcessBuilder("bash", SCRIPT.toString(), programs)
                    .redirectError(said.toFile())
                    .start();
            String folder = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            boolean there = script.waitFor() == 0;
            String errors = Files.readString(said).strip();
            Files.delete(said);
            Assumptions.assumeTrue(there, errors);
            return new DebianTools(Path.of(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while fetching programs", e);
        }
    }

    /**
     * A command of these programs, with the libraries that came with them.
     *
     * @param log gets its output
     * @param program such as {@code usr/sbin/named}
     */
    public TiedProcess.Command command(Path log, String program, String... arguments) {
        List<String> all = new ArrayList<>(List.of(root.resolve(program).toString()));
        all.addAll(List.of(arguments));
        return TiedProcess.command(log, all).env("LD_LIBRARY_PATH", libraries());
    }

    /** The folder that they are in. */
    public Path root() {
        return root;
    }

    private String libraries() {
        try (Stream<Path> folders = Files.walk(root, 4)) {
            return folders.filter(Files::isDirectory)
                    .filter(folder -> folder.getFileName().toString().endsWith("-linux-gnu")
                            || folder.getFileName().toString().equals("pulseaudio"))
                    .map(Path::toString)
                    .collect(Collectors.joining(":"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
