package io.regionalfailover.dns.route53;

import io.regionalfailover.dns.RequestGate;
import io.regionalfailover.dns.gate.GateChecks;
import io.regionalfailover.dns.gate.GateHealth;
import io.regionalfailover.dns.gate.Hanging;
import io.regionalfailover.dns.gate.Watch;
import io.regionalfailover.dns.route53.HealthCheckForm.Reference;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.HealthCheck;
import software.amazon.awssdk.services.route53.model.HealthCheckAlreadyExistsException;
import software.amazon.awssdk.services.route53.model.HealthCheckObservation;
import software.amazon.awssdk.services.route53.model.HealthCheckType;
import software.amazon.awssdk.services.route53.model.ListHealthChecksResponse;
import software.amazon.awssdk.services.route53.model.NoSuchHealthCheckException;
import software.amazon.awssdk.services.route53.model.Tag;
import software.amazon.awssdk.services.route53.model.TagResourceType;

/** The health checks of one hosted zone's gate at Route 53. Used by one thread at a time. */
final class Route53GateHealth implements GateHealth {
    /** How long a check is left that nobody wants. */
    static final Duration LEFT_FOR = Duration.ofMinutes(10);

    private static final int MOST_NUMBERS = 50;
    private static final String LIST = "ListHealthChecks";

    private final Route53Client client;
    private final Requests requests;
    private final HungChecks hung;
    private final String gate;
    private final String installation;
    private final String zoneId;
    private final InstantSource clock;
    private final Map<String, Map<String, Set<Instant>>> asked = new HashMap<>();
    private final Map<String, Instant> unwantedSince = new HashMap<>();

    /** Names of checks that stand without tags: putting them on failed. */
    private final Map<String, String> untagged = new HashMap<>();

    Route53GateHealth(
            Route53Client client, String zoneId, String installation, RequestGate budget, InstantSource clock) {
        this.client = client;
        this.zoneId = zoneId;
        this.installation = installation;
        this.requests = new Requests(zoneId, budget);
        this.hung = new HungChecks(client, zoneId, requests);
        this.gate = HealthCheckForm.hash(installation + "\n" + zoneId);
        this.clock = clock;
    }

    @Override
    public Found ensure(GateChecks wanted) {
        try {
            Map<Reference, HealthCheck> there = ours();
            tagAll();
            Map<Watch, String> watches = new HashMap<>();
            for (Watch watch : wanted.watches()) {
                watches.put(watch, ensure(HealthCheckForm.of(watch), name(watch), there));
            }
            Map<String, String> byRegion = new HashMap<>();
            for (GateChecks.AnyOf check : wanted.regions().values()) {
                List<String> children =
                        check.children().stream().map(watches::get).toList();
                byRegion.put(
                        check.region(), ensure(HealthCheckForm.anyOf(children), "gate of " + check.region(), there));
            }
            String child = watches.get(wanted.parked().child());
            if (child == null) {
                throw new IllegalArgumentException("the parked check looks at none of the others");
            }
            String parked = ensure(HealthCheckForm.never(child), "gate, parked", there);
            Optional<String> starting = Optional.empty();
            for (Map.Entry<Watch, String> watch : watches.entrySet()) {
                if (!wasAsked(watch.getValue())) {
                    starting = Optional.of(name(watch.getKey()));
                }
            }
            if (starting.isPresent()) {
                return new Found.Starting("the health check \"" + starting.get() + "\" has not asked often enough yet");
            }
            Set<String> all = new HashSet<>(watches.values());
            all.addAll(byRegion.values());
            all.add(parked);
            return new Found.Ready(new Hanging.Known(byRegion, parked, Set.of()), all);
        } catch (Faulted e) {
            return new Found.NotKnown(e.fault().message());
        } catch (RuntimeException e) {
            return new Found.NotKnown("An answer about health checks cannot be understood: " + e);
        }
    }

    private static String name(Watch watch) {
        return watch.observer() + " says " + watch.word().text() + " " + watch.region();
    }

    /** The checks of this gate, wanted or not. */
    private Map<Reference, HealthCheck> ours() throws Faulted {
        Map<Reference, HealthCheck> ours = new HashMap<>();
        Optional<String> marker = Optional.empty();
        do {
            Optional<String> from = marker;
            ListHealthChecksResponse page = requests.send(
                    RequestGate.Kind.READ,
                    LIST,
                    override -> client.listHealthChecks(request -> {
                        from.ifPresent(request::marker);
                        request.overrideConfiguration(override);
                    }));
            for (HealthCheck check : page.healthChecks()) {
                Reference.parse(check.callerReference())
                        .filter(reference -> reference.gate().equals(gate))
                        .ifPresent(reference -> ours.put(reference, check));
            }
            marker = Boolean.TRUE.equals(page.isTruncated()) ? Optional.of(page.nextMarker()) : Optional.empty();
        } while (marker.isPresent());
        return ours;
    }

    private String ensure(HealthCheckForm form, String name, Map<Reference, HealthCheck> there) throws Faulted {
        List<Reference> same = there.keySet().stream()
                .filter(reference -> reference.content().equals(form.content()))
                .sorted(Comparator.comparingInt(Reference::number))
                .toList();
        for (Reference reference : same) {
            HealthCheck check = there.get(reference);
            if (check != null && form.isAsMade(check)) {
                return check.id();
            }
        }
        int first = same.isEmpty() ? 0 : same.getLast().number() + 1;
        for (int number = first; number < first + MOST_NUMBERS; number++) {
            Optional<String> made = create(form, new Reference(gate, form.content(), number).text());
            if (made.isPresent()) {
                untagged.put(made.get(), name);
                tagAll();
                return made.get();
            }
        }
        throw new Faulted(new Fault.Refusal(
                Set.of(), "The health check \"" + name + "\" was made and deleted " + MOST_NUMBERS + " times"));
    }

