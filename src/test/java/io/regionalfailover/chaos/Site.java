package io.regionalfailover.chaos;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.regionalfailover.testing.chart.Chart;
import io.regionalfailover.testing.controlplane.ControlPlane;
import io.regionalfailover.testing.controlplane.ControlPlaneOptions;
import io.regionalfailover.testing.operator.Installed;
import io.regionalfailover.testing.operator.Kinds;
import io.regionalfailover.testing.operator.OperatorProcess;
import io.regionalfailover.testing.process.FreePort;
import io.regionalfailover.testing.toxiproxy.Link;
import io.regionalfailover.testing.toxiproxy.Toxiproxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One region: its API server, its operator, and a link to each part that the operator speaks to. Not thread-safe, save for the links.
 */
final class Site implements AutoCloseable {
    /** The header that tells who probes. */
    static final String OBSERVER = "X-Observer";

    /** The Secret that holds that header. */
    static final String OBSERVER_SECRET = "observer";

    private static final String HERE = "127.0.0.1";

    private final Truth truth;
    private final Path folder;
    private final String region;
    private final String address;
    private final ControlPlane cluster;
    private final KubernetesClient kube;
    private final Path kubeconfig;
    private final int port = FreePort.on(HERE);
    private final Link toKube;
    private final Link toRoute53;
    private final Map<String, Link> toPeers = new LinkedHashMap<>();
    private @Nullable OperatorProcess operator;
    private boolean clusterUp = true;

    /**
     * Starts the API server, with the kinds and rights of the operator.
     *
     * @param address of the region's endpoints
     * @param route53 port of 127.0.0.1 on which Route 53 listens
     */
    Site(Path parent, String region, String address, Toxiproxy toxiproxy, int route53, Truth truth) {
        this.truth = truth;
        this.folder = parent.resolve(region);
        this.region = region;
        this.address = address;
        cluster = ControlPlane.start(ControlPlaneOptions.apiServerOnly());
        toKube = toxiproxy.link(region + "-kube", HERE, cluster.server().getPort());
        toRoute53 = toxiproxy.link(region + "-route53", HERE, route53);
        try {
            kube = new KubernetesClientBuilder()
                    .withConfig(Config.fromKubeconfig(Files.readString(cluster.kubeconfig())))
                    .build();
            Kinds.install(kube);
            Path direct = Installed.withAllRights(kube, cluster).kubeconfig();
            kubeconfig = Files.createDirectories(folder).resolve("kubeconfig");
            Files.writeString(
                    kubeconfig,
                    Files.readString(direct).replace(cluster.server().toString(), "https://" + toKube.hostAndPort()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes the links to the others. */
    void meet(Collection<Site> others, Toxiproxy toxiproxy) {
        for (Site other : others) {
            if (other != this) {
                toPeers.put(other.region, toxiproxy.link(region + "-" + other.region, HERE, other.port));
            }
        }
    }

    /**
     * Starts an operator, and returns at once. One that runs is killed first.
     *
     * @param peers the regions whose operators it knows
     * @param settings environment variables on top of those that say where everything is
     */
    void staff(List<String> peers, Map<String, String> settings) {
        unstaff();
        Map<String, String> environment = new HashMap<>(Map.of(
                "KUBECONFIG",
                kubeconfig.toAbsolutePath().toString(),
                "HOSTNAME",
                "operator",
                "REGIONAL_FAILOVER_REGION",
                region,
                "REGIONAL_FAILOVER_OPERATOR_NAMESPACE",
                Chart.NAMESPACE,
                "AWS_ENDPOINT_URL_ROUTE_53",
                "http://" + toRoute53.hostAndPort(),
                "AWS_ACCESS_KEY_ID",
                accessKey(),
                "AWS_SECRET_ACCESS_KEY",
                "secret",
                "AWS_REGION",
                "us-east-1",
                "QUARKUS_HTTP_HOST",
                HERE,
                "QUARKUS_HTTP_PORT",
                String.valueOf(port)));
        environment.put("REGIONAL_FAILOVER_PROBE_ALLOWED_CIDRS", "127.0.0.0/28");
        environment.put("REGIONAL_FAILOVER_DNS_EMBEDDED_ADDRESS", HERE);
        environment.put("REGIONAL_FAILOVER_DNS_EMBEDDED_PORT", "0");
        environment.put(
                "REGIONAL_FAILOVER_DNS_EMBEDDED_STATE_DIR",
                folder.resolve("dns").toAbsolutePath().toString());
        if (!peers.isEmpty()) {
            environment.put("REGIONAL_FAILOVER_INSTALLATION_ID", "chaos");
            environment.put(
                    "REGIONAL_FAILOVER_PEERS",
                    peers.stream()
                            .map(peer -> "http://" + toPeer(peer).hostAndPort())
                            .collect(Collectors.joining(",")));
            environment.put(
                    "REGIONAL_FAILOVER_PEER_TOKEN_FILE",
                    folder.resolveSibling("peer-token").toAbsolutePath().toString());
        }
        environment.putAll(settings);
        operator = new OperatorProcess(folder, environment);
        operator.start();
    }

    /** Kills the operator, if there is one. */
    void unstaff() {
        if (operator != null && operator.isAlive()) {
            operator.kill();
        }
    }

    /** Kills the operator where it stands. */
    void kill() {
        truth.begins(Truth.troubled(region));
        operator().kill();
    }

    /** Starts the operator that was killed, and returns at once. */
    void start() {
        operator().start();
        truth.ends(Truth.troubled(region));
    }

    /** Stops the operator where it stands (SIGSTOP). */
    void pause() {
        truth.begins(Truth.troubled(region));
        operator().pause();
    }

    /** Lets it go on. */
    void resume() {
        operator().resume();
        truth.ends(Truth.troubled(region));
    }

    /** Applies one resource as its YAML says, as {@code kubectl apply --server-side} does. */
    void apply(String yaml) {
        GenericKubernetesResource resource = Serialization.unmarshal(yaml, GenericKubernetesResource.class);
        kube.resource(resource).fieldManager("gitops").forceConflicts().serverSideApply();
    }

    /** A namespace, and in it what tells this site's probes from those of others. */
    void createNamespace(String name) {
        kube.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .serverSideApply();
        apply("""
                apiVersion: v1
                kind: Secret
                metadata: {namespace: %s, name: %s}
                stringData: {%s: %s}
                """.formatted(name, OBSERVER_SECRET, OBSERVER, region));
    }

    /** Kills the API server or starts it again; nothing when it is so already. */
    synchronized void cluster(boolean up) {
        if (up != clusterUp) {
            clusterUp = up;
            if (up) {
                cluster.startApiServer();
            } else {
                cluster.stopApiServer();
            }
        }
    }

    String region() {
        return region;
    }

    String address() {
        return address;
    }

    /** How Route 53 knows who writes. */
    String accessKey() {
        return "AKID" + region.replace("-", "").toUpperCase(Locale.ROOT);
    }

    KubernetesClient kube() {
        return kube;
    }

    ControlPlane cluster() {
        return cluster;
    }

    OperatorProcess operator() {
        return Objects.requireNonNull(operator, "nobody works in " + region);
    }

    Link toKube() {
        return toKube;
    }

    Link toRoute53() {
        return toRoute53;
    }

    /** From here to the operator of another region. */
    Link toPeer(String other) {
        return Objects.requireNonNull(toPeers.get(other), "there is no " + other);
    }

    Collection<Link> toPeers() {
        return toPeers.values();
    }

    @Override
    public void close() {
        unstaff();
        kube.close();
        cluster.close();
    }

    @Override
    public String toString() {
        return region;
    }
}
