package io.regionalfailover.bench;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.regionalfailover.api.v1alpha1.Api;
import io.regionalfailover.testing.controlplane.ControlPlane;
import io.regionalfailover.testing.controlplane.ControlPlaneOptions;
import io.regionalfailover.testing.operator.Estate;
import io.regionalfailover.testing.operator.OperatorProcess;
import io.regionalfailover.testing.route53.Options;
import io.regionalfailover.testing.route53.RecordSet;
import io.regionalfailover.testing.route53.Route53StandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** A control plane, a strict Route 53, the front ends, and policies of one shape between them. */
final class Place implements AutoCloseable {
    private static final int REQUESTS_AT_ONCE = 16;

    private final Path folder;
    private final Shape shape;
    private final ControlPlane cluster;
    private final KubernetesClient kube;
    private final Route53StandIn route53;
    private final FrontEnds frontEnds = new FrontEnds();
    private final List<String> zoneIds;
    private int policies;

    /** @param options how Route 53 behaves */
    Place(Path folder, Shape shape, Options options) throws IOException {
        this.folder = folder;
        this.shape = shape;
        cluster = ControlPlane.start(ControlPlaneOptions.apiServerOnly());
        Config config = Config.fromKubeconfig(Files.readString(cluster.kubeconfig()));
        config.setRequestTimeout(60_000);
        kube = new KubernetesClientBuilder().withConfig(config).build();
        route53 = Route53StandIn.start(options);
        zoneIds = Estate.lay(
                kube,
                route53,
                Shape.NAMESPACE,
                FrontEnds.ADDRESSES.keySet(),
                IntStream.range(0, shape.zones()).mapToObj(Shape::apex).toList());
    }

    /** Applies policies until there are so many. */
    void growTo(int size) throws Exception {
        each(policies, size, policy -> apply(shape.manifest(policy, frontEnds)));
        policies = size;
    }

    /** Deletes the last policies until there are so many. */
    void shrinkTo(int size) throws Exception {
        each(
                size,
                policies,
                policy -> kube.genericKubernetesResources(Api.GROUP + "/" + Api.VERSION, "FailoverPolicy")
                        .inNamespace(Shape.NAMESPACE)
                        .withName(Shape.policy(policy))
                        .delete());
        policies = size;
    }

    private static void each(int from, int to, IntConsumer action) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(REQUESTS_AT_ONCE)) {
            List<Future<?>> done = new ArrayList<>();
            for (int policy = from; policy < to; policy++) {
                int number = policy;
                done.add(threads.submit(() -> action.accept(number)));
            }
            for (Future<?> one : done) {
                one.get();
            }
        }
    }

    private void apply(String yaml) {
        GenericKubernetesResource resource = Serialization.unmarshal(yaml, GenericKubernetesResource.class);
        kube.resource(resource).fieldManager("bench").forceConflicts().serverSideApply();
    }

    /**
     * An operator for this place, not started yet.
     *
     * @param java options of the JVM
     * @param settings environment variables on top of those that say where everything is
     */
    OperatorProcess operator(String name, List<String> java, Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>(asInAPod());
        environment.putAll(Map.of(
                "AWS_ENDPOINT_URL_ROUTE_53", route53.endpoint().toString(),
                "AWS_ACCESS_KEY_ID", "AKIDOPERATOR",
                "AWS_SECRET_ACCESS_KEY", "secret",
                "AWS_REGION", "us-east-1",
                "REGIONAL_FAILOVER_PROBE_ALLOWED_CIDRS", "127.0.0.0/28",
                "REGIONAL_FAILOVER_DNS_EMBEDDED_PORT", "0",
                "QUARKUS_HTTP_HOST", "127.0.0.1",
                "QUARKUS_HTTP_PORT", "0"));
        environment.putAll(settings);
        List<String> options = new ArrayList<>(java);
        if (Boolean.getBoolean("bench.profile")) {
            options.add("-XX:StartFlightRecording=settings=profile,filename=" + folder.resolve(name + ".jfr"));
        }
        return new OperatorProcess(folder.resolve(name), environment, options);
    }

    /** It is told where the API server is, and has no kubeconfig to read, which takes 0.15 s. */
    private Map<String, String> asInAPod() {
        return Map.of(
                "KUBERNETES_MASTER", cluster.server().toString(),
                "KUBERNETES_CERTS_CA_FILE", cluster.certificateAuthority().toString(),
                "KUBERNETES_AUTH_TOKEN", cluster.token(),
                "KUBERNETES_AUTH_TRYKUBECONFIG", "false");
    }

    /** How many policies the zones send where, by their address. */
    Map<String, Integer> serving() {
        Map<String, Integer> serving = new HashMap<>();
        for (String id : zoneIds) {
            for (RecordSet set : route53.recordSets(id)) {
                if (set.type().equals("A") && set.weight().orElse(0L) > 0) {
                    serving.merge(set.values().getFirst(), 1, Integer::sum);
                }
            }
        }
        return serving;
    }

    /** Whether a region serves all policies. */
    boolean allServedBy(String region) {
        return serving().getOrDefault(FrontEnds.ADDRESSES.get(region), 0) == policies;
    }

    String recordName(int policy) {
        return shape.recordName(policy);
    }

    int policies() {
        return policies;
    }

    FrontEnds frontEnds() {
        return frontEnds;
    }

    Route53StandIn route53() {
        return route53;
    }

    KubernetesClient kube() {
        return kube;
    }

    List<String> zoneIds() {
        return zoneIds;
    }

    @Override
    public void close() {
        kube.close();
        frontEnds.close();
        route53.close();
        cluster.close();
    }
}
