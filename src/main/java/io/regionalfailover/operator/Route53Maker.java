package io.regionalfailover.operator;

import io.micrometer.core.instrument.MeterRegistry;
import io.regionalfailover.dns.Budget;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.DnsProvider;
import io.regionalfailover.dns.DnsProvider.NameserverResult;
import io.regionalfailover.dns.Failure;
import io.regionalfailover.dns.Zone;
import io.regionalfailover.dns.ZoneGate;
import io.regionalfailover.dns.ZoneRuntime;
import io.regionalfailover.dns.route53.AccessKeys;
import io.regionalfailover.dns.route53.Route53Account;
import io.regionalfailover.operator.ZoneSetup.Route53Access;
import io.regionalfailover.operator.gate.OpenGate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Makes zones at Route 53. Zones that are reached with the same credentials share a client, those of one account a budget;
 * nothing else is shared, so that a zone which is slow or refused holds up no other.
 */
final class Route53Maker implements Zones.Maker<ZoneSetup.Route53> {

    private final Settings.Dns.Budget settings;
    private final ZoneRuntime runtime;
    private final MeterRegistry registry;
    private final Function<String, AccessKeys> keysOf;
    private final GateDesk gates;
    private final Map<Route53Access, Route53Account> accounts = new ConcurrentHashMap<>();
    private final Map<String, Budget> budgets = new ConcurrentHashMap<>();

    /**
     * @param settings of each account's budget
     * @param keysOf the access key in a Secret of the operator's namespace
     * @param gates of all zones
     */
    Route53Maker(
            Settings.Dns.Budget settings,
            ZoneRuntime runtime,
            MeterRegistry registry,
            Function<String, AccessKeys> keysOf,
            GateDesk gates) {
        this.settings = settings;
        this.runtime = runtime;
        this.registry = registry;
        this.keysOf = keysOf;
        this.gates = gates;
    }

    @Override
    public Zones.Site open(Zones.Blueprint<ZoneSetup.Route53> blueprint) {
        Route53Access access = blueprint.setup().access();
        Budget budget = budgets.computeIfAbsent(
                access.account(), account -> new Budget(runtime, settings.requestsPerSecond(), settings.burst()));
        Route53Account account = accounts.computeIfAbsent(
                access, with -> Route53Account.of(with.secret().map(name -> () -> keysOf.apply(name)), with.roleArn()));
        String zoneId = blueprint.setup().hostedZoneId();
        Optional<OpenGate> gate = blueprint.setup().gate().map(ignored -> gates.of(zoneId));
        DnsProvider provider = account.hostedZone(zoneId, budget, () -> gate.ifPresent(OpenGate::lost));
        Zone zone = blueprint.at(
                provider, "route53", budget, gate.<ZoneGate>map(open -> open).orElse(ZoneGate.NONE), runtime, registry);
        return new HostedZone(zone, provider, blueprint, gates.keeping(blueprint, account, budget));
    }

    private record HostedZone(
            Zone zone,
            DnsProvider provider,
            Zones.Blueprint<ZoneSetup.Route53> blueprint,
            Supplier<Optional<Zones.GateStanding>> gate)
            implements Zones.Site {
        @Override
        public Zones.Standing standing() {
            return switch (provider.nameservers()) {
                case NameserverResult.NotAnswered(Failure failure, String message) ->
                    new Zones.Standing(false, failure, message);
                case NameserverResult.Named named ->
                    wrongWith(named)
                            .map(sentence -> new Zones.Standing(false, Failure.REFUSED, sentence))
                            .orElseGet(() -> {
                                Zones.Standing well = new Zones.Standing(true, Failure.REFUSED, answers(named));
                                return gate.get().map(well::with).orElse(well);
                            });
            };
        }

        private Optional<String> wrongWith(NameserverResult.Named named) {
            String hostedZone = blueprint.setup().description();
            DnsName apex = named.apex();
            if (!apex.equals(blueprint.apex())) {
                return Optional.of("spec.domainName: \"" + blueprint.apex() + "\": " + hostedZone + " is for \"" + apex
                        + "\"; the apex of the hosted zone is allowed");
            }
            if (named.privateZone() != blueprint.setup().privateZone()) {
                return Optional.of("spec.provider.route53.private: " + !named.privateZone() + ": " + hostedZone
                        + " is a "
                        + (named.privateZone() ? "private" : "public") + " one; " + named.privateZone()
                        + " is allowed"
                        + (named.privateZone() ? ", with name servers inside its VPCs in spec.nameservers" : ""));
            }
            return Optional.empty();
        }

        private String answers(NameserverResult.Named named) {
            int asked = blueprint.nameservers().isEmpty()
                    ? named.servers().size()
                    : blueprint.nameservers().size();
            return blueprint.setup().description() + " answers; " + asked + " nameservers";
        }
    }

    @Override
    public void close() {
        accounts.values().forEach(Route53Account::close);
    }
}
