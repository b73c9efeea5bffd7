package io.regionalfailover.operator;

import io.micrometer.core.instrument.MeterRegistry;
import io.regionalfailover.api.v1alpha1.DnsZone;
import io.regionalfailover.dns.Budget;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.DnsProvider;
import io.regionalfailover.dns.DnsjavaAsker;
import io.regionalfailover.dns.Failure;
import io.regionalfailover.dns.ResolverWatch;
import io.regionalfailover.dns.Zone;
import io.regionalfailover.dns.ZoneGate;
import io.regionalfailover.dns.ZoneRuntime;
import io.regionalfailover.dns.ZoneWriter;
import io.regionalfailover.operator.translation.HostPort;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** The zones that are open, one for each DnsZone. */
public final class Zones implements AutoCloseable {
    private static final Duration NAMESERVER_TIMEOUT = Duration.ofSeconds(2);

    /** What opening a zone came to. */
    public sealed interface Opening {}

    /**
     * The zone.
     *
     * @param account what shares credentials with it, and so a place for signs of life
     */
    public record Opened(Zone zone, String account) implements Opening {}

    /** It cannot be used, and why. */
    public record Refused(String message) implements Opening {}

    /**
     * What a DnsZone's status says of it.
     *
     * @param gate how its gate stands; empty without one
     */
    public record Standing(boolean ready, Failure failure, String message, Optional<GateStanding> gate) {
        /** Of a zone without a gate. */
        public Standing(boolean ready, Failure failure, String message) {
            this(ready, failure, message, Optional.empty());
        }

        /** The same with a gate. */
        Standing with(GateStanding of) {
            return new Standing(ready, failure, message, Optional.of(of));
        }
    }

    /** How a gate stands: whether it would take a region out. */
    public record GateStanding(boolean ready, String message) {}

    /** A zone where it is served. */
    public interface Site extends AutoCloseable {
        /** The zone. */
        Zone zone();

        /** Asks whether the zone is there and is the one that the spec says. May block its thread for some seconds. */
        Standing standing();

        /** Ends the work on this zone; what zones share stays. */
        @Override
        default void close() {
            zone().close();
        }
    }

    /**
     * A zone in the making.
     *
     * @param name the DnsZone's name
     * @param setup how its provider is reached
     * @param nameservers who is asked whether a change is in force; empty: those that the provider names
     * @param resolvers recursive ones that are watched after a shift
     */
    public record Blueprint<S extends ZoneSetup>(
            String name,
            DnsName apex,
            S setup,
            List<InetSocketAddress> nameservers,
            List<InetSocketAddress> resolvers) {
        public Blueprint {
            nameservers = List.copyOf(nameservers);
            resolvers = List.copyOf(resolvers);
        }

        /**
         * The zone at its provider.
         *
         * @param kind the provider's, as metrics name it
         */
        Zone at(
                DnsProvider provider,
                String kind,
                Budget budget,
                ZoneGate gate,
                ZoneRuntime runtime,
                MeterRegistry registry) {
            DnsjavaAsker recursive = DnsjavaAsker.ofResolvers(NAMESERVER_TIMEOUT);
            return new ZoneWriter(
                    apex,
                    provider,
                    budget,
                    setup.isPrivate() ? recursive : new DnsjavaAsker(NAMESERVER_TIMEOUT),
                    nameservers,
                    new ResolverWatch(recursive, resolvers, runtime),
                    gate,
                    runtime,
                    new DnsMeters(registry, name, kind));
        }
    }

    /** Makes the zones of one kind of provider. */
    public interface Maker<S extends ZoneSetup> extends AutoCloseable {
        /** Opens a zone. Does not block: what has to be asked is asked by {@link Site#standing} and by the zone itself. */
        Site open(Blueprint<S> blueprint);

        /** Ends what its zones share. */
        @Override
        void close();
    }

    /** The makers, one for each kind of provider. */
    public record Makers(
            Maker<ZoneSetup.Route53> route53,
            Maker<ZoneSetup.Rfc2136> rfc2136,
            Maker<ZoneSetup.Embedded> embedded,
            Maker<ZoneSetup.ExternalDns> externalDns)
            implements AutoCloseable {
        Site open(Blueprint<ZoneSetup> zone) {
            return switch (zone.setup()) {
                case ZoneSetup.Route53 setup -> route53.open(with(zone, setup));
                case ZoneSetup.Rfc2136 setup -> rfc2136.open(with(zone, setup));
                case ZoneSetup.Embedded setup -> embedded.open(with(zone, setup));
                case ZoneSetup.ExternalDns setup -> externalDns.open(with(zone, setup));
            };
        }

        private static <S extends ZoneSetup> Blueprint<S> with(Blueprint<ZoneSetup> zone, S setup) {
            return new Blueprint<>(zone.name(), zone.apex(), setup, zone.nameservers(), zone.resolvers());
        }

        @Override
        public void close() {
            route53.close();
            rfc2136.close();
            embedded.close();
            externalDns.close();
        }
    }

