package io.regionalfailover.dns.embedded;

import io.regionalfailover.dns.embedded.Responder.Asker;
import io.regionalfailover.dns.embedded.Responder.Transport;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.xbill.DNS.ClientSubnetOption;
import org.xbill.DNS.CookieOption;
import org.xbill.DNS.DClass;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Questions and answers in one line each, written and read by a library of others. */
final class Asking {
    static final int ID = 4_711;

    private static final byte[] COOKIE = {1, 2, 3, 4, 5, 6, 7, 8};
    private static final int PATIENCE_MILLIS = 5_000;

    private Asking() {}

    /**
     * A question such as {@code www.example.com A}, with any of {@code +rd}, {@code +cd}, {@code +do}, {@code +edns=1232},
     * {@code +version=1}, {@code +class=3}, {@code +opcode=2} behind it;
     * with EDNS also {@code +cookie}, a client's own, and {@code +subnet}.
     */
    static Message message(String question) {
        List<String> words = List.of(question.split(" "));
        Message message = new Message(ID);
        Header header = message.getHeader();
        int payload = 0;
        int version = 0;
        int flags = 0;
        int dclass = DClass.IN;
        List<EDNSOption> options = new ArrayList<>();
        for (String option : words.subList(2, words.size())) {
            String[] parts = option.split("=");
            int value = parts.length > 1 ? Integer.parseInt(parts[1]) : 0;
            switch (parts[0]) {
                case "+rd" -> header.setFlag(Flags.RD);
                case "+cd" -> header.setFlag(Flags.CD);
                case "+do" -> flags = 0x8000;
                case "+edns" -> payload = value;
                case "+cookie" -> options.add(new CookieOption(COOKIE));
                case "+subnet" -> options.add(new ClientSubnetOption(24, InetAddress.ofLiteral("198.51.100.0")));
                case "+version" -> version = value;
                case "+class" -> dclass = value;
                case "+opcode" -> header.setOpcode(value);
                default -> throw new IllegalArgumentException(option);
            }
        }
        int type = words.get(1).startsWith("TYPE")
                ? Integer.parseInt(words.get(1).substring(4))
                : Type.value(words.get(1));
        message.addRecord(Record.newRecord(name(words.get(0)), type, dclass), Section.QUESTION);
        if (payload > 0) {
            message.addRecord(new OPTRecord(payload, 0, version, flags, options), Section.ADDITIONAL);
        }
        return message;
    }

    private static Name name(String text) {
        try {
            return Name.fromString(text.endsWith(".") ? text : text + ".");
        } catch (TextParseException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** A responder that trusts everybody. */
    static Responder responder(Supplier<Catalog> catalog) {
        return responder(catalog, 1_000);
    }

    /**
     * A responder without a limit of rate.
     *
     * @param amplification how many times as long as its question a response may be
     */
    static Responder responder(Supplier<Catalog> catalog, int amplification) {
        Cookies cookies = new Cookies(1, 2, InstantSource.system());
        return new Responder(
                catalog,
                new Defences(cookies, new RateLimit(0, 0), () -> 0, amplification),
                new ShortTtls(() -> 0),
                new Tally());
    }

    static Asker asker(Transport transport) {
        return new Asker(transport, InetAddress.getLoopbackAddress());
    }

    /** Asks a responder as a client over UDP does, or TCP. */
    static Message ask(Responder responder, Message question, Transport transport) {
        byte[] wire = question.toWire();
        byte[] to = new byte[Responder.LONGEST];
        int length = responder.respond(wire, wire.length, to, asker(transport), new Random(1));
        return parsed(Arrays.copyOf(to, length));
    }

    /**
     * Asks a server, without any of a client's own ideas.
     *
     * @throws IOException when it does not answer within 5 s
     */
    static Message exchange(InetSocketAddress server, Message question, Transport transport) throws IOException {
        byte[] wire = question.toWire();
        return switch (transport) {
            case UDP -> {
                try (DatagramSocket socket = new DatagramSocket()) {
                    socket.setSoTimeout(PATIENCE_MILLIS);
                    socket.send(new DatagramPacket(wire, wire.length, server));
                    DatagramPacket answer = new DatagramPacket(new byte[65_535], 65_535);
                    socket.receive(answer);
                    yield parsed(Arrays.copyOf(answer.getData(), answer.getLength()));
                }
            }
            case TCP -> {
                try (Socket socket = new Socket(server.getAddress(), server.getPort())) {
                    socket.setSoTimeout(PATIENCE_MILLIS);
                    send(socket, wire);
                    yield receive(socket);
                }
            }
        };
    }

    static void send(Socket socket, byte[] wire) throws IOException {
        byte[] framed = new byte[wire.length + 2];
        framed[0] = (byte) (wire.length >> 8);
        framed[1] = (byte) wire.length;
        System.arraycopy(wire, 0, framed, 2, wire.length);
        socket.getOutputStream().write(framed);
    }

    static Message receive(Socket socket) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        byte[] wire = new byte[in.readUnsignedShort()];
        in.readFully(wire);
        return parsed(wire);
    }

    static Message parsed(byte[] wire) {
        try {
            return new Message(wire);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code NOERROR qr aa rd | www.example.com. 30 A 192.0.2.1 | authority | additional | edns 1232 do}. */
    static String line(Message message) {
        Header header = message.getHeader();
        StringBuilder line = new StringBuilder(Rcode.string(message.getRcode()));
        line.append(message.getQuestion() == null ? " no question" : "");
        for (int flag : new int[] {Flags.QR, Flags.AA, Flags.TC, Flags.RD, Flags.RA, Flags.AD, Flags.CD}) {
            line.append(header.getFlag(flag) ? " " + Flags.string(flag) : "");
        }
        for (int section : new int[] {Section.ANSWER, Section.AUTHORITY, Section.ADDITIONAL}) {
            line.append(" |").append(section(message, section));
        }
        OPTRecord opt = message.getOPT();
        line.append(" |");
        if (opt != null) {
            line.append(" edns").append((opt.getFlags() & 0x8000) == 0 ? "" : " do");
        }
        return line.toString();
    }

    private static String section(Message message, int section) {
        return message.getSection(section).stream()
                .filter(record -> record.getType() != Type.OPT)
                .map(Asking::text)
                .sorted()
                .collect(Collectors.joining(",", "", ""));
    }

    private static String text(Record record) {
        return " " + record.getName().toString().toLowerCase(Locale.ROOT) + " " + record.getTTL() + " "
                + Type.string(record.getType()) + " "
                + record.rdataToString().replace("\n", " ");
    }
}
