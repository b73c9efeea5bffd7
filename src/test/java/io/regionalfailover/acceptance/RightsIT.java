package io.regionalfailover.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.regionalfailover.api.v1alpha1.FailoverDrill;
import io.regionalfailover.api.v1alpha1.RegionDrain;
import io.regionalfailover.api.v1alpha1.TrafficShift;
import io.regionalfailover.testing.chart.Chart;
import io.regionalfailover.testing.chart.Right;
import io.regionalfailover.testing.operator.Installed;
import io.regionalfailover.testing.operator.Installed.Asked;
import io.regionalfailover.testing.operator.OperatorProcess;
import io.regionalfailover.testing.operator.PolicyDraft;
import io.regionalfailover.testing.operator.Shop;
import io.regionalfailover.testing.operator.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The chart grants what the operator does, and no more: whatever it asks it may, and each verb on each resource that a role
 * names is asked. A rule too few is a refusal here, a rule too many a right that nobody used.
 */
class RightsIT {
    /** Nobody's traffic hangs on it. */
    private static final String AGENTS =
            "{name: agents, severity: Warning, interval: 1s, workload: {kind: DaemonSet, name: agents}}";

    private final World world = World.with(standingInWest());

    private static Map<String, String> standingInWest() {
        Map<String, String> settings = new HashMap<>(World.USUAL);
        settings.put("REGIONAL_FAILOVER_REGION", Shop.WEST);
        settings.put("REGIONAL_FAILOVER_LEADER_ELECTION_ENABLED", "true");
        settings.put("REGIONAL_FAILOVER_LEADER_ELECTION_LEASE_NAME", Chart.FULL_NAME);
        settings.put("REGIONAL_FAILOVER_LEADER_ELECTION_RETRY_PERIOD", "1s");
        return settings;
    }

    @Test
    void everyRightIsUsedAndNothingIsRefused() throws IOException {
        try (Shop shop = world.shop()) {
            grantByLabel(shop);
            nameWhatIsNotThere(shop);
            reachAnotherCluster();
            orderSomething(shop);
            failOverWithRoom(shop);
        }
        answerAPeer();
        lookAtTheConsole();
        Installed rights = world.rights();
        List<Asked> asked = rights.asked();

        assertThat(asked)
                .as("what the operator asked and may not: grant it in the chart")
                .filteredOn(request -> !request.allowed())
                .extracting(request -> request.right().toString())
                .isEmpty();
        assertThat(unused(rights.granted(), asked))
                .as("rights of the chart that the operator did not use: take them out of the chart")
                .isEmpty();
    }

    /** A peer that lets a policy go asks whether it is here; what is not carried out is asked of the API server. */
    private void answerAPeer() {
        try (OperatorProcess asked = world.another(Map.of(
                "REGIONAL_FAILOVER_INSTALLATION_ID", "rights", "REGIONAL_FAILOVER_PEERS", "http://127.0.0.1:1"))) {
            asked.start();
            asked.awaitReady();
            assertThat(asked.body("/peers/v1/policies/nobody/nothing")).contains("\"has\":false");
        }
    }

    /** Whose a token is, and whether its holder may list what is shown: here it is the operator's own, which may. */
    private void lookAtTheConsole() {
        try (OperatorProcess asked = world.another(Map.of("REGIONAL_FAILOVER_CONSOLE_ENABLED", "true"))) {
            asked.start();
            asked.awaitReady();
            assertThat(ConsoleRequest.toEvents(asked)
                            .with("Authorization", "Bearer " + world.rights().token())
                            .status())
                    .isEqualTo(200);
        }
    }

