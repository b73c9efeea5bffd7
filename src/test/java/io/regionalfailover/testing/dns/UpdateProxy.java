package io.regionalfailover.testing.dns;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Passes DNS over TCP on to a server, counts the updates that change something, and loses the answer to one when told to. */
public final class UpdateProxy implements AutoCloseable {
    private static final int OPCODE_UPDATE = 5;

    private final InetSocketAddress target;
    private final ServerSocket listener;
    private final AtomicInteger updates = new AtomicInteger();
    private final AtomicBoolean losesNext = new AtomicBoolean();

    /** Listens on a free loopback port. */
    public UpdateProxy(InetSocketAddress target) {
        this.target = target;
        try {
            listener = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
    }

    /** Loses the answer to the next update that changes something, after the server gave it. */
    public void loseNextReply() {
        losesNext.set(true);
    }

    /** How many updates came that change something. */
    public int updates() {
        return updates.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Thread.ofVirtual().start(() -> pass(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    /** One message after the other: who asks several at once is answered all the same. */
    private void pass(Socket client) {
        try (client;
                Socket server = new Socket(target.getAddress(), target.getPort());
                DataInputStream fromClient = new DataInputStream(client.getInputStream());
                OutputStream toClient = client.getOutputStream();
                DataInputStream fromServer = new DataInputStream(server.getInputStream());
                OutputStream toServer = server.getOutputStream()) {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            while (true) {
                byte[] question = read(fromClient);
                write(toServer, question);
                boolean changes = isUpdateWithChanges(question);
                if (changes) {
                    updates.incrementAndGet();
                }
                byte[] answer = read(fromServer);
                if (changes && losesNext.compareAndSet(true, false)) {
                    return;
                }
                write(toClient, answer);
            }
        } catch (IOException e) {
            // One of the two ended the connection.
        }
    }

    private static boolean isUpdateWithChanges(byte[] message) {
        return (message[2] >> 3 & 0xf) == OPCODE_UPDATE && (message[8] != 0 || message[9] != 0);
    }

    private static byte[] read(DataInputStream in) throws IOException {
        byte[] message = new byte[in.readUnsignedShort()];
        in.readFully(message);
        return message;
    }

    private static void write(OutputStream out, byte[] message) throws IOException {
        byte[] framed = new byte[message.length + 2];
        framed[0] = (byte) (message.length >> 8);
        framed[1] = (byte) message.length;
        System.arraycopy(message, 0, framed, 2, message.length);
        out.write(framed);
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
