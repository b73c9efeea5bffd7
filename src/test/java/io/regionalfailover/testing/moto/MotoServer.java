package io.regionalfailover.testing.moto;

import static org.awaitility.Awaitility.await;

import io.regionalfailover.testing.process.TiedProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** moto's server on a free loopback port. Installed on first use by {@code src/test/tools/moto}, which says so. */
public final class MotoServer implements AutoCloseable {
    private static final Path SCRIPT = Path.of("src/test/tools/moto");
    private static final Pattern RUNNING = Pattern.compile("Running on (http://127\\.0\\.0\\.1:\\d+)");
    private static final Duration START = Duration.ofSeconds(60);

    private final TiedProcess process;
    private final URI endpoint;

    private MotoServer(TiedProcess process) {
        this.process = process;
        Matcher listening = await("moto to listen")
                .atMost(START)
                .failFast(() -> {
                    if (!process.isAlive()) {
                        throw new IllegalStateException("moto ended: " + process.logTail(20));
                    }
                })
                .until(() -> RUNNING.matcher(process.logTail(50)), Matcher::find);
        this.endpoint = URI.create(listening.group(1));
    }

    /**
     * Starts the server and waits until it listens.
     *
     * @param log where its output goes; a file that does not exist yet
     * @throws IllegalStateException when it cannot be installed, with the sentence of the script
     */
    public static MotoServer start(Path log) {
        return new MotoServer(TiedProcess.command(log, installed(), "-H", "127.0.0.1", "-p", "0")
                .env("PYTHONUNBUFFERED", "1")
                .start());
    }

    /** Its URL, for a client's endpoint override. */
    public URI endpoint() {
        return endpoint;
    }

    @Override
    public void close() {
        process.close();
    }

    private static String installed() {
        try {
            Path said = Files.createTempFile("moto", ".txt");
            Process script = new ProcessBuilder("bash", SCRIPT.toString())
                    .redirectError(said.toFile())
                    .start();
            String server = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            boolean failed = script.waitFor() != 0;
            String errors = Files.readString(said);
            Files.delete(said);
            if (failed) {
                throw new IllegalStateException(errors.strip());
            }
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while installing moto", e);
        }
    }
}
