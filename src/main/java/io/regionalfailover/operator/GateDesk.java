package io.regionalfailover.operator;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.regionalfailover.dns.Budget;
import io.regionalfailover.dns.gate.GateChecks;
import io.regionalfailover.dns.gate.GateHealth;
import io.regionalfailover.dns.route53.Route53Account;
import io.regionalfailover.operator.gate.GatePort;
import io.regionalfailover.operator.gate.Gates;
import io.regionalfailover.operator.gate.OpenGate;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The gates of this process, the port at which they are asked, and the health checks that ask there. */
public class GateDesk implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(GateDesk.class);
    private static final String STATE_FOLDER = "regional-failover-gate";

    private static final String GAUGE = "regional.failover.gate";

    private final Settings.Gate settings;
    private final Optional<String> region;
    private final String installation;
    private final InstantSource clock;
    private final MeterRegistry registry;
    private final Gates gates;
    /** The checks of hosted zones that have or had a gate, as long as this process remembers. */
    private final Map<String, GateHealth> healths = new ConcurrentHashMap<>();

    private final Map<String, GateChecks> measured = new ConcurrentHashMap<>();
    private @Nullable GatePort port;

    /** @param clock steady */
    public GateDesk(Settings settings, InstantSource clock, MeterRegistry registry) {
        this.settings = settings.gate();
        this.region = settings.region();
        this.installation = settings.installationId();
        this.clock = clock;
        this.registry = registry;
        Path folder =
                settings.gate().stateDir().orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir"), STATE_FOLDER));
        this.gates = new Gates(settings.region(), folder, clock, LOG::error);
    }

    /**
     * Opens the port, where the settings name one.
     *
     * @param active whether this process speaks for its region
     * @throws IllegalStateException when it cannot be opened
     */
    void listen(BooleanSupplier active) {
        if (settings.port().isEmpty()) {
            return;
        }
        GatePort opened = new GatePort(
                settings.address(),
                settings.port().getAsInt(),
                active,
                gates::word,
                answer -> registry.counter("regional.failover.gate.answers", "answer", answer)
                        .increment());
        port = opened;
        try {
            LOG.infof(
                    "The gate is asked on http://%s:%d",
                    settings.address(), opened.open().join());
        } catch (CompletionException e) {
            throw new IllegalStateException(
                    "regional-failover.gate.port: " + settings.port().getAsInt() + " cannot be opened on "
                            + settings.address() + ". Nothing is started.",
                    e);
        }
    }

    /** The gate of a hosted zone. */
    OpenGate of(String zoneId) {
        return gates.of(zoneId);
    }

    /** Keeps the health checks of a zone as its spec wants them each time it is asked, and says how the gate stands. */
    Supplier<Optional<Zones.GateStanding>> keeping(
            Zones.Blueprint<ZoneSetup.Route53> blueprint, Route53Account account, Budget budget) {
        String zoneId = blueprint.setup().hostedZoneId();
        Optional<GateChecks> wanted = blueprint.setup().gate();
        if (wanted.isEmpty()) {
            return () -> {
                Optional.ofNullable(healths.get(zoneId))
                        .ifPresent(left -> left.sweep(Set.of()).ifPresent(LOG::warn));
                return Optional.empty();
            };
        }
        GateHealth health = account.gateOf(zoneId, installation, budget, clock);
        healths.put(zoneId, health);
        measure(blueprint.name(), zoneId, wanted.get());
        return () -> Optional.of(standing(zoneId, health, wanted.get()));
    }

    private Zones.GateStanding standing(String zoneId, GateHealth health, GateChecks wanted) {
        OpenGate gate = gates.of(zoneId);
        Optional<String> trouble =
                gate.ensure(health, wanted).or(() -> unheard(wanted)).or(() -> gates.unsaved(zoneId));
        return new Zones.GateStanding(
                trouble.isEmpty(),
                trouble.orElseGet(() ->
                        wanted.watches().size() + wanted.regions().size() + 1 + " health checks ask the instances of "
                                + String.join(", ", wanted.regions().keySet())
                                + gate.left().map(why -> "; " + why).orElse("")));
    }

    /** Why this instance is not one of those that are asked. */
    private Optional<String> unheard(GateChecks wanted) {
        if (settings.port().isEmpty()) {
            return Optional.of("this instance opens no port for it: set regional-failover.gate.port");
        }
        return region.filter(wanted.regions()::containsKey).isPresent()
                ? Optional.empty()
                : Optional.of("this instance stands in no region that has an instance in the gate: set"
                        + " regional-failover.region to one of "
                        + String.join(", ", wanted.regions().keySet()));
    }

    private void measure(String name, String zoneId, GateChecks wanted) {
        GateChecks before = measured.put(zoneId, wanted);
        if (wanted.equals(before)) {
            return;
        }
        Optional.ofNullable(before)
                .ifPresent(old -> old.regions().keySet().stream()
                        .filter(region -> !wanted.regions().containsKey(region))
                        .forEach(region -> registry.find(GAUGE)
                                .tags("zone", name, "region", region)
                                .meters()
                                .forEach(registry::remove)));
        wanted.regions()
                .keySet()
                .forEach(each -> Gauge.builder(GAUGE, () -> switch (gates.word(zoneId, each)) {
                            case EVACUATE -> 1;
                            case KEEP -> 0;
                            case UNDECIDED -> -1;
                        })
                        .tag("zone", name)
                        .tag("region", each)
                        .description("What is said of a region: 1 evacuate, 0 keep, -1 neither")
                        .strongReference(true)
                        .register(registry));
    }

    /** Is asked no more; is still heard. */
    void closePort() {
        if (port != null) {
            port.close();
        }
    }

    /** After the last turn of a loop: one that finds the gate closed would not come to its write. */
    @Override
    public void close() {
        closePort();
        gates.close();
    }
}