    /** Makes one, or finds the very same one; empty when that caller reference was used up. */
    private Optional<String> create(HealthCheckForm form, String reference) throws Faulted {
        return requests.send(RequestGate.Kind.READ, "CreateHealthCheck", override -> {
            try {
                return Optional.of(client.createHealthCheck(request -> request.callerReference(reference)
                                .healthCheckConfig(form.config())
                                .overrideConfiguration(override))
                        .healthCheck()
                        .id());
            } catch (HealthCheckAlreadyExistsException e) {
                return Optional.empty();
            }
        });
    }

    private void tagAll() throws Faulted {
        for (Map.Entry<String, String> check : Map.copyOf(untagged).entrySet()) {
            tag(check.getKey(), check.getValue());
            untagged.remove(check.getKey());
        }
    }

    /** One that is gone needs no tags. */
    private void tag(String id, String name) throws Faulted {
        requests.send(RequestGate.Kind.READ, "ChangeTagsForResource", override -> {
            try {
                return client.changeTagsForResource(request -> request.resourceType(TagResourceType.HEALTHCHECK)
                        .resourceId(id)
                        .addTags(
                                pair("Name", name),
                                pair("regionalfailover.io/installation", installation),
                                pair("regionalfailover.io/zone", zoneId))
                        .overrideConfiguration(override));
            } catch (NoSuchHealthCheckException e) {
                return e;
            }
        });
    }

    private static Tag pair(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    /** Until a check has turned for the first time, or could have, what it says is what new ones say. */
    private boolean wasAsked(String id) throws Faulted {
        Map<String, Set<Instant>> byChecker = asked.computeIfAbsent(id, none -> new HashMap<>());
        if (!isEnough(byChecker)) {
            observations(id).forEach(observation -> {
                if (observation.statusReport() != null
                        && observation.statusReport().checkedTime() != null) {
                    byChecker
                            .computeIfAbsent(String.valueOf(observation.ipAddress()), none -> new HashSet<>())
                            .add(observation.statusReport().checkedTime());
                }
            });
        }
        return isEnough(byChecker);
    }

    private static boolean isEnough(Map<String, Set<Instant>> byChecker) {
        return byChecker.values().stream().anyMatch(times -> times.size() > Watch.THRESHOLD);
    }

    private List<HealthCheckObservation> observations(String id) throws Faulted {
        return requests.send(
                        RequestGate.Kind.READ,
                        "GetHealthCheckStatus",
                        override -> client.getHealthCheckStatus(
                                request -> request.healthCheckId(id).overrideConfiguration(override)))
                .healthCheckObservations();
    }

    @Override
    public Optional<String> sweep(Set<String> wanted) {
        try {
            Map<Reference, HealthCheck> there = ours();
            Set<String> present = new HashSet<>();
            there.values().forEach(check -> present.add(check.id()));
            unwantedSince.keySet().retainAll(present);
            unwantedSince.keySet().removeAll(wanted);
            Instant now = clock.instant();
            List<HealthCheck> due = new ArrayList<>();
            for (HealthCheck check : there.values()) {
                if (!wanted.contains(check.id())) {
                    Instant since = unwantedSince.computeIfAbsent(check.id(), id -> now);
                    if (!now.isBefore(since.plus(LEFT_FOR))) {
                        due.add(check);
                    }
                }
            }
            if (!due.isEmpty()) {
                remove(due, there);
            }
            return Optional.empty();
        } catch (Faulted | RuntimeException e) {
            return Optional.of("health checks that nobody wants may be left: "
                    + (e instanceof Faulted ? e.getMessage() : e.toString()));
        }
    }

    /** Calculated ones first: what they look at is no use to anybody else afterwards. */
    private void remove(List<HealthCheck> due, Map<Reference, HealthCheck> there) throws Faulted {
        Set<String> inUse = hung.ids();
        Set<String> gone = new HashSet<>();
        for (HealthCheck check : due) {
            if (isCalculated(check) && !inUse.contains(check.id())) {
                delete(check.id());
                gone.add(check.id());
            }
        }
        for (HealthCheck check : due) {
            boolean looked = there.values().stream()
                    .filter(other -> !gone.contains(other.id()))
                    .anyMatch(other ->
                            other.healthCheckConfig().childHealthChecks().contains(check.id()));
            if (!isCalculated(check) && !looked && !inUse.contains(check.id())) {
                delete(check.id());
            }
        }
    }

    private static boolean isCalculated(HealthCheck check) {
        return check.healthCheckConfig().type() == HealthCheckType.CALCULATED;
    }

    private void delete(String id) throws Faulted {
        requests.send(RequestGate.Kind.READ, "DeleteHealthCheck", override -> {
            try {
                return client.deleteHealthCheck(
                        request -> request.healthCheckId(id).overrideConfiguration(override));
            } catch (NoSuchHealthCheckException e) {
                return e;
            }
        });
        asked.remove(id);
        unwantedSince.remove(id);
        untagged.remove(id);
    }
}
