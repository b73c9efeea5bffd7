package io.regionalfailover.testing.toxiproxy;

import static org.awaitility.Awaitility.await;

import eu.rekawek.toxiproxy.ToxiproxyClient;
import io.regionalfailover.testing.controlplane.Binaries;
import io.regionalfailover.testing.process.FreePort;
import io.regionalfailover.testing.process.TiedProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A toxiproxy of our own on loopback. TCP only. */
public final class Toxiproxy implements AutoCloseable {
    private static final String HERE = "127.0.0.1";
    private static final Duration SOON = Duration.ofSeconds(30);

    private final TiedProcess process;
    private final ToxiproxyClient client;

    private Toxiproxy(TiedProcess process, ToxiproxyClient client) {
        this.process = process;
        this.client = client;
    }

    /**
     * Starts it, and returns when it can be asked.
     *
     * @param log gets what it says
     */
    public static Toxiproxy start(Path log) {
        String program = Binaries.find(List.of("toxiproxy")).file("toxiproxy").toString();
        int port = FreePort.on(HERE);
        TiedProcess process = TiedProcess.command(log, program, "-host", HERE, "-port", String.valueOf(port))
                .start();
        ToxiproxyClient client = new ToxiproxyClient(HERE, port);
        await("toxiproxy answers")
                .atMost(SOON)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> !client.version().isEmpty());
        return new Toxiproxy(process, client);
    }

    /** A link to a server from a free port of 127.0.0.1. */
    public Link link(String name, String host, int port) {
        return link(name, HERE + ":" + FreePort.on(HERE), host, port);
    }

    /**
     * A link to a server.
     *
     * @param name tells it from others
     * @param listen {@code address:port} that it listens on, 0 for a free port
     */
    public Link link(String name, String listen, String host, int port) {
        try {
            return new Link(client.createProxy(name, listen, host + ":" + port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.kill();
    }
}
