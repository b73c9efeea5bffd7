package io.regionalfailover.dns.embedded;

import io.regionalfailover.dns.embedded.Responder.Transport;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Answers datagrams: a few threads, each with buffers of its own that it uses again for every message. */
final class UdpListener implements AutoCloseable {
    /** No question is longer; what is gets cut, and is broken then. */
    private static final int LONGEST_QUERY = 4_096;

    private static final int MOST_THREADS = 4;
    private static final int QUEUE = 1 << 20;

    private final DatagramChannel channel;
    private final Responder responder;
    private final List<Thread> threads = new ArrayList<>();

    /** @param channel bound and blocking */
    UdpListener(DatagramChannel channel, Responder responder) throws IOException {
        this.channel = channel;
        this.responder = responder;
        channel.setOption(StandardSocketOptions.SO_RCVBUF, QUEUE);
    }

    void start() {
        int count = Math.clamp(Runtime.getRuntime().availableProcessors(), 2, MOST_THREADS);
        for (int i = 1; i <= count; i++) {
            threads.add(Thread.ofPlatform().daemon().name("dns-udp-" + i).start(this::serve));
        }
    }

    private void serve() {
        ByteBuffer in = ByteBuffer.allocateDirect(LONGEST_QUERY);
        ByteBuffer out = ByteBuffer.allocateDirect(ResponseWriter.PAYLOAD);
        byte[] query = new byte[LONGEST_QUERY];
        byte[] response = new byte[ResponseWriter.PAYLOAD];
        RandomGenerator random = RandomGeneratorFactory.getDefault().create();
        while (channel.isOpen()) {
            try {
                SocketAddress asker = channel.receive(in.clear());
                int length = in.flip().remaining();
                in.get(query, 0, length);
                int answered = responder.respond(query, length, response, Transport.UDP, random);
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
        try {
            channel.close();
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (IOException e) {
            // The channel is closed all the same.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
