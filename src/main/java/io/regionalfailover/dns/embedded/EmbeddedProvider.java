package io.regionalfailover.dns.embedded;

import io.regionalfailover.dns.Change;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.DnsProvider;
import io.regionalfailover.dns.Failure;
import io.regionalfailover.dns.RecordSet;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A zone of the embedded server. A change that is applied is on disk and in force: there is nothing to wait for. The zone's own SOA and NS
 * are not among what is read.
 */
final class EmbeddedProvider implements DnsProvider {
    private static final Limits LIMITS = new Limits(10_000, 1_000_000);

    private final DnsName apex;
    private final EmbeddedZones zones;
    private final ShortTtls ttls;
    private final Supplier<Optional<InetSocketAddress>> server;

    /** @param server where the server answers, as this process reaches it; empty while it does not */
    EmbeddedProvider(DnsName apex, EmbeddedZones zones, ShortTtls ttls, Supplier<Optional<InetSocketAddress>> server) {
        this.apex = apex;
        this.zones = zones;
        this.ttls = ttls;
        this.server = server;
    }

    @Override
    public ReadResult read(Set<DnsName> names) {
        return switch (zones.holding(apex, names)) {
            case Holding.Held(Map<DnsName, List<RecordSet>> byName) -> new ReadResult.Read(byName);
            case Holding.NotYet(String message) -> new ReadResult.NotRead(Failure.UNREACHABLE, message);
            case Holding.NoZone() -> new ReadResult.NotRead(Failure.REFUSED, noZone());
        };
    }

    @Override
    public ApplyResult apply(List<Change> changes, String comment) {
        int values = 0;
        long characters = 0;
        Set<DnsName> names = new HashSet<>();
        for (Change change : changes) {
            names.add(change.set().name());
            values += change.set().values().size();
            characters +=
                    change.set().values().stream().mapToLong(String::length).sum();
        }
        if (values > LIMITS.values() || characters > LIMITS.characters()) {
            return new ApplyResult.Refused(
                    names,
                    "A batch of " + values + " values and " + characters + " characters is too large: "
                            + LIMITS.values() + " and " + LIMITS.characters() + " are allowed");
        }
        return zones.apply(apex, changes);
    }

    @Override
    public ForceResult inForce(String changeId) {
        boolean known = changeId.matches("[1-9][0-9]{0,17}") && Long.parseLong(changeId) <= zones.changes(apex);
        return known
                ? new ForceResult.InForce()
                : new ForceResult.NotAnswered(
                        Failure.REFUSED, "The embedded zone " + apex + " knows no change " + changeId);
    }

    @Override
    public NameserverResult nameservers() {
        return switch (zones.holding(apex, Set.of())) {
            case Holding.NoZone() -> new NameserverResult.NotAnswered(Failure.REFUSED, noZone());
            case Holding.NotYet(String message) -> new NameserverResult.NotAnswered(Failure.UNREACHABLE, message);
            case Holding.Held ignored ->
                server.get()
                        .<NameserverResult>map(address -> new NameserverResult.Named(List.of(address), apex))
                        .orElseGet(() -> new NameserverResult.NotAnswered(
                                Failure.UNREACHABLE, "The embedded DNS server does not answer on any port"));
        };
    }

    @Override
    public void shorten(Set<DnsName> names, long seconds, boolean restless) {
        ttls.say(names, seconds, restless);
    }

    @Override
    public Limits limits() {
        return LIMITS;
    }

    /** A batch costs nothing but a write to disk; what comes meanwhile is gathered anyway. */
    @Override
    public Duration gathering() {
        return Duration.ZERO;
    }

    private String noZone() {
        return "There is no embedded zone " + apex;
    }
}
