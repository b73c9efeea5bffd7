package io.regionalfailover.testing.toxiproxy;

import eu.rekawek.toxiproxy.Proxy;
import eu.rekawek.toxiproxy.model.Toxic;
import eu.rekawek.toxiproxy.model.ToxicDirection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/** One way from somebody to a server. It is whole until something is done to it; {@link #heal} makes it whole again. */
public final class Link {
    private static final long AN_HOUR = Duration.ofHours(1).toMillis();

    private final Proxy proxy;

    Link(Proxy proxy) {
        this.proxy = proxy;
    }

    /** {@code address:port} to connect to. */
    public String hostAndPort() {
        return proxy.getListen();
    }

    /** The port to connect to. */
    public int port() {
        return Integer.parseInt(hostAndPort().substring(hostAndPort().lastIndexOf(':') + 1));
    }

    /** Breaks all connections and refuses new ones, as a host without that server does. */
    public synchronized void refuse() {
        doing(proxy::disable);
    }

    /** Connections stand and nothing gets through, either way, as when packets are dropped. */
    public synchronized void swallow() {
        swallowRequests();
        swallowReplies();
    }

    /** What is asked never arrives. */
    public synchronized void swallowRequests() {
        doing(() -> proxy.toxics().timeout("requests", ToxicDirection.UPSTREAM, 0));
    }

    /** What is asked arrives, and what is answered does not, or only after {@link #heal}. */
    public synchronized void swallowReplies() {
        doing(() -> proxy.toxics().latency("replies", ToxicDirection.DOWNSTREAM, AN_HOUR));
    }

    /** Answers take that much longer. */
    public synchronized void delay(Duration by) {
        doing(() -> proxy.toxics().latency("delay", ToxicDirection.DOWNSTREAM, by.toMillis()));
    }

    /** What is asked is on its way until {@link #heal}, and arrives then. */
    public synchronized void hold() {
        doing(() -> proxy.toxics().latency("hold", ToxicDirection.UPSTREAM, AN_HOUR));
    }

    /** Makes it whole. What was held arrives; connections on which something was swallowed break. */
    public synchronized void heal() {
        doing(() -> {
            for (Toxic toxic : proxy.toxics().getAll()) {
                toxic.remove();
            }
            proxy.enable();
        });
    }

    private interface Doing {
        void run() throws IOException;
    }

    private static void doing(Doing what) {
        try {
            what.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
