package io.regionalfailover.operator;

import io.micrometer.core.instrument.MeterRegistry;
import io.regionalfailover.dns.Budget;
import io.regionalfailover.dns.DnsProvider;
import io.regionalfailover.dns.Failure;
import io.regionalfailover.dns.Zone;
import io.regionalfailover.dns.ZoneGate;
import io.regionalfailover.dns.ZoneRuntime;
import io.regionalfailover.dns.externaldns.EndpointStore;
import io.regionalfailover.dns.externaldns.EndpointStore.Reading;
import io.regionalfailover.dns.externaldns.ExternalDnsProvider;
import io.regionalfailover.operator.KubernetesEndpointStore.Where;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** Makes zones that a running ExternalDNS carries out. */
final class ExternalDnsMaker implements Zones.Maker<ZoneSetup.ExternalDns> {
    private static final int REQUESTS_PER_SECOND = 10;
    private static final int BURST = 50;
    private static final int LONGEST_NAME = 253;
    private static final String NAME = "regional-failover-";

    /** ExternalDNS looks once a minute by default. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final ZoneRuntime runtime;
    private final MeterRegistry registry;
    private final Function<Optional<String>, Where> clusters;

    /** @param clusters which API server a Region's is; of none: this process's own */
    ExternalDnsMaker(ZoneRuntime runtime, MeterRegistry registry, Function<Optional<String>, Where> clusters) {
        this.runtime = runtime;
        this.registry = registry;
        this.clusters = clusters;
    }

    @Override
    public Zones.Site open(Zones.Blueprint<ZoneSetup.ExternalDns> blueprint) {
        ZoneSetup.ExternalDns setup = blueprint.setup();
        EndpointStore store =
                new KubernetesEndpointStore(() -> clusters.apply(setup.region()), setup.namespace(), objectName(setup));
        Budget budget = new Budget(runtime, REQUESTS_PER_SECOND, BURST);
        DnsProvider provider = new ExternalDnsProvider(blueprint.apex(), store, setup.carriage(), budget);
        Zone zone = blueprint.at(provider, "externaldns", budget, ZoneGate.NONE, runtime, registry);
        return new HandedZone(zone, store);
    }

    private static String objectName(ZoneSetup.ExternalDns setup) {
        String name = NAME + setup.apex().text();
        return name.length() <= LONGEST_NAME ? name : NAME + Integer.toHexString(name.hashCode());
    }

    private final class HandedZone implements Zones.Site {
        private final Zone zone;
        private final EndpointStore store;
        private Optional<Instant> laggingSince = Optional.empty();

        private HandedZone(Zone zone, EndpointStore store) {
            this.zone = zone;
            this.store = store;
        }

        @Override
        public Zone zone() {
            return zone;
        }

        @Override
        public synchronized Zones.Standing standing() {
            Reading reading = store.read();
            boolean lagging = reading instanceof Reading.Found found && found.lagging();
            laggingSince =
                    lagging ? laggingSince.or(() -> Optional.of(runtime.steady().instant())) : Optional.empty();
            return switch (reading) {
                case Reading.NotRead(Failure failure, String message) -> new Zones.Standing(false, failure, message);
                case Reading.Missing() ->
                    new Zones.Standing(true, Failure.REFUSED, store.label() + " is made with the first policy");
                case Reading.Found found
                when tooLong() ->
                    new Zones.Standing(
                            false,
                            Failure.UNREACHABLE,
                            store.label() + " was written more than " + PATIENCE.toMinutes()
                                    + " minutes ago and ExternalDNS has not taken it up: it has to run with --source=crd and"
                                    + " to read this namespace");
                case Reading.Found found ->
                    new Zones.Standing(
                            true,
                            Failure.REFUSED,
                            store.label() + " has " + found.endpoints().size()
                                    + " entries; ExternalDNS carries out changes in its own time, and only the name servers"
                                    + " tell when");
            };
        }

        private boolean tooLong() {
            return laggingSince
                    .filter(since ->
                            since.plus(PATIENCE).isBefore(runtime.steady().instant()))
                    .isPresent();
        }
    }

    @Override
    public void close() {
        // Nothing is shared by its zones.
    }
}
