package io.regionalfailover.demo;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.regionalfailover.api.v1alpha1.FailoverPolicy;
import io.regionalfailover.testing.controlplane.ControlPlane;
import io.regionalfailover.testing.controlplane.ControlPlaneOptions;
import io.regionalfailover.testing.dns.DnsScript;
import io.regionalfailover.testing.dns.ScriptedDnsServer;
import io.regionalfailover.testing.http.HttpScript;
import io.regionalfailover.testing.http.ScriptedHttpEndpoint;
import io.regionalfailover.testing.process.FreePort;
import io.regionalfailover.testing.process.TiedProcess;
import io.regionalfailover.testing.region.RegionCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Everything that the demonstration starts. Closing it, or the end of this JVM, ends all of it. */
final class World implements AutoCloseable {
    static final String APEX = "example.com";
    static final String NAME = "checkout.example.com";
    static final String NAMESPACE = "shop";
    static final String POLICY = "checkout";

    /** The application: a Deployment in each region. */
    static final String APPLICATION = "checkout";

    /** Where the operator finds the Secrets of Regions. */
    static final String OPERATOR_NAMESPACE = "regional-failover";

    private static final Path OPERATOR = Path.of("target", "quarkus-app", "quarkus-run.jar");

    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final Path folder;
    private final ControlPlane controlPlane;
    private final KubernetesClient client;
    private final Map<Site, RegionCluster> clusters = new EnumMap<>(Site.class);
    private final int dnsPort = FreePort.on("127.0.0.1");
    private final ScriptedDnsServer databases;
    private final List<ScriptedHttpEndpoint> frontends;
    private final DnsWatch watch;
    private Optional<TiedProcess> operator = Optional.empty();
    private int operatorPort;

    /**
     * Starts all but the operator.
     *
     * @param folder for data and logs; exists
     * @throws DemoFailed when something cannot be started; the message says what to do
     */
    World(Path folder) {
        this.folder = folder;
        try {
            frontends = startFrontends();
            frontends.forEach(started::push);
            databases = push(ScriptedDnsServer.start());
            for (Site site : Site.values()) {
                databaseName(site, true);
            }
            watch = push(DnsWatch.of(NAME, List.of(nameserver())));
            controlPlane = startClusters();
            client = push(new KubernetesClientBuilder()
                    .withConfig(Config.fromKubeconfig(Files.readString(controlPlane.kubeconfig())))
                    .build());
        } catch (IOException e) {
            close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private static List<ScriptedHttpEndpoint> startFrontends() {
        try {
            List<ScriptedHttpEndpoint> endpoints =
                    ScriptedHttpEndpoint.startTogether(Site.EAST.address(), Site.WEST.address());
            endpoints.forEach(endpoint -> endpoint.script(HttpScript.ok()));
            return endpoints;
        } catch (UncheckedIOException e) {
            throw new DemoFailed("The two regions stand on " + Site.EAST.address() + " and " + Site.WEST.address()
                    + ", and this machine does not listen there ("
                    + e.getMessage()
                    + "). On macOS: sudo ifconfig lo0 alias " + Site.EAST.address() + " && sudo ifconfig lo0 alias "
                    + Site.WEST.address());
        }
    }

    /** The regions' clusters and the one where the operator's resources are, side by side. */
    private ControlPlane startClusters() {
        List<CompletableFuture<RegionCluster>> starting = Stream.of(Site.values())
                .map(site -> CompletableFuture.supplyAsync(
                        () -> RegionCluster.start(site.region(), folder.resolve(site.region())),
                        task -> Thread.ofPlatform().start(task)))
                .toList();
        ControlPlane own = push(ControlPlane.start(
                ControlPlaneOptions.apiServerOnly().inDirectory(folder.resolve("operators-cluster"))));
        for (Site site : Site.values()) {
            RegionCluster cluster = push(starting.get(site.ordinal()).join());
            cluster.namespace(NAMESPACE);
            cluster.deploy(NAMESPACE, APPLICATION, site.replicas());
            clusters.put(site, cluster);
        }
        return own;
    }

    private <T extends AutoCloseable> T push(T part) {
        started.push(part);
        return part;
    }

    /** Starts the operator as its own process, as a user would. */
    void startOperator() {
        operatorPort = FreePort.on("127.0.0.1");
        operator = Optional.of(push(TiedProcess.command(
                        folder.resolve("operator.log"),
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        OPERATOR.toAbsolutePath().toString())
                .env("KUBECONFIG", controlPlane.kubeconfig().toString())
                .env("REGIONAL_FAILOVER_DNS_EMBEDDED_PORT", Integer.toString(dnsPort))
                .env(
                        "REGIONAL_FAILOVER_DNS_EMBEDDED_STATE_DIR",
                        folder.resolve("dns").toString())
                .env("REGIONAL_FAILOVER_RESYNC", "10s")
                .env("REGIONAL_FAILOVER_PROBE_ALLOWED_CIDRS", "127.0.0.0/8")
                // Its log is for people here.
                .env("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "false")
                .env("QUARKUS_HTTP_HOST", "127.0.0.1")
                .env("QUARKUS_HTTP_PORT", Integer.toString(operatorPort))
                .start()));
    }

    /** Makes the name of a region's database resolve, or not exist. */
    void databaseName(Site site, boolean exists) {
        databases.answer(site.database(), exists ? DnsScript.addresses("192.0.2.1") : DnsScript.nxDomain());
    }

    /** Makes a region's front end answer with 200, or refuse connections. */
    void frontend(Site site, boolean up) {
        ScriptedHttpEndpoint endpoint = frontends.get(site.ordinal());
        if (up) {
            endpoint.resume();
        } else {
            endpoint.stop();
        }
    }

    /** Returns the policy as the API server has it now; empty when there is none, or no answer. */
    Optional<FailoverPolicy> policy() {
        try {
            return Optional.ofNullable(client.resources(FailoverPolicy.class)
                    .inNamespace(NAMESPACE)
                    .withName(POLICY)
                    .get());
        } catch (KubernetesClientException noAnswer) {
            // Whoever waits for something asks again, and says in time what did not come.
            return Optional.empty();
        }
    }

    /** Returns where things stand, for the examples. */
    Places places() {
        return new Places(
                databases.hostAndPort(),
                Site.EAST.address(),
                Site.WEST.address(),
                frontends.getFirst().port());
    }

    /** Where the operator answers for the zone. */
    InetSocketAddress nameserver() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), dnsPort);
    }

    /** A region's cluster. */
    RegionCluster cluster(Site site) {
        return Objects.requireNonNull(clusters.get(site));
    }

    /** How the application of a region stands now. */
    Replicas replicas(Site site) {
        RegionCluster cluster = cluster(site);
        return new Replicas(
                Instant.now(), site, cluster.desired(NAMESPACE, APPLICATION), cluster.ready(NAMESPACE, APPLICATION));
    }

    ControlPlane controlPlane() {
        return controlPlane;
    }

    ScriptedDnsServer databases() {
        return databases;
    }

    DnsWatch watch() {
        return watch;
    }

    int operatorPort() {
        return operatorPort;
    }

    /** Returns the operator's process, once it was started. */
    Optional<TiedProcess> operator() {
        return operator;
    }

    String frontendUrl(Site site) {
        return frontends.get(site.ordinal()).url("/healthz");
    }

    @Override
    public synchronized void close() {
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception e) {
                // The rest must end, too; a process that outlives this is tied to the JVM and ends with it.
                System.err.println("closing: " + e);
            }
        }
    }
}
