package io.regionalfailover.testing.route53;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** The zones and changes of one account, and what the API's operations do with them. */
final class Account {

    private static final int MAX_ITEMS = 300;
    private static final int MAX_ZONES_LISTED = 100;
    private static final int ID_LENGTH = 16;
    private static final String ID_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    /** An answer that is no error. */
    record Reply(int status, String body) {}

    private record Submitted(HostedZone zone, Instant at) {}

    private final Options options;
    private final Clock clock;
    private final HealthChecks healthChecks;
    private final Map<String, HostedZone> zones = new ConcurrentHashMap<>();
    private final Map<String, Submitted> changes = new ConcurrentHashMap<>();

    Account(Options options, Clock clock) {
        this.options = options;
        this.clock = clock;
        this.healthChecks = new HealthChecks(options, clock);
    }

    HealthChecks healthChecks() {
        return healthChecks;
    }

    HostedZone createZone(String name, String callerReference, boolean privateZone) {
        List<String> nameServers = IntStream.rangeClosed(1, options.nameServers())
                .mapToObj(number -> "ns-" + number + ".stand-in.test.")
                .toList();
        HostedZone zone =
                new HostedZone("Z" + randomId(), name, privateZone, callerReference, nameServers, clock.instant());
        zones.put(zone.id(), zone);
        return zone;
    }

    HostedZone zone(String id) {
        HostedZone zone = zones.get(id);
        if (zone == null) {
            throw ApiException.noSuchHostedZone(id);
        }
        return zone;
    }

    /** Returns the zone with the longest name that holds the name asked for. */
    Optional<HostedZone> zoneOf(String name) {
        return zones.values().stream()
                .filter(zone -> DnsNames.isWithin(name, zone.name()))
                .max(Comparator.comparingInt(zone -> zone.name().length()));
    }

    /** Carries out an operation that reads. */
    Reply read(ApiRoute route) {
        return new Reply(
                200,
                switch (route.operation()) {
                    case GET_HOSTED_ZONE -> WireWriter.hostedZone(zone(idOf(route)));
                    case LIST_HOSTED_ZONES -> listZones(route);
                    case LIST_HOSTED_ZONES_BY_NAME -> listZonesByName(route);
                    case LIST_RECORD_SETS -> listRecordSets(zone(idOf(route)), route);
                    case GET_CHANGE -> getChange(idOf(route));
                    case CREATE_HOSTED_ZONE,
                            CHANGE_RECORD_SETS,
                            CREATE_HEALTH_CHECK,
                            LIST_HEALTH_CHECKS,
                            DELETE_HEALTH_CHECK,
                            GET_HEALTH_CHECK_STATUS,
                            CHANGE_TAGS -> throw new IllegalArgumentException(route.operation() + " does not read");
                });
    }

    Reply create(WireReader.ZoneRequest request) {
        boolean known =
                zones.values().stream().anyMatch(zone -> zone.callerReference().equals(request.callerReference()));
        if (known) {
            throw new ApiException(
                    409,
                    "HostedZoneAlreadyExists",
                    "A hosted zone has already been created with the specified caller reference.");
        }
        HostedZone zone = createZone(request.name(), request.callerReference(), request.privateZone());
        Instant now = clock.instant();
        String changeId = "C" + randomId();
        changes.put(changeId, new Submitted(zone, now));
        return new Reply(201, WireWriter.createdZone(zone, changeId, now));
    }

    Reply change(String zoneId, String by, List<Change> batch) {
        HostedZone zone = zone(zoneId);
        healthChecks.require(batch);
        Instant now = clock.instant();
        String changeId = "C" + randomId();
        return switch (zone.submit(changeId, by, batch, options, now)) {
            case Verdict.Malformed(String message) -> throw ApiException.invalidInput(message);
            case Verdict.Rejected(List<String> messages) -> throw new ApiException(400, "InvalidChangeBatch", messages);
            case Verdict.Accepted accepted -> {
                changes.put(changeId, new Submitted(zone, now));
                yield new Reply(200, WireWriter.changeInfo("ChangeResourceRecordSetsResponse", changeId, false, now));
            }
        };
    }

