package io.regionalfailover.dns.embedded;

import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.DnsProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The embedded DNS server and its zones. Zones that were answered for once are answered for from the start, with what was last
 * written to them. No port is opened before there is a zone.
 */
public final class EmbeddedDns implements AutoCloseable {
    private final DnsServer.Place place;
    private final InstantSource steady;
    private final ScheduledExecutorService timer;
    private final Notices notices;
    private final EmbeddedZones zones;
    private final Tally tally = new Tally();
    private final ShortTtls ttls;
    private final Responder responder;
    private final Object lock = new Object();
    private @Nullable DnsServer server;
    private String trouble = "";
    private boolean closed;

    /**
     * Where the server answers and keeps its state.
     *
     * @param address empty for all addresses of this machine
     * @param port 0-65535; 0 for a free one
     * @param stateFolder made when it does not exist; one process at a time writes to it
     * @param instance who writes here, as other instances know it
     * @param responsesPerSecond how many alike responses over UDP a network is sent that has not proven its address; 0 for no limit
     */
    public record Options(
            Optional<InetAddress> address, int port, Path stateFolder, String instance, int responsesPerSecond) {
        /** Rates from 1 on may be this high. */
        public static final int HIGHEST_RATE = 1_000_000;

        /** @throws IllegalArgumentException when the rate is out of range */
        public Options {
            if (responsesPerSecond < 0 || responsesPerSecond > HIGHEST_RATE) {
                throw new IllegalArgumentException("regional-failover.dns.embedded.responses-per-second: "
                        + responsesPerSecond + " is out of range; 0 (no limit) to " + HIGHEST_RATE + " are allowed");
            }
        }
    }

    /**
     * Reads the zones from disk.
     *
     * @param steady a clock that never jumps
     * @param nanos a clock that never jumps either, and that many threads may read at once for every question
     * @param wall the wall clock, for serials
     * @param timer for short tasks; it ends with the server
     */
    public EmbeddedDns(
            Options options,
            InstantSource steady,
            LongSupplier nanos,
            InstantSource wall,
            ScheduledExecutorService timer,
            Notices notices) {
        this.place = new DnsServer.Place(options.address(), options.port());
        this.steady = steady;
        this.timer = timer;
        this.notices = notices;
        this.zones = new EmbeddedZones(options.stateFolder(), options.instance(), wall, tally, notices);
        this.ttls = new ShortTtls(nanos);
        this.responder =
                new Responder(zones::catalog, Defences.of(options.responsesPerSecond(), wall, nanos), ttls, tally);
    }

    /** Answers for the zones that were on disk, if any. May be called again, in case that it could not. */
    public void start() {
        int count = zones.catalog().zones().size();
        if (count > 0 && address().isEmpty()) {
            var unused = listen();
            notices.info("The embedded DNS server has found " + count + " zones on disk");
        }
    }

    /**
     * Answers for a zone from now on, with the state that it has. May be called again at any time.
     *
     * @param nameServers what its NS records say, at least one
     * @return a sentence when it is not answered for, or not as it is asked for here
     */
    public Optional<String> declare(DnsName apex, List<NameServer> nameServers) {
        Optional<String> unsaved = zones.declare(apex, nameServers);
        Optional<String> unbound = listen();
        return unbound.or(() -> unsaved);
    }

    /** A zone that was declared, or will be. */
    public DnsProvider provider(DnsName apex) {
        return new EmbeddedProvider(apex, zones, ttls, this::address);
    }

    /** Where the server answers, as this machine reaches it; empty while it does not. */
    public Optional<InetSocketAddress> address() {
        synchronized (lock) {
            return Optional.ofNullable(server).map(DnsServer::address);
        }
    }

    /**
     * What its zones have in common with those of other instances: each of them shall hear of every part that changes, and shall be heard.
     */
    public ZoneParts parts() {
        return new ZoneParts(zones);
    }

    /**
     * A zone that nothing was ever written to is not published to while this is true: others may know what it held.
     *
     * @param waits of an apex
     */
    public void waitWhile(Predicate<DnsName> waits) {
        zones.waitWhile(waits);
    }

    /** What the server has done so far. */
    public ServerCounts counts() {
        return tally;
    }

    /** Binds the port unless it is bound; says why it cannot be, and in the log when that is news. */
    private Optional<String> listen() {
        synchronized (lock) {
            if (server != null || closed) {
                return Optional.empty();
            }
            try {
                DnsServer started = DnsServer.start(place, responder, steady, timer);
                server = started;
                trouble = "";
                notices.info("The embedded DNS server answers on port "
                        + started.address().getPort() + " (UDP and TCP)");
                return Optional.empty();
            } catch (IOException e) {
                String sentence = "The embedded DNS server cannot listen on " + place + ": " + e.getMessage()
                        + "; its zones are not answered for. regional-failover.dns.embedded.port and .address name another"
                        + " place";
                if (!sentence.equals(trouble)) {
                    notices.trouble(sentence);
                }
                trouble = sentence;
                return Optional.of(sentence);
            }
        }
    }

    /** Stops answering. The zones stay on disk. */
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            if (server != null) {
                server.close();
                server = null;
            }
        }
        timer.shutdownNow();
        zones.close();
    }
}
