package io.regionalfailover.testing.controlplane;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;

/**
 * A free TCP port of the loopback address that stays ours until it is closed.
 *
 * <p>A port that is found free and let go of can be taken by anybody before the server binds it. This one is held by a
 * socket that is bound and never listens: with {@code SO_REUSEPORT} on both sides a server of the same user can listen
 * beside it, as often as it likes, and while no server does, connections are refused.
 */
final class ReservedPort implements AutoCloseable {

    private final SocketChannel holder;
    private final int port;

    private ReservedPort(SocketChannel holder, int port) {
        this.holder = holder;
        this.port = port;
    }

    static ReservedPort take() {
        try {
            var holder = SocketChannel.open();
            holder.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            holder.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
            return new ReservedPort(holder, ((InetSocketAddress) holder.getLocalAddress()).getPort());
        } catch (IOException e) {
            throw new UncheckedIOException("no port of 127.0.0.1 could be reserved", e);
        }
    }

    int number() {
        return port;
    }

    /** Whether some server listens there now. */
    boolean isServed() {
        try (var connection = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
            return connection.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            holder.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
