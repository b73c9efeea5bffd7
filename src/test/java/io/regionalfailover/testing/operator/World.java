package io.regionalfailover.testing.operator;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.regionalfailover.testing.chart.Chart;
import io.regionalfailover.testing.controlplane.ControlPlane;
import io.regionalfailover.testing.controlplane.ControlPlaneOptions;
import io.regionalfailover.testing.route53.Options;
import io.regionalfailover.testing.route53.Route53StandIn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A control plane with the kinds of {@code crds/}, a Route 53, and the operator between them, with the rights that the chart
 * grants and no others. There is one in a JVM, ended
 * with it: starting these parts costs more than most tests. Tests stay apart by their {@link #shop() shops}.
 */
public final class World {
    /**
     * The settings that tests without wishes of their own run with: comparisons every three seconds, requests enough for
     * those of several shops, and the console.
     */
    public static final Map<String, String> USUAL = Map.of(
            "REGIONAL_FAILOVER_RESYNC", "3s",
            "REGIONAL_FAILOVER_CONSOLE_ENABLED", "true",
            "REGIONAL_FAILOVER_DNS_ROUTE53_REQUESTS_PER_SECOND", "100",
            "REGIONAL_FAILOVER_DNS_ROUTE53_BURST", "200");

    private static @Nullable World world;

    private final Path folder;
    private final ControlPlane cluster;
    private final KubernetesClient kube;
    private final Installed rights;
    private final Route53StandIn route53 = Route53StandIn.start(
            Options.defaults().requestBucket(100, 200).healthCheckInterval(Duration.ofMillis(500)));
    private final AtomicInteger shops = new AtomicInteger();
    private final AtomicInteger operators = new AtomicInteger();
    private Map<String, String> settings = Map.of();
    private @Nullable OperatorProcess operator;

    private World() {
        try {
            folder = Files.createDirectories(Path.of("target", "acceptance"));
            cluster = ControlPlane.start(
                    ControlPlaneOptions.apiServerOnly().withControllerManager().withAuditLog());
            Config config = Config.fromKubeconfig(Files.readString(cluster.kubeconfig()));
            kube = new KubernetesClientBuilder().withConfig(config).build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Kinds.install(kube);
        rights = Installed.withAllRights(this);
        for (String region : new String[] {Shop.EAST, Shop.WEST}) {
            apply("""
                    apiVersion: regionalfailover.io/v1alpha1
                    kind: Region
                    metadata: {name: %s}
                    spec: {}
                    """.formatted(region));
        }
    }

    /** The world, with an operator that runs with {@link #USUAL} settings and is ready. */
    public static World usual() {
        return with(USUAL);
    }

    /**
     * The world, with an operator that runs with these settings and is ready. One that runs with others is ended first.
     *
     * @param settings environment variables on top of those that say where the cluster and Route 53 are
     */
    public static synchronized World with(Map<String, String> settings) {
        World here = world;
        if (here == null) {
            here = new World();
            world = here;
            Runtime.getRuntime().addShutdownHook(new Thread(here::end));
        }
        here.ensureOperator(settings);
        return here;
    }

    private void ensureOperator(Map<String, String> wanted) {
        if (operator != null && operator.isAlive() && settings.equals(wanted)) {
            return;
        }
        if (operator != null) {
            operator.close();
        }
        settings = Map.copyOf(wanted);
        OperatorProcess started = process(wanted);
        operator = started;
        started.start();
        started.awaitReady();
    }

    /** Another replica, with the present settings but for these; the caller starts and closes it. */
    public OperatorProcess another(Map<String, String> differing) {
        Map<String, String> own = new HashMap<>(settings);
        own.putAll(differing);
        return process(own);
    }

    private OperatorProcess process(Map<String, String> wanted) {
        Path logs = folder.resolve("operator-" + ProcessHandle.current().pid() + "-" + operators.incrementAndGet());
        Map<String, String> environment = new HashMap<>(Map.of(
                "KUBECONFIG", rights.kubeconfig().toString(),
                "REGIONAL_FAILOVER_OPERATOR_NAMESPACE", Chart.NAMESPACE,
                "AWS_ENDPOINT_URL_ROUTE_53", route53.endpoint().toString(),
                "AWS_ACCESS_KEY_ID", "AKIDOPERATOR",
                "AWS_SECRET_ACCESS_KEY", "secret",
                "AWS_REGION", "us-east-1",
                "REGIONAL_FAILOVER_PROBE_ALLOWED_CIDRS", "127.0.0.0/28",
                "QUARKUS_HTTP_HOST", "127.0.0.1",
                "QUARKUS_HTTP_PORT", "0"));
        environment.put("REGIONAL_FAILOVER_DNS_EMBEDDED_ADDRESS", "127.0.0.1");
        environment.put("REGIONAL_FAILOVER_DNS_EMBEDDED_PORT", "0");
        environment.put(
                "REGIONAL_FAILOVER_DNS_EMBEDDED_STATE_DIR",
                logs.resolve("dns").toAbsolutePath().toString());
        environment.putAll(wanted);
        return new OperatorProcess(logs, environment);
    }

    /** A new shop: its own namespace, zone, endpoints and resolver. Nothing is published yet. */
    public Shop shop() {
        return new Shop(this, "shop-" + shops.incrementAndGet());
    }

    /** Applies one resource as its YAML says, as {@code kubectl apply --server-side} does. */
    public GenericKubernetesResource apply(String yaml) {
        GenericKubernetesResource resource = Serialization.unmarshal(yaml, GenericKubernetesResource.class);
        return kube.resource(resource).fieldManager("tester").forceConflicts().serverSideApply();
    }

    /** The operator that runs now. */
    public OperatorProcess operator() {
        return Objects.requireNonNull(operator);
    }

    /** The control plane. */
    public ControlPlane cluster() {
        return cluster;
    }

    /** What the operator may do, and what it did. */
    public Installed rights() {
        return rights;
    }

    /** A client of the control plane, as its administrator. */
    public KubernetesClient kube() {
        return kube;
    }

    /** The Route 53 of all shops. */
    public Route53StandIn route53() {
        return route53;
    }

    private void end() {
        if (operator != null) {
            operator.kill();
        }
        kube.close();
        route53.close();
        cluster.close();
    }
}
