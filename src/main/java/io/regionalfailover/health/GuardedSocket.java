package io.regionalfailover.health;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A connection that is cut at its deadline, whatever it is doing then. A timeout per read would not do: who sends one byte
 * a second never misses one.
 */
final class GuardedSocket implements AutoCloseable {

    /** How far an exchange got; decides what a failure is called. */
    enum Phase {
        CONNECTING("not connected"),
        HANDSHAKE("connected, TLS handshake unfinished"),
        WAITING("connected, no response"),
        HEAD("response head unfinished"),
        BODY("response body unfinished");

        private final String text;

        Phase(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    /** Holds most answers whole. As it comes it is four times as much, for each probe. */
    private static final int READ_AHEAD_BYTES = 2048;

    private final InetSocketAddress peer;
    private final Deadline deadline;
    private final Socket plain;
    private final ScheduledFuture<?> guard;
    private @Nullable SSLSocket secured;
    private Phase phase = Phase.CONNECTING;
    private volatile boolean expired;

    /**
     * @param peer a checked address
     * @param deadline when the connection is cut
     * @param timer cuts it
     * @throws AttemptFailed when this host has no socket to give
     */
    GuardedSocket(InetSocketAddress peer, Deadline deadline, ScheduledExecutorService timer) throws AttemptFailed {
        this.peer = peer;
        this.deadline = deadline;
        this.plain = create();
        this.guard =
                timer.schedule(this::expire, Math.max(0, deadline.remaining().toNanos()), TimeUnit.NANOSECONDS);
    }

    /** Connects, by a deadline that may be nearer than the connection's own. */
    void connect(Deadline by) throws IOException {
        plain.connect(peer, by.millis());
        plain.setSoTimeout(deadline.millis());
        phase = Phase.WAITING;
    }

    /**
     * Encrypts: does the handshake and judges the certificate.
     *
     * @param protocols what is offered by ALPN
     * @return the protocol that the server chose, empty when it chose none
     */
    String secure(Trust trust, Tls tls, String serverName, String... protocols) throws IOException, AttemptFailed {
        phase = Phase.HANDSHAKE;
        SSLSocket socket = trust.wrap(plain, tls, serverName, protocols);
        secured = socket;
        socket.startHandshake();
        phase = Phase.WAITING;
        return String.valueOf(socket.getApplicationProtocol());
    }

    InputStream in() throws IOException {
        SSLSocket socket = secured;
        return new BufferedInputStream(
                socket == null ? plain.getInputStream() : socket.getInputStream(), READ_AHEAD_BYTES);
    }

    OutputStream out() throws IOException {
        SSLSocket socket = secured;
        return socket == null ? plain.getOutputStream() : socket.getOutputStream();
    }

    void enter(Phase next) {
        phase = next;
    }

    Phase phase() {
        return phase;
    }

    InetSocketAddress peer() {
        return peer;
    }

    Deadline deadline() {
        return deadline;
    }

    /** Whether it was cut because its time was over. */
    boolean expired() {
        return expired || deadline.passed();
    }

    /** Closes, politely where TLS is up; the guard still stands, so this cannot hang. */
    @Override
    public void close() {
        SSLSocket socket = secured;
        try (plain) {
            if (socket != null && !plain.isClosed()) {
                socket.close();
            }
        } catch (IOException e) {
            // The attempt has its result already; a connection that cannot be closed well is closed all the same.
        } finally {
            guard.cancel(false);
        }
    }

    private static Socket create() throws AttemptFailed {
        // No proxy, whatever this process is told about proxies: it would be asked to connect, and the address that was
        // checked would be only what it is told.
        Socket socket = new Socket(Proxy.NO_PROXY);
        try {
            // An option makes the host give out the socket now, so that its own shortage is told apart from the peer's
            // faults.
            socket.setTcpNoDelay(true);
            return socket;
        } catch (IOException e) {
            throw new AttemptFailed(IoFailure.shortage(e));
        }
    }

    private void expire() {
        expired = true;
        try {
            plain.close();
        } catch (IOException e) {
            // Closing gives the descriptor back in any case.
        }
    }
}
