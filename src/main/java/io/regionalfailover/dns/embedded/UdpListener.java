package io.regionalfailover.dns.embedded;

import io.regionalfailover.dns.embedded.Responder.Asker;
import io.regionalfailover.dns.embedded.Responder.Transport;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Answers datagrams: a few threads, each with buffers of its own that it uses again for every message and, where the system shares a port among
 * sockets, a socket of its own: threads that read from one wait for each other.
 */
final class UdpListener implements AutoCloseable {
    /** No question is longer; what is gets cut, and is broken then. */
    private static final int LONGEST_QUERY = 4_096;

    private static final int MOST_THREADS = 4;
    private static final int QUEUE = 1 << 20;

    private final List<DatagramChannel> channels;
    private final Responder responder;
    private final List<Thread> threads = new ArrayList<>();

    private UdpListener(List<DatagramChannel> channels, Responder responder) {
        this.channels = channels;
        this.responder = responder;
    }

    /**
     * Binds its sockets.
     *
     * @param place with a port that is free
     */
    static UdpListener bind(InetSocketAddress place, Responder responder) throws IOException {
        int count = Math.clamp(Runtime.getRuntime().availableProcessors(), 2, MOST_THREADS);
        List<DatagramChannel> channels = new ArrayList<>();
        UdpListener listener = new UdpListener(channels, responder);
        try {
            DatagramChannel first = open(place);
            channels.add(first);
            while (channels.size() < count) {
                channels.add(isShared(first) ? open(place) : first);
            }
            return listener;
        } catch (IOException e) {
            listener.close();
            throw e;
        }
    }

    private static boolean isShared(DatagramChannel channel) {
        return channel.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT);
    }

    private static DatagramChannel open(InetSocketAddress place) throws IOException {
        // A socket for both families makes an IPv6 address of each IPv4 one, and back.
        DatagramChannel channel = place.getAddress() instanceof Inet4Address
                        && !place.getAddress().isAnyLocalAddress()
                ? DatagramChannel.open(StandardProtocolFamily.INET)
                : DatagramChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, QUEUE);
            if (isShared(channel)) {
                channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            }
            return channel.bind(place);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    void start() {
        for (DatagramChannel channel : channels) {
            threads.add(Thread.ofPlatform()
                    .daemon()
                    .name("dns-udp-" + (threads.size() + 1))
                    .start(() -> serve(channel)));
        }
    }

    private void serve(DatagramChannel channel) {
        ByteBuffer in = ByteBuffer.allocateDirect(LONGEST_QUERY);
        ByteBuffer out = ByteBuffer.allocateDirect(ResponseWriter.PAYLOAD);
        byte[] query = new byte[LONGEST_QUERY];
        byte[] response = new byte[ResponseWriter.PAYLOAD];
        RandomGenerator random = RandomGeneratorFactory.getDefault().create();
        while (channel.isOpen()) {
            try {
                InetSocketAddress asker = (InetSocketAddress) channel.receive(in.clear());
                int length = in.flip().remaining();
                in.get(query, 0, length);
                int answered = responder.respond(
                        query, length, response, new Asker(Transport.UDP, asker.getAddress()), random);
                if (answered > 0) {
                    channel.send(out.clear().put(response, 0, answered).flip(), asker);
                }
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException | RuntimeException e) {
                // One asker that cannot be answered (a source port 0, a network that is gone) is no reason to leave the
                // others.
            }
        }
    }

    @Override
    public void close() {
        for (DatagramChannel channel : channels) {
            try {
                channel.close();
            } catch (IOException e) {
                // It is closed all the same.
            }
        }
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
