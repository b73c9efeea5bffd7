package io.regionalfailover.operator;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.regionalfailover.dns.DnsMetrics;
import org.jboss.logging.Logger;

/** Counts what one zone asks of its provider. */
final class DnsMeters implements DnsMetrics {
    private static final Logger LOG = Logger.getLogger(DnsMeters.class);

    private final MeterRegistry registry;
    private final Tags zone;
    private final String provider;
    private final DistributionSummary changes;
    private final Counter fenced;

    DnsMeters(MeterRegistry registry, String zone, String provider) {
        this.registry = registry;
        this.zone = Tags.of("zone", zone);
        this.provider = provider;
        changes = DistributionSummary.builder("regional.failover.dns.batch.changes")
                .description("Changes in an accepted batch")
                .tags(this.zone)
                .register(registry);
        fenced = Counter.builder("regional.failover.fenced.writes")
                .description("Writes that were refused because somebody else had changed the zone")
                .tags(this.zone)
                .register(registry);
    }

    @Override
    public void request(String operation, String outcome) {
        Counter.builder("regional.failover.dns.requests")
                .description("Requests to the DNS provider")
                .tags(zone.and("provider", provider, "operation", operation, "outcome", outcome))
                .register(registry)
                .increment();
    }

    @Override
    public void trouble(String sentence) {
        LOG.warn(sentence);
    }

    @Override
    public void batch(int count, int policies) {
        changes.record(count);
    }

    @Override
    public void fenced(int policies) {
        fenced.increment(policies);
    }
}
