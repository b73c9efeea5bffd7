package io.regionalfailover.testing.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Random;

/** Ports for programs that must be told theirs and are started again on it. */
public final class FreePort {
    // Below what the host hands out by itself: nobody's outgoing connection takes it while its program is away.
    private static final int LOWEST = 12_000;
    private static final int HIGHEST = 30_000;
    private static final int ATTEMPTS = 200;
    private static final Random RANDOM = new Random();

    private FreePort() {}

    /**
     * Finds a port that is free now.
     *
     * @param addresses of this host; the port is free on each of them
     */
    public static int on(String... addresses) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = RANDOM.nextInt(LOWEST, HIGHEST);
            if (isFree(port, addresses)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port between " + LOWEST + " and " + HIGHEST);
    }

    private static boolean isFree(int port, String... addresses) {
        for (String address : addresses) {
            try (ServerSocket socket = new ServerSocket()) {
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(InetAddress.ofLiteral(address), port));
            } catch (IOException taken) {
                return false;
            }
        }
        return true;
    }
}
