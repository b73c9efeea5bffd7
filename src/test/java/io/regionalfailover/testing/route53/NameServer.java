package io.regionalfailover.testing.route53;

import io.regionalfailover.testing.dns.DnsListener;
import io.regionalfailover.testing.dns.DnsListener.Query;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.xbill.DNS.Message;

/** One of the name servers of the zones: UDP and TCP on a free loopback port. It may lag, and it may fall silent. */
public final class NameServer implements AutoCloseable {

    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    private final String name;
    private final int number;
    private final Account account;
    private final ZoneAnswers answers;
    private final Clock clock;
    private final AtomicInteger queries = new AtomicInteger();
    private volatile Duration lag = Duration.ZERO;
    private volatile boolean silent;
    private DnsListener listener;

    NameServer(int number, Account account, ZoneAnswers answers, Clock clock) {
        this.name = "ns" + (number + 1);
        this.number = number;
        this.account = account;
        this.answers = answers;
        this.clock = clock;
        this.listener = DnsListener.open(LOOPBACK, 0, this::respond);
    }

    /** Returns its name: {@code ns1}, {@code ns2}, … */
    public String name() {
        return name;
    }

    /** Returns address and port, the same for UDP and TCP. */
    public synchronized InetSocketAddress address() {
        return new InetSocketAddress(LOOPBACK, listener.port());
    }

    /** Returns the address as {@code host:port}, the form a DnsZone's {@code nameservers} take. */
    public String hostAndPort() {
        return LOOPBACK.getHostAddress() + ":" + address().getPort();
    }

    /** Sets how much later than INSYNC a change is seen here. What was seen once stays seen. */
    public void lag(Duration behind) {
        lag = behind;
    }

    /** Sets whether queries get no answer at all. */
    public void silent(boolean quiet) {
        silent = quiet;
    }

    /** Closes the sockets, so that queries are refused by the host until {@link #up}. */
    public synchronized void down() {
        listener.close();
    }

    /** Opens the sockets again, on the same port. */
    public synchronized void up() {
        listener = DnsListener.open(LOOPBACK, listener.port(), this::respond);
    }

    /** Returns the number of queries received so far. */
    public int queries() {
        return queries.get();
    }

    @Override
    public void close() {
        down();
    }

    private Optional<byte[]> respond(Query query) {
        queries.incrementAndGet();
        if (silent) {
            return Optional.empty();
        }
        Message reply = account.zoneOf(DnsNames.of(query.name()))
                .map(zone -> answers.answer(query, zone.seenBy(number, clock.instant(), lag)))
                .orElseGet(() -> ZoneAnswers.refused(query));
        return Optional.of(query.encode(reply));
    }
}
