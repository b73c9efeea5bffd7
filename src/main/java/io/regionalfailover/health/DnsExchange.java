package io.regionalfailover.health;

import io.regionalfailover.health.DnsQuestion.Reply;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.ScheduledExecutorService;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/**
 * Asks one resolver: over UDP from a port of its own, sent again when a third and two thirds of the time have passed, so
 * that one lost packet is no failure; over TCP when the answer is truncated.
 */
final class DnsExchange {

    private static final int SENDS = 3;
    private static final int MAX_DATAGRAM = 4096;

    private final ScheduledExecutorService timer;

    DnsExchange(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    /** Writes and reads a question without sending it: what a process just started would do within its first timeout. */
    void warmUp() {
        InetSocketAddress nobody = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 53);
        DnsQuestion question = DnsQuestion.of(Name.root, Type.A, nobody);
        byte[] refused = question.wire();
        refused[2] |= (byte) 0x80;
        refused[3] = Rcode.REFUSED;
        if (question.read(refused) instanceof Reply.Read(Message message)
                && question.judge(message).isFound()) {
            throw new IllegalStateException("a refusal was read as an answer");
        }
    }

    /** Asks, and is back by the deadline. */
    DnsAnswer ask(InetSocketAddress resolver, Name name, int type, Deadline deadline) {
        DnsQuestion question = DnsQuestion.of(name, type, resolver);
        try (DatagramSocket socket = new DatagramSocket()) {
            // Connected: datagrams from elsewhere are dropped, and a closed port is reported.
            socket.connect(resolver);
            return overUdp(question, socket, deadline);
        } catch (PortUnreachableException e) {
            return question.broken(new IOException("connection refused", e));
        } catch (IOException e) {
            return question.broken(e);
        }
    }

    private DnsAnswer overUdp(DnsQuestion question, DatagramSocket socket, Deadline deadline) throws IOException {
        byte[] query = question.wire();
        DatagramPacket packet = new DatagramPacket(new byte[MAX_DATAGRAM], MAX_DATAGRAM);
        boolean malformed = false;
        int foreign = 0;
        for (int send = 0; send < SENDS; send++) {
            socket.send(new DatagramPacket(query, query.length));
            Deadline resend = deadline.share(SENDS - send);
            while (!resend.passed()) {
                if (!received(socket, packet, resend)) {
                    break;
                }
                byte[] wire = Arrays.copyOf(packet.getData(), packet.getLength());
                switch (question.read(wire)) {
                    case Reply.Foreign() -> foreign++;
                    case Reply.Malformed() -> malformed = true;
                    case Reply.Read(Message message) -> {
                        return DnsQuestion.isTruncated(message) ? overTcp(question, deadline) : question.judge(message);
                    }
                }
            }
        }
        return malformed ? question.malformed() : question.silent(deadline, foreign);
    }

    private static boolean received(DatagramSocket socket, DatagramPacket packet, Deadline by) throws IOException {
        packet.setLength(MAX_DATAGRAM);
        socket.setSoTimeout(by.millis());
        try {
            socket.receive(packet);
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    private DnsAnswer overTcp(DnsQuestion question, Deadline deadline) {
        try (GuardedSocket socket = new GuardedSocket(question.resolver(), deadline, timer)) {
            try {
                socket.connect(deadline);
                return switch (question.read(exchange(socket, question.wire()))) {
                    case Reply.Foreign(), Reply.Malformed() -> question.truncated("malformed over TCP");
                    case Reply.Read(Message message) ->
                        DnsQuestion.isTruncated(message)
                                ? question.truncated("also over TCP")
                                : question.judge(message);
                };
            } catch (IOException e) {
                ProbeResult failure = IoFailure.of(e, socket);
                return question.truncated("and over TCP " + failure.message());
            }
        } catch (AttemptFailed e) {
            return DnsAnswer.failed(DnsAnswer.Verdict.NOT_ASKED, e.result().message());
        }
    }

    private static byte[] exchange(GuardedSocket socket, byte[] query) throws IOException {
        OutputStream out = socket.out();
        out.write(ByteBuffer.allocate(query.length + 2)
                .putShort((short) query.length)
                .put(query)
                .array());
        out.flush();
        DataInputStream in = new DataInputStream(socket.in());
        byte[] reply = new byte[in.readUnsignedShort()];
        in.readFully(reply);
        return reply;
    }
}
