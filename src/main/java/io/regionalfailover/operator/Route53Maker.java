package io.regionalfailover.operator;

import io.micrometer.core.instrument.MeterRegistry;
import io.regionalfailover.dns.Budget;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.DnsProvider;
import io.regionalfailover.dns.DnsjavaAsker;
import io.regionalfailover.dns.Zone;
import io.regionalfailover.dns.ZoneRuntime;
import io.regionalfailover.dns.ZoneWriter;
import io.regionalfailover.dns.route53.Route53Account;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/** Makes zones at Route 53: one account, so one budget for all of them. */
final class Route53Maker implements Zones.Maker, AutoCloseable {
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
    public DnsProvider provider(String hostedZoneId) {
        return account.hostedZone(hostedZoneId, budget);
    }

    @Override
    public Zone zone(String name, DnsName apex, DnsProvider provider, List<InetSocketAddress> nameservers) {
        return new ZoneWriter(
                apex,
                provider,
                budget,
                new DnsjavaAsker(NAMESERVER_TIMEOUT),
                nameservers,
                runtime,
                new DnsMeters(registry, name, "route53"));
    }

    @Override
    public void close() {
        account.close();
    }
}
