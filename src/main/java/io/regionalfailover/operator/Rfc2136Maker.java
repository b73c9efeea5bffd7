package io.regionalfailover.operator;

import io.micrometer.core.instrument.MeterRegistry;
import io.regionalfailover.dns.Budget;
import io.regionalfailover.dns.DnsName;
import io.regionalfailover.dns.DnsProvider.NameserverResult;
import io.regionalfailover.dns.Failure;
import io.regionalfailover.dns.Zone;
import io.regionalfailover.dns.ZoneGate;
import io.regionalfailover.dns.ZoneRuntime;
import io.regionalfailover.dns.rfc2136.Patience;
import io.regionalfailover.dns.rfc2136.Rfc2136Provider;
import io.regionalfailover.dns.rfc2136.TsigKeys;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;

/** Makes zones on servers that take dynamic updates. They share nothing, so that a server which is slow or refuses holds up no other. */
final class Rfc2136Maker implements Zones.Maker<ZoneSetup.Rfc2136> {
    private static final Duration ANSWER = Duration.ofSeconds(5);

    /**
     * For each thousand questions. A policy's reading is some eight, a full batch's 15,000; a server near by answers 5,000 in a second, and
     * a thousand at a round trip of 100 ms take three.
     */
    private static final Duration EXCHANGE = Duration.ofSeconds(30);

    /** Reads take at most a fifth of it. A server of one's own bears far more. */
    private static final int REQUESTS_PER_SECOND = 50;

    private final ZoneRuntime runtime;
    private final MeterRegistry registry;
    private final Function<ZoneSetup.Tsig, TsigKeys> keyOf;

    /** @param keyOf the key whose secret is in a Secret of the operator's namespace */
    Rfc2136Maker(ZoneRuntime runtime, MeterRegistry registry, Function<ZoneSetup.Tsig, TsigKeys> keyOf) {
        this.runtime = runtime;
        this.registry = registry;
        this.keyOf = keyOf;
    }

    @Override
    public Zones.Site open(Zones.Blueprint<ZoneSetup.Rfc2136> blueprint) {
        Budget budget = new Budget(runtime, REQUESTS_PER_SECOND, REQUESTS_PER_SECOND);
        ZoneSetup.Rfc2136 setup = blueprint.setup();
        Rfc2136Provider provider = new Rfc2136Provider(
                new Rfc2136Provider.Place(
                        blueprint.apex(),
                        setup.server(),
                        new Patience(ANSWER, EXCHANGE, runtime.timer()),
                        Clock.systemUTC(),
                        setup.luaRecords()),
                () -> keyOf.apply(setup.tsig()),
                budget);
        Zone zone = blueprint.at(provider, "rfc2136", budget, ZoneGate.NONE, runtime, registry);
        return new ServedZone(zone, provider, blueprint);
    }

    private record ServedZone(Zone zone, Rfc2136Provider provider, Zones.Blueprint<ZoneSetup.Rfc2136> blueprint)
            implements Zones.Site {
        @Override
        public Zones.Standing standing() {
            return switch (provider.nameservers()) {
                case NameserverResult.NotAnswered(Failure failure, String message) ->
                    new Zones.Standing(false, failure, message);
                case NameserverResult.Named(var servers, DnsName ignored, boolean notPrivate) ->
                    provider.withoutShares()
                            .map(without -> new Zones.Standing(false, without.failure(), without.message()))
                            .orElseGet(() -> answering(servers.size()));
            };
        }

        private Zones.Standing answering(int named) {
            int nameservers = blueprint.nameservers().isEmpty()
                    ? named
                    : blueprint.nameservers().size();
            return new Zones.Standing(
                    true,
                    Failure.REFUSED,
                    blueprint.setup().description() + " answers and takes updates with key \""
                            + blueprint.setup().tsig().keyName() + "\"; "
                            + (blueprint.setup().luaRecords() ? "LUA records carry shares; " : "")
                            + nameservers + " nameservers");
        }
    }

    @Override
    public void close() {
        // Each zone ends with its site; connections last no longer than a request.
    }
}
