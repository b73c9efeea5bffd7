package io.regionalfailover.chaos;

import io.regionalfailover.testing.process.TiedProcess;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The log of an operator goes into a pipe that is full and that nobody reads, as when whoever collects logs hangs. */
final class StuckLog {
    private static final Duration FULL_BY = Duration.ofSeconds(10);

    private final Site site;
    private final Path pipe;
    private @Nullable RandomAccessFile held;

    private StuckLog(Site site, Path pipe) {
        this.site = site;
        this.pipe = pipe;
    }

    static Breakage of(Site site) {
        StuckLog log = new StuckLog(
                site,
                Path.of(
                        "target",
                        "chaos",
                        "log-of-" + site + "-" + ProcessHandle.current().pid()));
        return new Breakage(
                "nobody reads the log of " + site, 1, Set.of("operator " + site, "disk " + site), log::begin, log::end);
    }

    private void begin() {
        try {
            Files.deleteIfExists(pipe);
            run("mkfifo", pipe.toString());
            // Open at both ends, so that neither opening it nor writing to it ends in an error.
            held = new RandomAccessFile(pipe.toFile(), "rw");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        site.kill();
        site.operator().startLoggingTo(pipe);
        TiedProcess filler = TiedProcess.command(
                        pipe.resolveSibling("filler.log"), "dd", "if=/dev/zero", "of=" + pipe, "bs=4096")
                .start();
        filler.waitFor(FULL_BY);
        filler.kill();
    }

    /** Somebody reads again, until this JVM ends. */
    private void end() {
        TiedProcess.command(Path.of("/dev/null"), "cat", pipe.toString()).start();
    }

    private static void run(String... command) throws IOException {
        try {
            if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + " failed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
