package io.regionalfailover.operator;

import io.micrometer.core.instrument.MeterRegistry;
import io.regionalfailover.dns.Budget;
import io.regionalfailover.dns.DnsProvider;
import io.regionalfailover.dns.Failure;
import io.regionalfailover.dns.Zone;
import io.regionalfailover.dns.ZoneGate;
import io.regionalfailover.dns.ZoneRuntime;
import io.regionalfailover.dns.embedded.EmbeddedDns;
import io.regionalfailover.dns.embedded.Notices;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;

/** Makes zones that the operator answers for itself. */
final class EmbeddedMaker implements Zones.Maker<ZoneSetup.Embedded> {
    private static final Logger LOG = Logger.getLogger(EmbeddedDns.class);
    /** Nobody counts requests to ourselves: more than can be made. */
    private static final int REQUESTS = 100_000;

    private static final String STATE_FOLDER = "regional-failover-dns";

    private final EmbeddedDns dns;
    private final ZoneRuntime runtime;
    private final MeterRegistry registry;
    private final Budget budget;

    EmbeddedMaker(EmbeddedDns dns, ZoneRuntime runtime, MeterRegistry registry) {
        this.dns = dns;
        this.runtime = runtime;
        this.registry = registry;
        budget = new Budget(runtime, REQUESTS, REQUESTS);
    }

    /**
     * The server as the settings want it, not started yet.
     *
     * @param instance this instance, as peers know it
     * @throws IllegalArgumentException when the address is none, with a sentence
     */
    static EmbeddedDns server(Settings.Dns.Embedded settings, String instance) {
        Path folder = settings.stateDir().orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir"), STATE_FOLDER));
        return new EmbeddedDns(
                new EmbeddedDns.Options(
                        settings.address().map(EmbeddedMaker::address),
                        settings.port(),
                        folder,
                        instance,
                        settings.responsesPerSecond()),
                new SteadyClock(),
                System::nanoTime,
                InstantSource.system(),
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("dns-timers").factory()),
                new Log());
    }

    private static InetAddress address(String written) {
        try {
            return InetAddress.getByName(written);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(
                    "regional-failover.dns.embedded.address: \"" + written
                            + "\" is no address of this machine; an IP address is allowed",
                    e);
        }
    }

    /** Puts what the server says into the log. */
    private static final class Log implements Notices {
        @Override
        public void info(String sentence) {
            LOG.info(sentence);
        }

        @Override
        public void trouble(String sentence) {
            LOG.error(sentence);
        }
    }

    @Override
    public Zones.Site open(Zones.Blueprint<ZoneSetup.Embedded> blueprint) {
        declare(blueprint);
        DnsProvider provider = dns.provider(blueprint.apex());
        Zone zone = blueprint.at(provider, "embedded", budget, ZoneGate.NONE, runtime, registry);
        return new OwnZone(zone, blueprint);
    }

    /** Also mends what went wrong before: the port that was taken, the disk that was full. */
    private Optional<String> declare(Zones.Blueprint<ZoneSetup.Embedded> blueprint) {
        return dns.declare(blueprint.apex(), blueprint.setup().nameServers());
    }

    private final class OwnZone implements Zones.Site {
        private final Zone zone;
        private final Zones.Blueprint<ZoneSetup.Embedded> blueprint;

        private OwnZone(Zone zone, Zones.Blueprint<ZoneSetup.Embedded> blueprint) {
            this.zone = zone;
            this.blueprint = blueprint;
        }

        @Override
        public Zone zone() {
            return zone;
        }

        @Override
        public Zones.Standing standing() {
            return declare(blueprint)
                    .map(trouble -> new Zones.Standing(false, Failure.UNREACHABLE, trouble))
                    .orElseGet(() -> new Zones.Standing(
                            true,
                            Failure.REFUSED,
                            blueprint.setup().description() + " answers on port "
                                    + dns.address()
                                            .map(InetSocketAddress::getPort)
                                            .orElse(0)
                                    + " (UDP and TCP)"));
        }
    }

    /** Stops answering. */
    @Override
    public void close() {
        dns.close();
    }
}
