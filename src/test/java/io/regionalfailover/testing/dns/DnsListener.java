package io.regionalfailover.testing.dns;

import io.regionalfailover.testing.process.FreePort;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Type;

/**
 * The sockets of a DNS server: UDP and TCP on one port of one address, a virtual thread for every query. What is answered is
 * its {@link Responder}'s affair.
 */
public final class DnsListener implements AutoCloseable {

    /** How a query came. */
    public enum Transport {
        UDP,
        TCP
    }

    /** Answers queries. Runs on a virtual thread of its own and may block. */
    @FunctionalInterface
    public interface Responder {
        /**
         * Returns the bytes to send, or empty to stay silent.
         *
         * @param query what was asked
         */
        Optional<byte[]> respond(Query query);
    }

    /**
     * One query.
     *
     * @param message the message as received, with a question
     * @param transport how it came
     */
    public record Query(Message message, Transport transport) {

        /** Returns the name asked for. */
        public Name name() {
            return message.getQuestion().getName();
        }

        /** Returns the type asked for, a constant of {@link Type}. */
        public int type() {
            return message.getQuestion().getType();
        }

        /**
         * Returns the reply's bytes, truncated (TC set) when they exceed what the client takes over UDP.
         *
         * @param reply the complete reply
         */
        public byte[] encode(Message reply) {
            return transport == Transport.TCP ? reply.toWire() : reply.toWire(clientLimit());
        }

        private int clientLimit() {
            OPTRecord opt = message.getOPT();
            return opt == null ? 512 : Math.max(512, opt.getPayloadSize());
        }
    }

    private final DatagramSocket udp;
    private final ServerSocket tcp;
    private final Responder responder;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final Thread udpLoop;
    private final Thread tcpLoop;

    private DnsListener(DatagramSocket udp, ServerSocket tcp, Responder responder) {
        this.udp = udp;
        this.tcp = tcp;
        this.responder = responder;
        this.udpLoop = Thread.ofVirtual().name("dns-udp-" + port()).unstarted(this::serveUdp);
        this.tcpLoop = Thread.ofVirtual().name("dns-tcp-" + port()).unstarted(this::serveTcp);
    }

    /**
     * Binds UDP and TCP and begins to answer.
     *
     * @param address the loopback address to bind
     * @param port the port, or 0 for one that is free for both
     * @param responder who answers
     * @throws UncheckedIOException when the port cannot be bound
     */
    public static DnsListener open(InetAddress address, int port, Responder responder) {
        int chosen = port == 0 ? FreePort.on(address.getHostAddress()) : port;
        try {
            DnsListener listener = bind(address, chosen, responder);
            listener.udpLoop.start();
            listener.tcpLoop.start();
            return listener;
        } catch (IOException e) {
            throw new UncheckedIOException("port " + chosen + " of " + address + " cannot be had for UDP and TCP", e);
        }
    }

    private static DnsListener bind(InetAddress address, int port, Responder responder) throws IOException {
        DatagramSocket udp = new DatagramSocket(new InetSocketAddress(address, port));
        try {
            return new DnsListener(udp, new ServerSocket(port, 128, address), responder);
        } catch (IOException e) {
            udp.close();
            throw e;
        }
    }

    /** Returns the port, the same for UDP and TCP. */
    public int port() {
        return tcp.getLocalPort();
    }

    private void serveUdp() {
        byte[] buffer = new byte[65_535];
        while (!udp.isClosed()) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                udp.receive(packet);
            } catch (IOException e) {
                // An ICMP error from a client that went away; a closed socket ends the loop.
                continue;
            }
            byte[] wire = Arrays.copyOf(packet.getData(), packet.getLength());
            Thread.ofVirtual().start(() -> answerUdp(wire, (InetSocketAddress) packet.getSocketAddress()));
        }
    }

    private void answerUdp(byte[] wire, InetSocketAddress client) {
        Optional<byte[]> reply = answer(wire, Transport.UDP);
        if (reply.isEmpty()) {
            return;
        }
        try {
            udp.send(new DatagramPacket(reply.get(), reply.get().length, client));
        } catch (IOException e) {
            // The client or this server has gone: nobody is left to tell.
        }
    }

    private void serveTcp() {
        while (!tcp.isClosed()) {
            try {
                Socket connection = tcp.accept();
                connections.add(connection);
                Thread.ofVirtual().start(() -> serveConnection(connection));
            } catch (IOException e) {
                // One failed accept does not end the server; a closed socket ends the loop.
            }
        }
    }

    private void serveConnection(Socket connection) {
        try (connection;
                DataInputStream in = new DataInputStream(connection.getInputStream());
                DataOutputStream out = new DataOutputStream(connection.getOutputStream())) {
            while (!tcp.isClosed()) {
                byte[] wire = in.readNBytes(in.readUnsignedShort());
                Optional<byte[]> reply = answer(wire, Transport.TCP);
                if (reply.isPresent()) {
                    out.writeShort(reply.get().length);
                    out.write(reply.get());
                    out.flush();
                }
            }
        } catch (IOException e) {
            // End of stream: the client has what it wanted.
        } finally {
            connections.remove(connection);
        }
    }

    private Optional<byte[]> answer(byte[] wire, Transport transport) {
        try {
            Message message = new Message(wire);
            return message.getQuestion() == null ? Optional.empty() : responder.respond(new Query(message, transport));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Closes the sockets; the port refuses from now on. */
    @Override
    public void close() {
        udp.close();
        try {
            tcp.close();
            // The host keeps the port until the blocked calls have returned.
            udpLoop.join();
            tcpLoop.join();
            for (Socket connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
