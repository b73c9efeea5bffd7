package io.regionalfailover.chaos;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.regionalfailover.api.v1alpha1.FailoverPolicy;
import io.regionalfailover.api.v1alpha1.FailoverPolicyStatus;
import io.regionalfailover.testing.dns.DnsScript;
import io.regionalfailover.testing.dns.ScriptedDnsServer;
import io.regionalfailover.testing.http.HttpScript;
import io.regionalfailover.testing.http.ScriptedHttpEndpoint;
import io.regionalfailover.testing.operator.Estate;
import io.regionalfailover.testing.operator.PolicyDraft;
import io.regionalfailover.testing.operator.ShopZone;
import io.regionalfailover.testing.process.FreePort;
import io.regionalfailover.testing.toxiproxy.Link;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * One application in several regions, with the same policy in every cluster, as GitOps brings it there. The front ends know
 * which operator asks, by a header that each cluster has its own Secret for.
 */
final class FleetShop implements AutoCloseable {
    static final String POLICY = "shop";

    /** The identifier of a set that is not ours. */
    static final String FOREIGN = "somebody-else";

    static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final DnsScript KNOWN = DnsScript.addresses("192.0.2.1");
    private static final Duration POLL = Duration.ofMillis(100);

    private final Fleet fleet;
    private final String namespace;
    private final List<String> regions;
    private final ShopZone zone;
    private final Map<String, ScriptedHttpEndpoint> fronts = new LinkedHashMap<>();
    private final ScriptedDnsServer resolver = ScriptedDnsServer.start();
    private final Map<String, Link> toFronts = new HashMap<>();
    private final int port;

    FleetShop(Fleet fleet, String namespace, List<String> regions) {
        this.fleet = fleet;
        this.namespace = namespace;
        this.regions = regions;
        this.zone = new ShopZone(fleet.route53(), domain(), name(), fleet.regionByAddress());
        String[] addresses =
                regions.stream().map(region -> fleet.site(region).address()).toArray(String[]::new);
        List<ScriptedHttpEndpoint> endpoints = ScriptedHttpEndpoint.startTogether(addresses);
        for (int i = 0; i < regions.size(); i++) {
            fronts.put(regions.get(i), endpoints.get(i));
        }
        port = FreePort.on(addresses);
        fronts.forEach((region, front) -> {
            String address = fleet.site(region).address();
            toFronts.put(
                    region,
                    fleet.toxiproxy().link(namespace + "-" + region, address + ":" + port, address, front.port()));
            resolver.answer(database(region), KNOWN);
        });
        for (Site site : fleet.sites()) {
            site.createNamespace(namespace);
            site.apply(Estate.dnsZone(namespace, domain(), zone.id(), namespace, fleet.route53()));
        }
    }

    /**
     * The policy, the same in every cluster: probes every second, three failures are one too many; traffic returns after two
     * seconds, in two steps; each relapse doubles one of them.
     */
    PolicyDraft policy() {
        return new PolicyDraft(namespace, POLICY, Map.of(), Map.of())
                .with("dns", "{zone: %s, records: [{name: %s, type: A, ttl: 1s}]}".formatted(namespace, name()))
                .with("regions", regions.stream().map(this::region).collect(Collectors.joining(", ", "[", "]")))
                .with("checks", "[" + frontend() + ", " + databaseName() + "]")
                .with("failover", "{cooldown: 2s}")
                .with("failback", "{stableFor: 1s, steps: [50, 100], stepInterval: 1s}");
    }

    private String region(String region) {
        return "{name: %s, weight: %d, endpoints: [{addresses: [\"%s\"]}], parameters: {db: %s}}"
                .formatted(
                        region,
                        region.equals(regions.getFirst()) ? 100 : 0,
                        fleet.site(region).address(),
                        database(region));
    }

    private String frontend() {
        return ("{name: frontend, interval: 1s, timeout: 1s,"
                        + " http: {url: \"http://{target}:%d/healthz\", headersSecretRef: {name: %s}}}")
                .formatted(port, Site.OBSERVER_SECRET);
    }

    private String databaseName() {
        return "{name: orders-database, interval: 1s, timeout: 1s, dns: {name: \"{db}\", type: A, resolvers: [\"%s\"]}}"
                .formatted(resolver.hostAndPort());
    }

    /** Applies the policy in every cluster. */
    void applyEverywhere() {
        fleet.sites().forEach(site -> site.apply(policy().yaml()));
    }

    /** Takes the policy out of one cluster, and returns at once. */
    void delete(Site site) {
        site.kube()
                .resources(FailoverPolicy.class)
                .inNamespace(namespace)
                .withName(POLICY)
                .delete();
    }

