package io.regionalfailover.testing.operator;

import io.regionalfailover.testing.process.TiedProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;

/** The packaged operator, and the cache that its image starts from. */
public final class Program {
    private static final Duration TRAINED_WITHIN = Duration.ofMinutes(4);

    private Program() {}

    /**
     * The JVM's options as the image starts it, but for the cache, in a container that gets the serial collector.
     *
     * @param memory of the container, as {@code -XX:MaxRAM} takes it
     */
    public static List<String> imageOptions(String memory) {
        return List.of(
                "-XX:MaxRAM=" + memory,
                "-XX:InitialRAMPercentage=8",
                "-XX:MaxRAMPercentage=45",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError");
    }

    /** @throws IllegalStateException when it is not packaged */
    public static Path jar() {
        Path jar = Path.of(System.getProperty("operator.jar", "target/quarkus-app/quarkus-run.jar"));
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is not there: package the operator first (mvn package)");
        }
        return jar;
    }

    /**
     * The cache that belongs to this very jar. Whoever needs it first makes it, which takes half a minute; others wait, those in other
     * processes, too.
     *
     * @throws IllegalStateException when none was made
     */
    public static synchronized Path cache() {
        Path jar = jar();
        Path cache = jar.resolveSibling("operator.aot");
        Path log = jar.resolveSibling("operator.aot.log");
        try (FileChannel file = FileChannel.open(
                        jar.resolveSibling("operator.aot.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock ignored = file.lock()) {
            if (Files.exists(cache) && Files.getLastModifiedTime(cache).compareTo(Files.getLastModifiedTime(jar)) > 0) {
                return cache;
            }
            Files.deleteIfExists(cache);
            try (TiedProcess training = TiedProcess.command(
                            log, "src/main/image/train", jar.toString(), cache.toString())
                    .env("JAVA_HOME", System.getProperty("java.home"))
                    .start()) {
                if (!training.waitFor(TRAINED_WITHIN).filter(code -> code == 0).isPresent()) {
                    throw new IllegalStateException("there is no cache of the program:\n" + training.logTail(20));
                }
            }
            return cache;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
