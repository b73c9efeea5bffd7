package io.regionalfailover.dns.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;

/** Answers on one port of one address, over UDP and TCP. */
final class DnsServer implements AutoCloseable {
    private static final int PORT_ATTEMPTS = 50;
    private static final int BACKLOG = 128;

    private final UdpListener udp;
    private final TcpListener tcp;
    private final InetSocketAddress bound;

    private DnsServer(UdpListener udp, TcpListener tcp, InetSocketAddress bound) {
        this.udp = udp;
        this.tcp = tcp;
        this.bound = bound;
    }

    /**
     * Where to answer.
     *
     * @param address empty for all of this machine's
     * @param port 0 for one that is free for both UDP and TCP
     */
    record Place(Optional<InetAddress> address, int port) {
        private InetSocketAddress at(int actual) {
            return address.map(one -> new InetSocketAddress(one, actual))
                    .orElseGet(() -> new InetSocketAddress(actual));
        }

        @Override
        public String toString() {
            return "port " + port + " (UDP and TCP) of "
                    + address.map(InetAddress::getHostAddress).orElse("all addresses");
        }
    }

    /**
     * Binds both sockets and begins to answer.
     *
     * @param steady a clock that never jumps
     * @param timer for short tasks
     * @throws IOException when the place cannot be had
     */
    static DnsServer start(Place place, Responder responder, InstantSource steady, ScheduledExecutorService timer)
            throws IOException {
        for (int attempt = 1; ; attempt++) {
            ServerSocket connections = new ServerSocket();
            try {
                // First, and shared with nobody: another process that has the port is found out here.
                connections.bind(place.at(place.port()), BACKLOG);
                InetSocketAddress actual = place.at(connections.getLocalPort());
                DnsServer server = new DnsServer(
                        UdpListener.bind(actual, responder),
                        new TcpListener(connections, responder, steady, timer),
                        actual);
                server.udp.start();
                server.tcp.start();
                return server;
            } catch (IOException e) {
                connections.close();
                // A free port for TCP may be taken for UDP: then another one is tried, unless a certain one was asked
                // for.
                if (place.port() != 0 || attempt == PORT_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** Where it answers, as this machine reaches it. */
    InetSocketAddress address() {
        return bound.getAddress().isAnyLocalAddress()
                ? new InetSocketAddress(InetAddress.getLoopbackAddress(), bound.getPort())
                : bound;
    }

    @Override
    public void close() {
        udp.close();
        tcp.close();
    }
}