    private static Set<String> unused(List<Right> granted, List<Asked> asked) {
        Set<Right> used =
                asked.stream().map(request -> grant(granted, request.right())).collect(Collectors.toSet());
        return granted.stream()
                .filter(right -> !used.contains(right))
                .map(Right::toString)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The grant that a request rests on: the Role's of its namespace, else the ClusterRole's. */
    private static Right grant(List<Right> granted, Right request) {
        return granted.contains(request) ? request : new Right("", request.group(), request.resource(), request.verb());
    }

    private static void grantByLabel(Shop shop) {
        shop.applyZone("[{name: labelled, namespaces: {selector: {matchLabels: {kubernetes.io/metadata.name: %s}}}}]"
                .formatted(shop.namespace()));
    }

    /** What a policy names and no watch has told of is asked for by name. */
    private static void nameWhatIsNotThere(Shop shop) {
        PolicyDraft policy = shop.policy().named("elsewhere");
        shop.apply(policy.replacing("dns", "zone: " + shop.namespace(), "zone: nowhere")
                .replacing("regions", Shop.WEST, "nowhere"));
        shop.awaitStatus("elsewhere", "an answer", status -> Shop.isTrue(status, "Stalled"));
        shop.delete("elsewhere");
    }

    /** Orders and a drill that move nobody: for them rights to these kinds are used. */
    private void orderSomething(Shop shop) {
        String until = Instant.now()
                .plus(Duration.ofHours(1))
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
        world.apply("""
                apiVersion: regionalfailover.io/v1alpha1
                kind: RegionDrain
                metadata: {name: rights}
                spec: {region: nowhere, reason: nobody stands there, until: "%s"}
                """.formatted(until));
        world.apply("""
                apiVersion: regionalfailover.io/v1alpha1
                kind: TrafficShift
                metadata: {name: rights, namespace: %s}
                spec: {policies: [nobody], awayFrom: [nowhere], reason: nobody is there, until: "%s"}
                """.formatted(shop.namespace(), until));
        world.apply("""
                apiVersion: regionalfailover.io/v1alpha1
                kind: FailoverDrill
                metadata: {name: rights, namespace: %s}
                spec: {policy: nobody, region: nowhere, duration: 10m}
                """.formatted(shop.namespace()));
        Shop.until("each says how it stands", () -> {
            var drain =
                    world.kube().resources(RegionDrain.class).withName("rights").get();
            var shift = world.kube()
                    .resources(TrafficShift.class)
                    .inNamespace(shop.namespace())
                    .withName("rights")
                    .get();
            var drill = world.kube()
                    .resources(FailoverDrill.class)
                    .inNamespace(shop.namespace())
                    .withName("rights")
                    .get();
            return drain.getStatus() != null && shift.getStatus() != null && drill.getStatus() != null;
        });
        world.kube().resources(RegionDrain.class).withName("rights").delete();
    }

    /** A Region whose kubeconfig is in a Secret of the operator's namespace. */
    private void reachAnotherCluster() {
        world.apply("""
                apiVersion: regionalfailover.io/v1alpha1
                kind: Region
                metadata: {name: far}
                spec: {cluster: {kubeconfigSecretRef: {name: far, key: kubeconfig}}}
                """);
    }

    /** A failover to the region that the operator stands in, whose workloads of every kind are to grow first. */
    private void failOverWithRoom(Shop shop) throws IOException {
        applyAll(shop);
        shop.apply(shop.policy()
                .with("placement", """
                        [{name: web, workload: {apiVersion: apps/v1, kind: Deployment, name: web}, %1$s},
                         {name: orders, workload: {apiVersion: apps/v1, kind: StatefulSet, name: orders}, %1$s},
                         {name: api, workload: {apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, name: api}, %1$s},
                         {name: search, workload: {apiVersion: example.com/v1, kind: Rollout, name: search}, %1$s}]
                        """.replace("\n", " ").formatted("replicas: {total: 3}, readiness: {timeout: 2s}"))
                .with("checks", "[%s, %s]".formatted(withToken(shop), AGENTS)));
        shop.awaitSteady();
        shop.east().stop();
        shop.awaitPhase("FailedOver");
        Shop.until(
                "the failover is told as an event",
                () -> world.kube().events().v1().events().inNamespace(shop.namespace()).list().getItems().stream()
                        .anyMatch(event -> event.getReason().equals("RegionUnhealthy")));
        Shop.until("there is room", () -> grown(shop));
        shop.delete(Shop.POLICY);
    }

    /** The front end's check, with a header from a Secret of the policy's namespace. */
    private String withToken(Shop shop) {
        world.kube()
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName("token")
                        .withNamespace(shop.namespace())
                        .endMetadata()
                        .addToStringData("X-Token", "secret")
                        .build())
                .serverSideApply();
        return shop.frontend().replace("http: {", "http: {headersSecretRef: {name: token}, ");
    }

    private boolean grown(Shop shop) {
        String namespace = shop.namespace();
        var apps = world.kube().apps();
        return apps.deployments()
                                .inNamespace(namespace)
                                .withName("web")
                                .get()
                                .getSpec()
                                .getReplicas()
                        == 3
                && apps.statefulSets()
                                .inNamespace(namespace)
                                .withName("orders")
                                .get()
                                .getSpec()
                                .getReplicas()
                        == 3
                && world.kube()
                                .autoscaling()
                                .v2()
                                .horizontalPodAutoscalers()
                                .inNamespace(namespace)
                                .withName("api")
                                .get()
                                .getSpec()
                                .getMinReplicas()
                        == 3
                && world.kube()
                        .genericKubernetesResources("example.com/v1", "Rollout")
                        .inNamespace(namespace)
                        .withName("search")
                        .get()
                        .get("spec", "replicas")
                        .equals(3);
    }

    private void applyAll(Shop shop) throws IOException {
        String text = Files.readString(Path.of("src", "test", "resources", "chart", "workloads.yaml"));
        for (String document : text.split("(?m)^---\n")) {
            GenericKubernetesResource object = Serialization.unmarshal(
                    document.replace("NAMESPACE", shop.namespace()), GenericKubernetesResource.class);
            Shop.until(object.getKind() + " is taken", () -> {
                try {
                    world.kube().resource(object).serverSideApply();
                    return true;
                } catch (KubernetesClientException notYetServed) {
                    return false;
                }
            });
        }
    }
}
