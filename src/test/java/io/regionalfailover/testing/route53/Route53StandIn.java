package io.regionalfailover.testing.route53;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * A strict Route 53 on loopback.
 *
 * <ul>
 *   <li>Its API speaks the wire format of 2013-04-01 at {@link #endpoint()}: hosted zones, change batches, listings, changes.
 *       Batches are atomic, a DELETE must match exactly, limits and token buckets hold, a change is PENDING until it is in
 *       force.
 *   <li>Its {@link #nameServers() name servers} answer from the record sets in force, and as their health checks stand.
 *   <li>Its health checks ask their endpoints over HTTP, each by one checker.
 *   <li>{@link #faults()} makes requests go wrong; {@link #requests()}, {@link #recordSets}, {@link #inForce} and
 *       {@link #history} tell what happened; {@link #editByHand} does what a person at the console would.
 * </ul>
 */
public final class Route53StandIn implements AutoCloseable {

    private final Clock clock = Clock.systemUTC();
    private final Account account;
    private final ApiServer api;
    private final List<NameServer> nameServers;
    private final Map<String, List<InetAddress>> outside = new ConcurrentHashMap<>();

    private Route53StandIn(Options options) throws IOException {
        this.account = new Account(options, clock);
        this.api = new ApiServer(account, options, clock);
        ZoneAnswers answers = new ZoneAnswers(
                name -> outside.getOrDefault(name, List.of()),
                new Random(options.seed()),
                account.healthChecks()::isHealthy);
        this.nameServers = IntStream.range(0, options.nameServers())
                .mapToObj(number -> new NameServer(number, account, answers, clock))
                .toList();
    }

    /**
     * Starts a stand-in on free loopback ports.
     *
     * @param options how it behaves
     */
    public static Route53StandIn start(Options options) {
        try {
            return new Route53StandIn(options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a stand-in with {@link Options#defaults()}. */
    public static Route53StandIn start() {
        return start(Options.defaults());
    }

    /** Returns the API's URL, for {@code AWS_ENDPOINT_URL_ROUTE_53} or a client's endpoint override. */
    public URI endpoint() {
        return api.endpoint();
    }

    /**
     * Creates a public zone without asking the API.
     *
     * @param name the apex
     * @return the zone's id
     */
    public String createZone(String name) {
        return account.createZone(name, "stand-in " + name + " " + System.nanoTime(), false)
                .id();
    }

    /**
     * Creates a private zone without asking the API. The name servers answer for it as if they stood in its VPC.
     *
     * @param name the apex
     * @return the zone's id
     */
    public String createPrivateZone(String name) {
        return account.createZone(name, "stand-in " + name + " " + System.nanoTime(), true)
                .id();
    }

    /** Returns the name servers, at least one. */
    public List<NameServer> nameServers() {
        return nameServers;
    }

    /** Returns the switchboard of what goes wrong with requests. */
    public Faults faults() {
        return api.faults();
    }

    /** Returns the switchboard of who may ask. */
    public AccessKeys accessKeys() {
        return api.keys();
    }

    /** Takes the API away: connections are refused until {@link #apiUp}. DNS goes on answering. */
    public void apiDown() {
        api.down();
    }

    /** Brings the API back, on the same port. */
    public void apiUp() {
        api.up();
    }

    /**
     * Keeps changes that are accepted from now on PENDING.
     *
     * @param zoneId the zone
     */
    public void holdPropagation(String zoneId) {
        account.zone(zoneId).hold();
    }

    /**
     * Brings what was held in force.
     *
     * @param zoneId the zone
     */
    public void releasePropagation(String zoneId) {
        account.zone(zoneId).release(clock.instant());
    }

    /**
     * Sets what an alias target outside all zones resolves to.
     *
     * @param name the target's name
     * @param addresses IPv4 or IPv6 literals
     */
    public void outsideName(String name, String... addresses) {
        outside.put(
                DnsNames.normal(name),
                Arrays.stream(addresses).map(InetAddress::ofLiteral).toList());
    }

    /** Returns every request the API received, oldest first. */
    public List<ApiRequest> requests() {
        return api.log().all();
    }

    /**
     * Returns the requests of one operation, oldest first.
     *
     * @param operation which
     */
    public List<ApiRequest> requests(Operation operation) {
        return requests().stream()
                .filter(request -> request.operation() == operation)
                .toList();
    }

    /**
     * Returns the record sets that the API would list, in listing order.
     *
     * @param zoneId the zone
     */
    public List<RecordSet> recordSets(String zoneId) {
        return List.copyOf(account.zone(zoneId).accepted().all());
    }

    /**
     * Returns the record sets of one name and type that the API would list.
     *
     * @param zoneId the zone
     * @param name the name
     * @param type the type
     */
    public List<RecordSet> recordSets(String zoneId, String name, String type) {
        return account.zone(zoneId).accepted().group(DnsNames.normal(name), type);
    }

    /**
     * Returns the record sets that are in force, in listing order.
     *
     * @param zoneId the zone
     */
    public List<RecordSet> inForce(String zoneId) {
        return List.copyOf(account.zone(zoneId).inForce(clock.instant()).all());
    }

    /**
     * Returns what the weighted sets of a name and type said while they were in force, oldest first; the first entry is the
     * zone at its creation. What is still PENDING is not in it.
     *
     * @param zoneId the zone
     * @param name the name
     * @param type the type
     */
    public List<WeightsInForce> history(String zoneId, String name, String type) {
        return account.zone(zoneId).history(name, type, clock.instant());
    }

    /**
     * Returns what a zone took over, oldest first: accepted batches, also those whose reply was lost, and edits by hand.
     *
     * @param zoneId the zone
     */
    public List<Accepted> journal(String zoneId) {
        return account.zone(zoneId).journal();
    }

    /**
     * Changes record sets past the API and its rules: a DELETE removes what has that name, type and set identifier, anything
     * else puts the set there. In force as soon as what was accepted before is.
     *
     * @param zoneId the zone
     * @param changes what to do
     */
    public void editByHand(String zoneId, Change... changes) {
        account.zone(zoneId).editByHand(List.of(changes), clock.instant());
    }

    /** Returns the health checks, oldest first. */
    public List<HealthCheck> healthChecks() {
        return account.healthChecks().all();
    }

    /** Tells how a health check stands; one that is gone counts as healthy. */
    public boolean isHealthy(String healthCheckId) {
        return account.healthChecks().isHealthy(healthCheckId);
    }

    /** Returns the tags of a health check. */
    public Map<String, String> tagsOf(String healthCheckId) {
        return account.healthChecks().tagsOf(healthCheckId);
    }

    /** Deletes a health check as a person at the console would. */
    public void deleteHealthCheck(String healthCheckId) {
        account.healthChecks().deleteByHand(healthCheckId);
    }

    @Override
    public void close() {
        api.close();
        account.healthChecks().close();
        nameServers.forEach(NameServer::close);
    }
}