    private String getChange(String id) {
        Submitted submitted = changes.get(id);
        if (submitted == null) {
            throw new ApiException(404, "NoSuchChange", "Could not find resource with ID: " + id);
        }
        // A zone's creation is no entry of its log: it is in force at once.
        boolean inSync = submitted.zone().isInSync(id, clock.instant()).orElse(true);
        return WireWriter.changeInfo("GetChangeResponse", id, inSync, submitted.at());
    }

    private String listZones(ApiRoute route) {
        int maxItems = maxItems(route, MAX_ZONES_LISTED);
        List<HostedZone> rest = zones.values().stream()
                .sorted(Comparator.comparing(HostedZone::id))
                .filter(zone -> zone.id().compareTo(route.parameter("marker").orElse("")) >= 0)
                .toList();
        Optional<String> next =
                rest.size() > maxItems ? Optional.of(rest.get(maxItems).id()) : Optional.empty();
        return WireWriter.hostedZones(rest.stream().limit(maxItems).toList(), next, maxItems);
    }

    private String listZonesByName(ApiRoute route) {
        int maxItems = maxItems(route, MAX_ZONES_LISTED);
        Optional<String> from = route.parameter("dnsname").map(Account::normalName);
        String position = from.map(DnsNames::sortKey).orElse("") + " "
                + route.parameter("hostedzoneid").orElse("");
        List<HostedZone> rest = zones.values().stream()
                .sorted(Comparator.comparing(Account::position))
                .filter(zone -> position(zone).compareTo(position) >= 0)
                .toList();
        Optional<HostedZone> next = rest.size() > maxItems ? Optional.of(rest.get(maxItems)) : Optional.empty();
        return WireWriter.hostedZonesByName(rest.stream().limit(maxItems).toList(), from, next, maxItems);
    }

    private static String position(HostedZone zone) {
        return DnsNames.sortKey(zone.name()) + " " + zone.id();
    }

    private String listRecordSets(HostedZone zone, ApiRoute route) {
        int maxItems = maxItems(route, MAX_ITEMS);
        Optional<String> name = route.parameter("name").map(Account::normalName);
        Optional<String> type = route.parameter("type");
        Optional<String> identifier = route.parameter("identifier");
        if (type.isPresent() && name.isEmpty()) {
            throw ApiException.invalidInput("A record type was given without a record name.");
        }
        if (identifier.isPresent() && type.isEmpty()) {
            throw ApiException.invalidInput("A record identifier was given without a record name and type.");
        }
        ZoneRecords records = zone.accepted();
        List<RecordSet> rest = List.copyOf(
                name.isEmpty()
                        ? records.all()
                        : records.from(new RecordSetKey(name.get(), type.orElse(""), identifier)));
        Optional<RecordSet> next = rest.size() > maxItems ? Optional.of(rest.get(maxItems)) : Optional.empty();
        return WireWriter.recordSets(rest.stream().limit(maxItems).toList(), next, maxItems);
    }

    private static int maxItems(ApiRoute route, int most) {
        try {
            int wanted = route.parameter("maxitems").map(Integer::valueOf).orElse(most);
            if (wanted < 1) {
                throw ApiException.invalidInput("maxitems must be positive, but is " + wanted);
            }
            return Math.min(wanted, most);
        } catch (NumberFormatException e) {
            throw ApiException.invalidInput("maxitems is no number");
        }
    }

    private static String normalName(String name) {
        try {
            return DnsNames.normal(name);
        } catch (IllegalArgumentException e) {
            throw ApiException.invalidInput("'" + name + "' is no domain name: " + e.getMessage());
        }
    }

    private static String idOf(ApiRoute route) {
        return route.id().orElseThrow(() -> new IllegalArgumentException(route.operation() + " needs an id"));
    }

    private static String randomId() {
        StringBuilder id = new StringBuilder();
        ThreadLocalRandom random = ThreadLocalRandom.current();
        for (int i = 0; i < ID_LENGTH; i++) {
            id.append(ID_ALPHABET.charAt(random.nextInt(ID_ALPHABET.length())));
        }
        return id.toString();
    }
}
