package io.regionalfailover.testing.operator;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.regionalfailover.api.v1alpha1.Condition;
import io.regionalfailover.api.v1alpha1.DnsZone;
import io.regionalfailover.api.v1alpha1.FailoverPolicy;
import io.regionalfailover.api.v1alpha1.FailoverPolicyStatus;
import io.regionalfailover.api.v1alpha1.PolicyRegionStatus;
import io.regionalfailover.testing.dns.DnsScript;
import io.regionalfailover.testing.dns.ScriptedDnsServer;
import io.regionalfailover.testing.http.ScriptedHttpEndpoint;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * One application in two regions: a namespace, a zone of its own at Route 53, a front end at a loopback address in each
 * region, and a resolver that knows the name of each region's database. Its policies are named by the test; the first one is
 * {@code shop}. Closing it deletes all of that.
 */
public final class Shop implements AutoCloseable {
    /** The region that carries everything when all is well. */
    public static final String EAST = "us-east-1";

    /** The standby. */
    public static final String WEST = "us-west-2";

    /** The name of the first policy. */
    public static final String POLICY = "shop";

    /** How long a wait may take at most; generous, since nothing here measures time. */
    public static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final Duration POLL = Duration.ofMillis(100);
    private static final String EAST_ADDRESS = "127.0.0.1";
    private static final String WEST_ADDRESS = "127.0.0.2";

    private final World world;
    private final String namespace;
    private final String domain;
    private final ShopZone zone;
    private final ScriptedHttpEndpoint east;
    private final ScriptedHttpEndpoint west;
    private final ScriptedDnsServer resolver;

    Shop(World world, String namespace) {
        this.world = world;
        this.namespace = namespace;
        this.domain = namespace + ".example";
        List<ScriptedHttpEndpoint> endpoints = ScriptedHttpEndpoint.startTogether(EAST_ADDRESS, WEST_ADDRESS);
        east = endpoints.getFirst();
        west = endpoints.getLast();
        resolver = ScriptedDnsServer.start()
                .answer(database(EAST), DnsScript.addresses("192.0.2.1"))
                .answer(database(WEST), DnsScript.addresses("192.0.2.2"));
        zone = new ShopZone(world.route53(), domain, name(), Map.of(EAST_ADDRESS, EAST, WEST_ADDRESS, WEST));
        world.kube()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
        applyZone(grants());
    }

    /** Applies the DnsZone as one that ExternalDNS carries out, from this namespace. */
    public void handOver() {
        handOver("");
    }

    /**
     * The same.
     *
     * @param more of {@code externalDns}, in YAML's flow style with a comma before it
     */
    public void handOver(String more) {
        applyZone("{externalDns: {namespace: %s%s}}".formatted(namespace, more), grants(), List.of());
    }

    private String grants() {
        return "[{name: all, namespaces: {names: [" + namespace + "]}}]";
    }

    /** Applies the DnsZone with these recursive resolvers, each as host:port. */
    public void watch(String... resolvers) {
        applyZone(route53(), grants(), List.of(resolvers));
    }

    /** Applies the DnsZone with these grants, in YAML's flow style. */
    public void applyZone(String grants) {
        applyZone(route53(), grants, List.of());
    }

    private String route53() {
        return "{route53: {hostedZoneId: %s}}".formatted(zone.id());
    }

    private void applyZone(String provider, String grants, List<String> resolvers) {
        world.apply("""
                apiVersion: regionalfailover.io/v1alpha1
                kind: DnsZone
                metadata: {name: %s}
                spec:
                  domainName: %s
                  provider: %s
                  grants: %s
                  nameservers: [%s]
                  resolvers: [%s]
                """.formatted(
                        namespace,
                        domain,
                        provider,
                        grants,
                        quoted(world.route53().nameServers().stream()
                                .map(server -> server.hostAndPort())
                                .toList()),
                        quoted(resolvers)));
    }

    private static String quoted(List<String> texts) {
        return texts.stream().map(text -> "\"" + text + "\"").collect(Collectors.joining(", "));
    }

    /**
     * A policy 100/0 whose front ends are tried every second, three failures in a row being one too many; traffic returns
     * after two seconds, in steps of 25, 50 and 100 percent, a second apart.
     */
    public PolicyDraft policy() {
        return new PolicyDraft(namespace, POLICY, Map.of(), Map.of())
                .with("dns", "{zone: %s, records: [{name: %s, type: A, ttl: 1s}]}".formatted(namespace, name()))
                .with("regions", "[%s, %s]".formatted(region(EAST, 100, EAST_ADDRESS), region(WEST, 0, WEST_ADDRESS)))
                .with("checks", "[" + frontend() + "]")
                .with("failover", "{cooldown: 1s}")
                .with("failback", "{stableFor: 2s, steps: [25, 50, 100], stepInterval: 1s}");
    }

    private String region(String region, int weight, String address) {
        return "{name: %s, weight: %d, endpoints: [{addresses: [\"%s\"]}], parameters: {db: %s}}"
                .formatted(region, weight, address, database(region));
    }

    /** The check of the front ends, to stand in a policy's list of checks. */
    public String frontend() {
        return "{name: frontend, interval: 1s, timeout: 1s, http: {url: \"http://{target}:%d/healthz\"}}"
                .formatted(east.port());
    }

    /** The check of each region's database name, to stand in a policy's list of checks. */
    public String databaseName() {
        return "{name: orders-database, interval: 1s, timeout: 1s, dns: {name: \"{db}\", type: A, resolvers: [\"%s\"]}}"
                .formatted(resolver.hostAndPort());
    }

