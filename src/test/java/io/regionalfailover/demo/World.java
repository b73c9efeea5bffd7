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
import io.regionalfailover.testing.process.TiedProcess;
import io.regionalfailover.testing.route53.NameServer;
import io.regionalfailover.testing.route53.Options;
import io.regionalfailover.testing.route53.Route53StandIn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Everything that the demonstration starts. Closing it, or the end of this JVM, ends all of it. */
final class World implements AutoCloseable {
    static final String APEX = "example.com";
    static final String NAME = "checkout.example.com";
    static final String NAMESPACE = "shop";
    static final String POLICY = "checkout";

    /** How long the stand-in takes to bring a change in force. Route 53 takes up to 60 s. */
    static final Duration IN_SYNC_AFTER = Duration.ofSeconds(1);

    private static final Path OPERATOR = Path.of("target", "quarkus-app", "quarkus-run.jar");

    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final Path folder;
    private final ControlPlane controlPlane;
    private final KubernetesClient client;
    private final Route53StandIn route53;
    private final String zoneId;
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
            route53 = push(Route53StandIn.start(Options.defaults().inSyncAfter(IN_SYNC_AFTER)));
            zoneId = route53.createZone(APEX);
            watch = push(DnsWatch.of(
                    NAME,
                    route53.nameServers().stream().map(NameServer::address).toList()));
            controlPlane = push(ControlPlane.start(
                    ControlPlaneOptions.apiServerOnly().inDirectory(folder.resolve("control-plane"))));
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

    private <T extends AutoCloseable> T push(T part) {
        started.push(part);
        return part;
    }

    /** Starts the operator as its own process, as a user would. */
    void startOperator() {
        operatorPort = freePort();
        operator = Optional.of(push(TiedProcess.command(
                        folder.resolve("operator.log"),
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        OPERATOR.toAbsolutePath().toString())
                .env("KUBECONFIG", controlPlane.kubeconfig().toString())
                .env("AWS_ENDPOINT_URL_ROUTE_53", route53.endpoint().toString())
                .env("AWS_ACCESS_KEY_ID", "demo")
                .env("AWS_SECRET_ACCESS_KEY", "demo")
                .env("AWS_REGION", "us-east-1")
                .env("AWS_EC2_METADATA_DISABLED", "true")
                .withoutEnv("AWS_PROFILE")
                .withoutEnv("AWS_SESSION_TOKEN")
                .env("REGIONAL_FAILOVER_PROBE_ALLOWED_CIDRS", "127.0.0.0/8")
                // Its log is for people here.
                .env("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "false")
                .env("QUARKUS_HTTP_HOST", "127.0.0.1")
                .env("QUARKUS_HTTP_PORT", Integer.toString(operatorPort))
                .start()));
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
                zoneId,
                nameserver().hostAndPort(),
                databases.hostAndPort(),
                Site.EAST.address(),
                Site.WEST.address(),
                frontends.getFirst().port());
    }

    NameServer nameserver() {
        return route53.nameServers().getFirst();
    }

    ControlPlane controlPlane() {
        return controlPlane;
    }

    Route53StandIn route53() {
        return route53;
    }

    String zoneId() {
        return zoneId;
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