    /** Waits until a policy that is being deleted is gone, and applies it again. */
    void restore(Site site) {
        until(
                "the policy is gone in " + site,
                () -> resource(site)
                        .filter(policy -> policy.getMetadata().getDeletionTimestamp() != null)
                        .isEmpty());
        site.apply(policy().yaml());
    }

    /** Takes the policy out of every cluster, and returns when it is gone from all. */
    void deleteEverywhere() {
        fleet.sites().forEach(this::delete);
        fleet.sites()
                .forEach(site -> until(
                        "the policy is gone in " + site, () -> resource(site).isEmpty()));
    }

    Optional<FailoverPolicy> resource(Site site) {
        return Optional.ofNullable(site.kube()
                .resources(FailoverPolicy.class)
                .inNamespace(namespace)
                .withName(POLICY)
                .get());
    }

    /** What a cluster says of the policy; empty fields as long as it says nothing. */
    FailoverPolicyStatus status(Site site) {
        return resource(site)
                .map(FailoverPolicy::getStatus)
                .orElseGet(() -> new FailoverPolicyStatus(
                        null, null, null, null, null, null, null, List.of(), null, null, List.of(), List.of()));
    }

    /** Waits until a cluster says so. */
    FailoverPolicyStatus await(Site site, String what, Predicate<FailoverPolicyStatus> condition) {
        try {
            return Awaitility.await(what).atMost(PATIENCE).pollInterval(POLL).until(() -> status(site), condition);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    namespace + " in " + site + ": not within " + PATIENCE.toSeconds() + " s: " + what + "\nstatus:\n"
                            + Serialization.asYaml(status(site)) + "\nweights: " + zone.weights() + "\nlog:\n"
                            + site.operator().logTail(40),
                    e);
        }
    }

    /** Waits until traffic is where the spec wants it and the clusters of these regions say that all is well. */
    void awaitSteady(String... in) {
        for (String region : in) {
            await(fleet.site(region), "steady, and every region Healthy", FleetShop::isSteady);
        }
        until("the first region serves", () -> zone.weights().equals(serving(regions.getFirst())));
    }

    static boolean isSteady(FailoverPolicyStatus status) {
        return "Steady".equals(status.phase())
                && status.plan() != null
                && status.regions().stream().allMatch(region -> "Healthy".equals(region.health()));
    }

    /** Weights with everything in one region. */
    Map<String, Long> serving(String region) {
        Map<String, Long> weights = new TreeMap<>();
        regions.forEach(other -> weights.put(other, other.equals(region) ? 100L : 0L));
        return weights;
    }

    /** Waits until everything is published in one region. */
    void awaitServing(String region) {
        until(region + " serves", () -> zone.weights().equals(serving(region)));
    }

    static void until(String what, Callable<Boolean> condition) {
        Awaitility.await(what)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(condition);
    }

    /** The front end of a region. */
    ScriptedHttpEndpoint front(String region) {
        return Objects.requireNonNull(fronts.get(region));
    }

    /** From everybody to the front end of a region. */
    Link toFront(String region) {
        return Objects.requireNonNull(toFronts.get(region));
    }

    /** The name of a region's database. */
    String database(String region) {
        return "orders." + region + "." + domain();
    }

    /** The front end of a region refuses connections. */
    void down(String region) {
        fleet.truth().begins(Truth.bad(this, region));
        front(region).stop();
    }

    /** The front end of a region serves again. */
    void up(String region) {
        front(region).resume();
        fleet.truth().ends(Truth.bad(this, region));
    }

    /** Lets the name of a region's database be known, or not, wherever somebody asks. */
    void database(String region, boolean known) {
        Truth truth = fleet.truth();
        if (known) {
            truth.ends(Truth.bad(this, region));
        } else {
            truth.begins(Truth.bad(this, region));
        }
        resolver.answer(database(region), known ? KNOWN : DnsScript.nxDomain());
    }

    /** One site no longer reaches the front end of a region. */
    void cut(String site, String region) {
        fleet.truth().begins(Truth.bad(this, region, site));
        front(region).scriptFor(Site.OBSERVER, site, new HttpScript.HangAfterRequest());
    }

    /** It reaches it again. */
    void join(String site, String region) {
        front(region).forget(Site.OBSERVER, site);
        fleet.truth().ends(Truth.bad(this, region, site));
    }

    /** What was published so far. */
    PublishedLog log() {
        return PublishedLog.of(fleet.route53().journal(zone.id()), name(), fleet.regionByAddress());
    }

    ShopZone zone() {
        return zone;
    }

    List<String> regions() {
        return regions;
    }

    String namespace() {
        return namespace;
    }

    String domain() {
        return namespace + ".example";
    }

    String name() {
        return "www." + domain();
    }

    @Override
    public void close() {
        fronts.values().forEach(ScriptedHttpEndpoint::close);
        resolver.close();
    }
}
