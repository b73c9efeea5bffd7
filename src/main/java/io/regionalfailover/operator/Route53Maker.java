package io.regionalfailover.operator;

import io.micrometer.core.instrument.MeterRegistry;
import io.regionalfailover.dns.Budget;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.DnsProvider;
import io.regionalfailover.dns.DnsProvider.NameserverResult;
import io.regionalfailover.dns.DnsjavaAsker;
import io.regionalfailover.dns.Failure;
import io.regionalfailover.dns.Zone;
import io.regionalfailover.dns.ZoneRuntime;
import io.regionalfailover.dns.ZoneWriter;
import io.regionalfailover.dns.route53.Route53Account;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/** Makes zones at Route 53: one account, so one budget for all of them. */
final class Route53Maker implements Zones.Maker<ZoneSetup.Route53> {
    private static final Duration NAMESERVER_TIMEOUT = Duration.ofSeconds(2);

    private final Route53Account account = Route53Account.fromEnvironment();
    private final ZoneRuntime runtime;
    private final Budget budget;
    private final MeterRegistry registry;

    /** @param settings of the account's budget */
    Route53Maker(Settings.Dns.Budget settings, ZoneRuntime runtime, MeterRegistry registry) {
        this.runtime = runtime;
        this.registry = registry;
        budget = new Budget(runtime, settings.requestsPerSecond(), settings.burst());
    }

    @Override
    public Zones.Site open(Zones.Blueprint<ZoneSetup.Route53> blueprint) {
        DnsProvider provider = account.hostedZone(blueprint.setup().hostedZoneId(), budget);
        Zone zone = new ZoneWriter(
                blueprint.apex(),
                provider,
                budget,
                new DnsjavaAsker(NAMESERVER_TIMEOUT),
                blueprint.nameservers(),
                runtime,
                new DnsMeters(registry, blueprint.name(), "route53"));
        return new HostedZone(zone, provider, blueprint);
    }

    private record HostedZone(Zone zone, DnsProvider provider, Zones.Blueprint<ZoneSetup.Route53> blueprint)
            implements Zones.Site {
        @Override
        public Zones.Standing standing() {
            return switch (provider.nameservers()) {
                case NameserverResult.NotAnswered(Failure failure, String message) ->
                    new Zones.Standing(false, failure, message);
                case NameserverResult.Named(List<InetSocketAddress> servers, DnsName apex) -> compared(servers, apex);
            };
        }

        private Zones.Standing compared(List<InetSocketAddress> servers, DnsName apex) {
            String hostedZone = blueprint.setup().description();
            return apex.equals(blueprint.apex())
                    ? new Zones.Standing(
                            true, Failure.REFUSED, hostedZone + " answers; " + servers.size() + " nameservers")
                    : new Zones.Standing(
                            false,
                            Failure.REFUSED,
                            "spec.domainName: \"" + blueprint.apex() + "\": " + hostedZone + " is for \"" + apex
                                    + "\"; the apex of the hosted zone is allowed");
        }
    }

    @Override
    public void close() {
        account.close();
    }
}
