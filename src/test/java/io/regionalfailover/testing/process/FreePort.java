package io.regionalfailover.testing.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Ports for programs that must be told theirs, and for servers that are stopped and started again on the same. A port is held until this
 * process ends, by a socket that is bound and never listens: nobody else gets it here while its program is away, and connections to
 * it are refused then.
 */
public final class FreePort {
    // Below what the host hands out by itself: no outgoing connection, and no question over UDP, takes it.
    private static final int LOWEST = 12_000;
    private static final int HIGHEST = 30_000;
    private static final int ATTEMPTS = 200;
    private static final Random RANDOM = new Random();
    private static final Queue<Socket> HELD = new ConcurrentLinkedQueue<>();

    private FreePort() {}

    /**
     * Finds a port that is free, and holds it for whoever listens with {@code SO_REUSEADDR}, as servers do.
     *
     * @param addresses of this host, in numbers; the port is free on each of them
     */
    public static int on(String... addresses) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = RANDOM.nextInt(LOWEST, HIGHEST);
            if (isHeld(port, addresses)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port between " + LOWEST + " and " + HIGHEST);
    }

    private static boolean isHeld(int port, String... addresses) {
        List<Socket> holders = new ArrayList<>();
        try {
            for (String address : addresses) {
                Socket holder = new Socket();
                holders.add(holder);
                // Shared with nobody at first: of two who try the same port one gets it.
                holder.setReuseAddress(false);
                holder.bind(new InetSocketAddress(InetAddress.ofLiteral(address), port));
                holder.setReuseAddress(true);
            }
            HELD.addAll(holders);
            return true;
        } catch (IOException taken) {
            holders.forEach(FreePort::letGo);
            return false;
        }
    }

    private static void letGo(Socket holder) {
        try {
            holder.close();
        } catch (IOException e) {
            // It is let go of all the same.
        }
    }
}