    /** Applies a policy. */
    public void apply(PolicyDraft policy) {
        world.apply(policy.yaml());
    }

    /** The first policy's status; empty fields as long as there is none. */
    public FailoverPolicyStatus status() {
        return status(POLICY);
    }

    /** A policy's status; empty fields as long as there is none. */
    public FailoverPolicyStatus status(String policy) {
        return resource(policy)
                .map(FailoverPolicy::getStatus)
                .orElseGet(() -> new FailoverPolicyStatus(
                        null, null, null, null, null, null, null, List.of(), null, null, List.of(), List.of()));
    }

    /** A policy as it stands at the API server. */
    public Optional<FailoverPolicy> resource(String policy) {
        return Optional.ofNullable(world.kube()
                .resources(FailoverPolicy.class)
                .inNamespace(namespace)
                .withName(policy)
                .get());
    }

    /** Waits until the first policy's status is so. */
    public FailoverPolicyStatus await(String what, Predicate<FailoverPolicyStatus> condition) {
        return awaitStatus(POLICY, what, condition);
    }

    /**
     * Waits until a policy's status is so.
     *
     * @throws AssertionError when it is not so after {@link #PATIENCE}; it shows the status and the end of the log
     */
    public FailoverPolicyStatus awaitStatus(String policy, String what, Predicate<FailoverPolicyStatus> condition) {
        try {
            return Awaitility.await(what).atMost(PATIENCE).pollInterval(POLL).until(() -> status(policy), condition);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    namespace + "/" + policy + ": not within " + PATIENCE.toSeconds() + " s: " + what + "\nstatus:\n"
                            + Serialization.asYaml(status(policy)) + "\nweights: " + zone.weights() + "\nlog:\n"
                            + world.operator().logTail(40),
                    e);
        }
    }

    /** Waits until the first policy's traffic is where the spec wants it and every region is Healthy. */
    public FailoverPolicyStatus awaitSteady() {
        return await(
                "steady, seen at the nameservers, and every region Healthy",
                status -> "Steady".equals(status.phase())
                        && observed(status)
                        && status.regions().stream().allMatch(region -> "Healthy".equals(region.health())));
    }

    /** Waits until the first policy's phase is so and its plan was seen at the nameservers. */
    public FailoverPolicyStatus awaitPhase(String phase) {
        return await(
                "phase " + phase + ", seen at the nameservers",
                status -> phase.equals(status.phase()) && observed(status));
    }

    private static boolean observed(FailoverPolicyStatus status) {
        return status.plan() != null && status.plan().observedAt() != null;
    }

    /** Waits until something is so. */
    public static void until(String what, Callable<Boolean> condition) {
        Awaitility.await(what).atMost(PATIENCE).pollInterval(POLL).until(condition);
    }

    /** Waits until that many more probes have reached the endpoint. */
    public static void awaitProbes(ScriptedHttpEndpoint endpoint, int more) {
        int before = endpoint.requests().size();
        until(more + " more probes", () -> endpoint.requests().size() >= before + more);
    }

    /** A condition of a status. */
    public static Optional<Condition> condition(FailoverPolicyStatus status, String type) {
        return status.conditions().stream()
                .filter(condition -> condition.type().equals(type))
                .findFirst();
    }

    /** Whether a condition is True. */
    public static boolean isTrue(FailoverPolicyStatus status, String type) {
        return condition(status, type)
                .filter(condition -> condition.status().equals("True"))
                .isPresent();
    }

    /** What a status says of a region. */
    public static Optional<PolicyRegionStatus> region(FailoverPolicyStatus status, String region) {
        return status.regions().stream()
                .filter(entry -> entry.name().equals(region))
                .findFirst();
    }

    /** The DnsZone as it stands at the API server. */
    public DnsZone dnsZone() {
        return world.kube().resources(DnsZone.class).withName(namespace).get();
    }

    /** The zone at Route 53. */
    public ShopZone zone() {
        return zone;
    }

    /** The published name. */
    public String name() {
        return "www." + domain;
    }

    /** The apex of the zone. */
    public String domain() {
        return domain;
    }

    /** The namespace, which is also the name of the DnsZone. */
    public String namespace() {
        return namespace;
    }

    /** The name of a region's database. */
    public String database(String region) {
        return "orders." + region + "." + domain;
    }

    /** The front end in the first region. */
    public ScriptedHttpEndpoint east() {
        return east;
    }

    /** The front end in the second region. */
    public ScriptedHttpEndpoint west() {
        return west;
    }

    /** Who knows the names of the databases. */
    public ScriptedDnsServer resolver() {
        return resolver;
    }

    /** Deletes the namespace and returns at once. */
    public void deleteNamespace() {
        world.kube().namespaces().withName(namespace).delete();
    }

    /** Deletes a policy and waits until it is gone. */
    public void delete(String policy) {
        world.kube()
                .resources(FailoverPolicy.class)
                .inNamespace(namespace)
                .withName(policy)
                .delete();
        until(namespace + "/" + policy + " is gone", () -> resource(policy).isEmpty());
    }

    @Override
    public void close() {
        try {
            deletePolicies();
        } finally {
            world.kube().resources(DnsZone.class).withName(namespace).delete();
            deleteNamespace();
            east.close();
            west.close();
            resolver.close();
        }
    }

    private void deletePolicies() {
        var policies = world.kube().resources(FailoverPolicy.class).inNamespace(namespace);
        policies.delete();
        until(
                "the policies of " + namespace + " are gone",
                () -> policies.list().getItems().isEmpty());
    }
}
