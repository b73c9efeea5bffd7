package io.regionalfailover.operator;

import static java.util.Objects.requireNonNull;

import io.regionalfailover.api.v1alpha1.DnsZone;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.DnsProvider;
import io.regionalfailover.dns.Failure;
import io.regionalfailover.dns.Zone;
import io.regionalfailover.operator.translation.HostPort;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** The zones that are open, one for each DnsZone. */
public final class Zones implements AutoCloseable {
    /** What opening a zone came to. */
    public sealed interface Opening {}

    /** The zone. */
    public record Opened(Zone zone) implements Opening {}

    /** It cannot be used, and why. */
    public record Refused(String message) implements Opening {}

    /** How a zone is reached. */
    public interface Maker extends AutoCloseable {
        /** The zone at its provider. */
        DnsProvider provider(String hostedZoneId);

        /**
         * The zone on top of it.
         *
         * @param nameservers who is asked whether a change is in force; empty: those that the provider names
         */
        Zone zone(String name, DnsName apex, DnsProvider provider, List<InetSocketAddress> nameservers);

        /** Ends what all zones share. */
        @Override
        void close();
    }

    private record Setup(String hostedZoneId, String domainName, List<String> nameservers) {
        static Setup of(DnsZone resource) {
            return new Setup(
                    requireNonNull(resource.getSpec().provider().route53(), "the schema asks for one")
                            .hostedZoneId(),
                    resource.getSpec().domainName(),
                    resource.getSpec().nameservers());
        }
    }

    private record Open(Setup setup, DnsProvider provider, Zone zone) {}

    private final Maker maker;
    private final Predicate<String> exists;
    private final Map<String, Open> open = new ConcurrentHashMap<>();
    private final Map<String, DnsZone> resources = new ConcurrentHashMap<>();

    /**
     * @param maker makes zones
     * @param exists whether the API server has a DnsZone of that name
     */
    public Zones(Maker maker, Predicate<String> exists) {
        this.maker = maker;
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
                    + elder.getMetadata().getName() + "\" is older and stands for the same hosted zone "
                    + Setup.of(resource).hostedZoneId() + "; one DnsZone for each hosted zone is allowed");
        }
        return new Opened(opened(resource).zone());
    }

    private Open opened(DnsZone resource) {
        Setup setup = Setup.of(resource);
        return open.compute(resource.getMetadata().getName(), (name, before) -> {
            if (before != null && before.setup().equals(setup)) {
                return before;
            }
            if (before != null) {
                before.zone().close();
            }
            DnsProvider provider = maker.provider(setup.hostedZoneId());
            Zone zone = maker.zone(name, DnsName.of(setup.domainName()), provider, addresses(setup.nameservers()));
            return new Open(setup, provider, zone);
        });
    }

    /** The oldest DnsZone for the same hosted zone, this one among them. */
    private DnsZone elder(DnsZone resource) {
        String hostedZone = Setup.of(resource).hostedZoneId();
        return resources.values().stream()
                .filter(other -> Setup.of(other).hostedZoneId().equals(hostedZone))
                .min(Comparator.comparing((DnsZone zone) -> zone.getMetadata().getCreationTimestamp())
                        .thenComparing(zone -> zone.getMetadata().getName()))
                .orElse(resource);
    }

    /** What a DnsZone's status says of it. */
    public record Standing(boolean ready, Failure failure, String message) {}

    /** Asks the provider for the zone. Blocks. */
    public Standing standing(DnsZone resource) {
        switch (open(resource)) {
            case Refused(String message) -> {
                return new Standing(false, Failure.REFUSED, message);
            }
            case Opened(Zone zone) -> {
                // Asked below, of the provider itself.
            }
        }
        Open there = opened(resource);
        DnsName wanted = DnsName.of(resource.getSpec().domainName());
        return switch (there.provider().nameservers()) {
            case DnsProvider.NameserverResult.NotAnswered(Failure failure, String message) ->
                new Standing(false, failure, message);
            case DnsProvider.NameserverResult.Named(List<InetSocketAddress> servers, DnsName apex) ->
                apex.equals(wanted)
                        ? new Standing(
                                true,
                                Failure.REFUSED,
                                "hosted zone " + there.setup().hostedZoneId() + " answers; " + servers.size()
                                        + " nameservers")
                        : new Standing(
                                false,
                                Failure.REFUSED,
                                "spec.domainName: \"" + wanted + "\": hosted zone "
                                        + there.setup().hostedZoneId() + " is for \"" + apex
                                        + "\"; the apex of the hosted zone is allowed");
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
        open.values().forEach(there -> there.zone().close());
        open.clear();
        maker.close();
    }
}
