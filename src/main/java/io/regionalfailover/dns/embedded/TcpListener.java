package io.regionalfailover.dns.embedded;

import io.regionalfailover.dns.embedded.Responder.Asker;
import io.regionalfailover.dns.embedded.Responder.Transport;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Answers connections (RFC 7766): any number of messages on each, in order, one virtual thread for each connection. A connection has
 * so long for each message, from the moment that the answer before is ready to its own; when there are too many, that which has waited longest gives
 * way.
 */
final class TcpListener implements AutoCloseable {
    /** RFC 7766, 6.2.3: a few seconds. It counts for a message in full, so that dripping bytes gains nothing. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int MOST_CONNECTIONS = 256;
    private static final long SWEEP_MILLIS = 500;
    private static final long AFTER_TROUBLE_MILLIS = 100;

    private final ServerSocket server;
    private final Responder responder;
    private final InstantSource steady;
    private final ScheduledExecutorService timer;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Thread acceptor;

    /** @param server bound */
    TcpListener(ServerSocket server, Responder responder, InstantSource steady, ScheduledExecutorService timer) {
        this.server = server;
        this.responder = responder;
        this.steady = steady;
        this.timer = timer;
    }

    void start() {
        sweepLater();
        accept();
    }

    private void accept() {
        acceptor = Thread.ofVirtual().name("dns-tcp").start(() -> {
            while (!server.isClosed()) {
                try {
                    serve(server.accept());
                } catch (IOException e) {
                    // Mostly too many open files: going on at once would only spin.
                    again();
                    return;
                }
            }
        });
    }

    private void again() {
        if (!server.isClosed() && !timer.isShutdown()) {
            var unused = timer.schedule(this::accept, AFTER_TROUBLE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void serve(Socket socket) {
        Connection connection = new Connection(socket, steady.instant().plus(PATIENCE));
        connections.add(connection);
        if (connections.size() > MOST_CONNECTIONS) {
            connections.stream().min(Comparator.comparing(other -> other.until)).ifPresent(oldest -> {
                connections.remove(oldest);
                oldest.close();
            });
        }
        Thread.ofVirtual().name("dns-tcp-connection").start(connection);
    }

    /** Whoever has taken too long is cut off, whether it reads, writes or does nothing. */
    private void sweep() {
        Instant now = steady.instant();
        for (Connection connection : connections) {
            if (connection.until.isBefore(now)) {
                connection.close();
            }
        }
        sweepLater();
    }

    private void sweepLater() {
        if (!server.isClosed() && !timer.isShutdown()) {
            var unused = timer.schedule(this::sweep, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** One client's connection. */
    private final class Connection implements Runnable {
        private final Socket socket;
        private final Asker asker;
        private final byte[] response = new byte[Responder.LONGEST];
        private final RandomGenerator random = RandomGenerator.getDefault();
        private volatile Instant until;

        private Connection(Socket socket, Instant until) {
            this.socket = socket;
            this.asker = new Asker(Transport.TCP, socket.getInetAddress());
            this.until = until;
        }

        @Override
        public void run() {
            try (socket) {
                socket.setTcpNoDelay(true);
                DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
                OutputStream out = socket.getOutputStream();
                while (answer(in, out)) {
                    // One message after the other.
                }
            } catch (IOException | RuntimeException e) {
                // The client has what it wanted, or was cut off.
            } finally {
                connections.remove(this);
            }
        }

        /** Answers one message; false when it was none, so that there is nothing more to say. */
        private boolean answer(DataInputStream in, OutputStream out) throws IOException {
            int length = in.readUnsignedShort();
            byte[] query = in.readNBytes(length);
            int answered = query.length < length ? 0 : responder.respond(query, length, response, asker, random);
            if (answered == 0) {
                return false;
            }
            // RFC 7766, 8: the length and the message in one write.
            byte[] framed = new byte[answered + 2];
            framed[0] = (byte) (answered >> 8);
            framed[1] = (byte) answered;
            System.arraycopy(response, 0, framed, 2, answered);
            // Before the client can have it: from then on it may take its time for the next.
            until = steady.instant().plus(PATIENCE);
            out.write(framed);
            return true;
        }

        private void close() {
            try {
                socket.close();
            } catch (IOException e) {
                // It is closed all the same.
            }
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            // It is closed all the same.
        }
        awaitAcceptor();
        connections.forEach(Connection::close);
    }

    /** The host keeps the port, and lets clients in, until the blocked call has returned. */
    private void awaitAcceptor() {
        Thread last = acceptor;
        if (last == null) {
            return;
        }
        try {
            last.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
