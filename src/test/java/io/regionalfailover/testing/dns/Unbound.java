package io.regionalfailover.testing.dns;

import io.regionalfailover.testing.process.FreePort;
import io.regionalfailover.testing.process.TiedProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A recursive resolver as people have it, which keeps answers for their TTL. It asks one server for one zone. */
public final class Unbound implements AutoCloseable {
    private static final String HERE = "127.0.0.1";

    private final int port = FreePort.on(HERE);
    private final TiedProcess process;

    /**
     * Starts it; it answers a moment later.
     *
     * @param folder an empty one, for its files
     * @param zone the zone's apex
     * @param server who answers for the zone, as {@code host:port}
     */
    public Unbound(DebianTools tools, Path folder, String zone, String server) {
        Path configuration = folder.resolve("unbound.conf");
        try {
            Files.writeString(configuration, """
                    server:
                      directory: "%1$s"
                      chroot: ""
                      username: ""
                      pidfile: ""
                      use-syslog: no
                      do-daemonize: no
                      num-threads: 1
                      interface: %2$s@%3$d
                      do-not-query-localhost: no
                      module-config: "iterator"
                    remote-control:
                      control-enable: no
                    forward-zone:
                      name: "%4$s"
                      forward-addr: %5$s
                    """.formatted(folder, HERE, port, zone, server.replace(':', '@')));
            process = tools.command(
                            folder.resolve("unbound.log"), "usr/sbin/unbound", "-d", "-c", configuration.toString())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it is asked. */
    public String hostAndPort() {
        return HERE + ":" + port;
    }

    @Override
    public void close() {
        process.close();
    }
}