    private record Open(DnsZone of, Blueprint<ZoneSetup> blueprint, Site site) {}

    private final Makers makers;
    private final Predicate<String> exists;
    private final Map<String, Open> open = new ConcurrentHashMap<>();
    private final Map<String, DnsZone> resources = new ConcurrentHashMap<>();

    /**
     * @param makers make zones
     * @param exists whether the API server has a DnsZone of that name
     */
    public Zones(Makers makers, Predicate<String> exists) {
        this.makers = makers;
        this.exists = exists;
    }

    /** The zone of a DnsZone, opened anew when its spec changed. */
    public Opening open(DnsZone resource) {
        String name = resource.getMetadata().getName();
        resources.put(name, resource);
        DnsZone elder = elder(resource);
        while (elder != resource && !exists.test(elder.getMetadata().getName())) {
            resources.remove(elder.getMetadata().getName());
            elder = elder(resource);
        }
        if (elder != resource) {
            return new Refused("spec.dns.zone: DnsZone \"" + name + "\" is refused: DnsZone \""
                    + elder.getMetadata().getName() + "\" is older and stands for the same "
                    + ZoneSetup.of(resource).description() + "; one DnsZone for each is allowed");
        }
        return new Opened(site(resource).zone(), ZoneSetup.of(resource).account());
    }

    private Site site(DnsZone resource) {
        // Each policy asks once a minute, and hardly ever of another resource than the one before.
        Open known = open.get(resource.getMetadata().getName());
        return known != null && known.of() == resource ? known.site() : opened(resource);
    }

    private Site opened(DnsZone resource) {
        Blueprint<ZoneSetup> blueprint = new Blueprint<>(
                resource.getMetadata().getName(),
                DnsName.of(resource.getSpec().domainName()),
                ZoneSetup.of(resource),
                addresses(resource.getSpec().nameservers()),
                addresses(resource.getSpec().resolvers()));
        return open.compute(blueprint.name(), (name, before) -> {
                    if (before != null && before.blueprint().equals(blueprint)) {
                        return new Open(resource, blueprint, before.site());
                    }
                    if (before != null) {
                        before.site().close();
                    }
                    return new Open(resource, blueprint, makers.open(blueprint));
                })
                .site();
    }

    /** The oldest DnsZone for the same zone at the same provider, this one among them. */
    private DnsZone elder(DnsZone resource) {
        String identity = ZoneSetup.of(resource).identity();
        return resources.values().stream()
                .filter(other -> ZoneSetup.of(other).identity().equals(identity))
                .min(Comparator.comparing((DnsZone zone) -> zone.getMetadata().getCreationTimestamp())
                        .thenComparing(zone -> zone.getMetadata().getName()))
                .orElse(resource);
    }

    /** The first zone by name of each account whose zones other instances can see. */
    public Map<String, ApexZone> firstOfAccounts() {
        Map<String, ApexZone> first = new LinkedHashMap<>();
        new TreeMap<>(open).forEach((name, there) -> {
            String account = there.blueprint().setup().account();
            if (!account.isEmpty()) {
                first.putIfAbsent(
                        account,
                        new ApexZone(there.blueprint().apex(), there.site().zone()));
            }
        });
        return first;
    }

    /**
     * A zone that is open.
     *
     * @param apex its own name
     */
    public record ApexZone(DnsName apex, Zone zone) {}

    /** Asks the provider for the zone. Blocks. */
    public Standing standing(DnsZone resource) {
        return switch (open(resource)) {
            case Refused(String message) -> new Standing(false, Failure.REFUSED, message);
            case Opened ignored -> site(resource).standing();
        };
    }

    private static List<InetSocketAddress> addresses(List<String> written) {
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (String server : written) {
            HostPort.parse(server)
                    .ifPresent(
                            parsed -> addresses.add(InetSocketAddress.createUnresolved(parsed.host(), parsed.port())));
        }
        return addresses;
    }

    @Override
    public void close() {
        open.values().forEach(there -> there.site().close());
        open.clear();
        makers.close();
    }
}
