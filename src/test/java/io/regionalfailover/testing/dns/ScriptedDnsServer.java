package io.regionalfailover.testing.dns;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.regionalfailover.testing.dns.DnsListener.Query;
import io.regionalfailover.testing.dns.DnsListener.Transport;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * A DNS server on loopback, UDP and TCP on one free port, that answers each name as it was told last. A name nobody
 * scripted gets NXDOMAIN unless {@link #otherwise} says something else. Scripts can be changed at any time, and every query
 * is kept.
 */
public final class ScriptedDnsServer implements AutoCloseable {

    /**
     * One query that was received.
     *
     * @param at when
     * @param name the name asked for, lower case, without trailing dot
     * @param type the type asked for, e.g. {@code A}
     * @param transport how it came
     */
    public record Asked(Instant at, String name, String type, Transport transport) {}

    private static final long NEGATIVE_TTL = 5;

    private final Map<Name, DnsScript> scripts = new ConcurrentHashMap<>();
    private final AtomicReference<DnsScript> otherwise = new AtomicReference<>(new DnsScript.NxDomain());
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final AtomicBoolean authoritative = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final InetAddress address;
    private DnsListener listener;

    private ScriptedDnsServer(InetAddress address) {
        this.address = address;
        this.listener = DnsListener.open(address, 0, this::respond);
    }

    /** Starts a server on 127.0.0.1 and a free port. */
    public static ScriptedDnsServer start() {
        return new ScriptedDnsServer(InetAddress.ofLiteral("127.0.0.1"));
    }

    /**
     * Starts a server on a free port.
     *
     * @param address a loopback address
     */
    public static ScriptedDnsServer start(String address) {
        return new ScriptedDnsServer(InetAddress.ofLiteral(address));
    }

    /** Returns address and port, the same for UDP and TCP. */
    public synchronized InetSocketAddress address() {
        return new InetSocketAddress(address, listener.port());
    }

    /** Returns the address as {@code host:port}, the form the operator's settings take. */
    public String hostAndPort() {
        InetSocketAddress here = address();
        String host = here.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + here.getPort();
    }

    /**
     * Sets what a name gets from now on.
     *
     * @param name the name, with or without trailing dot
     * @param script the behaviour
     * @return this server
     */
    public ScriptedDnsServer answer(String name, DnsScript script) {
        scripts.put(absolute(name), script);
        return this;
    }

    /**
     * Sets what every name without a script of its own gets from now on.
     *
     * @param script the behaviour
     * @return this server
     */
    public ScriptedDnsServer otherwise(DnsScript script) {
        otherwise.set(script);
        return this;
    }

    /**
     * Sets whether replies claim authority (the flag AA) from now on, as a zone's own server does.
     *
     * @return this server
     */
    public ScriptedDnsServer authoritative(boolean claimed) {
        authoritative.set(claimed);
        return this;
    }

    /** Returns the number of queries received so far. */
    public int queries() {
        return asked.size();
    }

    /**
     * Returns the number of queries for a name received so far.
     *
     * @param name the name, with or without trailing dot
     */
    public long queries(String name) {
        String wanted = display(absolute(name));
        return asked.stream().filter(query -> query.name().equals(wanted)).count();
    }

    /** Returns every query received so far, oldest first. */
    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    /** Closes the sockets, so that queries are refused by the host (ICMP and RST) until {@link #resume}. */
    public synchronized void stop() {
        listener.close();
    }

    /** Opens the sockets again, on the same port. */
    public synchronized void resume() {
        listener = DnsListener.open(address, listener.port(), this::respond);
    }

    @Override
    public synchronized void close() {
        closed.countDown();
        listener.close();
    }

    private Optional<byte[]> respond(Query query) {
        asked.add(new Asked(Instant.now(), display(query.name()), Type.string(query.type()), query.transport()));
        return act(query, Objects.requireNonNullElseGet(scripts.get(query.name()), otherwise::get))
                .map(wire -> authoritative.get() ? withAuthority(wire) : wire);
    }

    private Optional<byte[]> act(Query query, DnsScript script) {
        return switch (script) {
            case DnsScript.Addresses(long ttl, List<InetAddress> addresses) ->
                Optional.of(query.encode(withAnswers(query, addressRecords(query.name(), ttl, addresses))));
            case DnsScript.Records(List<Record> records) -> Optional.of(query.encode(withAnswers(query, records)));
            case DnsScript.NxDomain() -> Optional.of(query.encode(negative(query, Rcode.NXDOMAIN)));
            case DnsScript.ServFail() -> Optional.of(query.encode(reply(query, Rcode.SERVFAIL)));
            case DnsScript.Refused() -> Optional.of(query.encode(reply(query, Rcode.REFUSED)));
            case DnsScript.NoData() -> Optional.of(query.encode(negative(query, Rcode.NOERROR)));
            case DnsScript.Truncated(DnsScript overTcp) ->
                query.transport() == Transport.TCP ? act(query, overTcp) : Optional.of(truncated(query));
            case DnsScript.Silence() -> Optional.empty();
            case DnsScript.Garbage() -> Optional.of(garbage(query));
            case DnsScript.WrongId(DnsScript inner) -> act(query, inner).map(ScriptedDnsServer::withOtherId);
            case DnsScript.Delayed(var by, DnsScript inner) ->
                pause(by.toNanos()) ? Optional.empty() : act(query, inner);
        };
    }

    /** Waits; returns true when the server was closed meanwhile. */
    private boolean pause(long nanos) {
        try {
            return closed.await(nanos, NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static List<Record> addressRecords(Name name, long ttl, List<InetAddress> addresses) {
        return addresses.stream()
                .<Record>map(address -> address instanceof Inet4Address
                        ? new ARecord(name, DClass.IN, ttl, address)
                        : new AAAARecord(name, DClass.IN, ttl, address))
                .toList();
    }

    private static Message withAnswers(Query query, List<Record> records) {
        List<Record> answer = records.stream()
                .filter(record -> record.getType() == query.type() || record.getType() == Type.CNAME)
                .toList();
        if (answer.isEmpty()) {
            return negative(query, Rcode.NOERROR);
        }
        Message reply = reply(query, Rcode.NOERROR);
        answer.forEach(record -> reply.addRecord(record, Section.ANSWER));
        return reply;
    }

    private static Message negative(Query query, int rcode) {
        Message reply = reply(query, rcode);
        Name zone = new Name(query.name(), Math.max(0, query.name().labels() - 3));
        reply.addRecord(
                new SOARecord(zone, DClass.IN, NEGATIVE_TTL, zone, zone, 1, 60, 60, 60, NEGATIVE_TTL),
                Section.AUTHORITY);
        return reply;
    }

    private static Message reply(Query query, int rcode) {
        Message reply = new Message(query.message().getHeader().getID());
        reply.getHeader().setFlag(Flags.QR);
        reply.getHeader().setFlag(Flags.RA);
        if (query.message().getHeader().getFlag(Flags.RD)) {
            reply.getHeader().setFlag(Flags.RD);
        }
        reply.getHeader().setRcode(rcode);
        reply.addRecord(query.message().getQuestion(), Section.QUESTION);
        return reply;
    }

    private static byte[] truncated(Query query) {
        Message reply = reply(query, Rcode.NOERROR);
        reply.getHeader().setFlag(Flags.TC);
        return reply.toWire();
    }

    private static byte[] garbage(Query query) {
        int id = query.message().getHeader().getID();
        // A header that promises nine answers, and then the end.
        return new byte[] {(byte) (id >> 8), (byte) id, (byte) 0x81, (byte) 0x80, 0, 1, 0, 9, 0, 0, 0, 0, 63, 1, 2};
    }

    private static byte[] withAuthority(byte[] wire) {
        byte[] other = wire.clone();
        other[2] |= 0x04;
        return other;
    }

    private static byte[] withOtherId(byte[] wire) {
        byte[] other = wire.clone();
        other[0] ^= 0x55;
        return other;
    }

    private static Name absolute(String name) {
        try {
            return Name.fromString(name, Name.root);
        } catch (TextParseException e) {
            throw new IllegalArgumentException("'" + name + "' is no DNS name", e);
        }
    }

    private static String display(Name name) {
        return name.toString(true).toLowerCase(Locale.ROOT);
    }
}
