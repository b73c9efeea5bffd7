package io.regionalfailover.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.regionalfailover.decision.QuotaLine;
import io.regionalfailover.decision.RoomTrial;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Scale-ups tried on a real API server with real controllers: what it says, and that nothing comes of it. */
class RehearsalIT {
    private static final Stamp STAMP = new Stamp("0123456789abcdef", 42);

    private static ShopCluster shop;
    private static KubernetesCluster cluster;

    @BeforeAll
    static void start() {
        shop = new ShopCluster();
        cluster = shop.remote();
    }

    @AfterAll
    static void stop() {
        shop.close();
    }

    private static RoomTrial rehearsed(Workload workload, int atLeast) {
        return Objects.requireNonNull(
                cluster.rehearse(Map.of(workload, atLeast), STAMP).get(workload));
    }

    @Test
    void everyKindIsTriedAndNothingChanges() {
        Map<Workload, Integer> wanted = new LinkedHashMap<>();
        wanted.put(shop.replicated("Deployment", "tried", 2), 20);
        wanted.put(shop.replicated("StatefulSet", "tried-orders", 2), 20);
        wanted.put(shop.autoscaler("tried", 1, 8), 20);
        wanted.put(shop.rollout("tried-search", 2), 20);
        await().atMost(ShopCluster.SOON)
                .until(() -> wanted.keySet().stream()
                        .filter(workload -> workload.kind().matches("Deployment|StatefulSet"))
                        .allMatch(
                                workload -> cluster.look(workload) instanceof Sighting.Seen seen && seen.ready() == 2));
        Map<Workload, Object> before = specs(wanted);

        Map<Workload, RoomTrial> trials = cluster.rehearse(wanted, STAMP);

        assertThat(trials.keySet()).containsExactlyElementsOf(wanted.keySet());
        assertThat(trials.values())
                .containsExactly(
                        new RoomTrial.Accepted(20, 2, OptionalInt.empty(), List.of(), ""),
                        new RoomTrial.Accepted(20, 2, OptionalInt.empty(), List.of(), ""),
                        new RoomTrial.Accepted(20, 2, OptionalInt.of(8), List.of(), ""),
                        new RoomTrial.Accepted(20, 0, OptionalInt.empty(), List.of(), ""));
        assertThat(specs(wanted)).isEqualTo(before);
        for (Workload workload : wanted.keySet()) {
            assertThat(cluster.look(workload))
                    .isInstanceOfSatisfying(
                            Sighting.Seen.class,
                            seen -> assertThat(seen.stamps()).isEmpty());
        }
    }

    private static Map<Workload, Object> specs(Map<Workload, Integer> workloads) {
        Map<Workload, Object> specs = new LinkedHashMap<>();
        for (Workload workload : workloads.keySet()) {
            GenericKubernetesResource object = shop.admin()
                    .genericKubernetesResources(workload.apiVersion(), workload.kind())
                    .inNamespace("shop")
                    .withName(workload.name())
                    .get();
            specs.put(
                    workload,
                    String.valueOf(object.<Object>get("spec"))
                            + object.getMetadata().getAnnotations());
        }
        return specs;
    }

    @Test
    void quotasAreReadAsTheControllerCounts() {
        shop.apply("""
                apiVersion: v1
                kind: Namespace
                metadata: {name: small}
                ---
                apiVersion: v1
                kind: ResourceQuota
                metadata: {name: compute, namespace: small}
                spec: {hard: {pods: "5", requests.cpu: "2", services: "1"}}
                ---
                apiVersion: v1
                kind: ResourceQuota
                metadata: {name: best-effort, namespace: small}
                spec: {hard: {pods: "0"}, scopes: [BestEffort]}
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web, namespace: small}
                spec:
                  replicas: 2
                  selector: {matchLabels: {app: web}}
                  template:
                    metadata: {labels: {app: web}}
                    spec: {nodeName: node, containers: [{name: app, image: app, resources: {requests: {cpu: 500m}}}]}
                """);
        Workload web = new Workload("apps/v1", "Deployment", "small", "web");
        await("the controller has counted two pods").atMost(ShopCluster.SOON).until(() -> {
            ResourceQuota quota = shop.admin()
                    .resourceQuotas()
                    .inNamespace("small")
                    .withName("compute")
                    .get();
            return quota.getStatus() != null
                    && quota.getStatus().getUsed() != null
                    && "1".equals(String.valueOf(quota.getStatus().getUsed().get("requests.cpu")))
                    && cluster.look(web) instanceof Sighting.Seen seen
                    && seen.ready() == 2;
        });

        assertThat(rehearsed(web, 20)).isInstanceOfSatisfying(RoomTrial.Accepted.class, accepted -> {
            assertThat(accepted.pods()).isEqualTo(2);
            assertThat(accepted.quotas())
                    .containsExactlyInAnyOrder(line("pods", "5", "2", "1"), line("requests.cpu", "2", "1", "0.500"));
        });
    }

    private static QuotaLine line(String resource, String hard, String used, String perPod) {
        return new QuotaLine("compute", resource, new BigDecimal(hard), new BigDecimal(used), new BigDecimal(perPod));
    }

    @Test
    void whatTheClusterSaysNoToIsRefused() {
        assertThat(rehearsed(new Workload("apps/v1", "Deployment", "shop", "nowhere"), 3))
                .isEqualTo(new RoomTrial.Refused(3, "Deployment shop/nowhere does not exist in the cluster"));
        Workload off = shop.replicated("Deployment", "off", 0);
        assertThat(rehearsed(shop.autoscaler("off", 1, 8), 3))
                .isInstanceOfSatisfying(
                        RoomTrial.Refused.class,
                        no -> assertThat(no.message()).contains("is off, since " + off.label()));
        shop.apply("""
                apiVersion: admissionregistration.k8s.io/v1
                kind: ValidatingAdmissionPolicy
                metadata: {name: few}
                spec:
                  matchConstraints:
                    resourceRules: [{apiGroups: [apps], apiVersions: [v1], operations: [UPDATE], resources: [deployments/scale]}]
                  validations: [{expression: "object.spec.replicas <= 10", message: at most ten}]
                ---
                apiVersion: admissionregistration.k8s.io/v1
                kind: ValidatingAdmissionPolicyBinding
                metadata: {name: few}
                spec: {policyName: few, validationActions: [Deny]}
                """);
        Workload web = shop.replicated("Deployment", "few", 2);
        await("admission speaks")
                .atMost(ShopCluster.SOON)
                .untilAsserted(() -> assertThat(rehearsed(web, 20))
                        .isInstanceOfSatisfying(
                                RoomTrial.Refused.class,
                                no -> assertThat(no.message()).contains("at most ten")));
        assertThat(rehearsed(web, 10)).isInstanceOf(RoomTrial.Accepted.class);
        shop.admin()
                .admissionRegistration()
                .v1()
                .validatingAdmissionPolicyBindings()
                .withName("few")
                .delete();
    }

    @Test
    void aWebhookThatDoesNotAnswerLeavesItOpen() {
        shop.apply("""
                apiVersion: admissionregistration.k8s.io/v1
                kind: ValidatingWebhookConfiguration
                metadata: {name: silent}
                webhooks:
                - name: silent.example.com
                  admissionReviewVersions: [v1]
                  sideEffects: None
                  clientConfig: {url: "https://127.0.0.1:1/"}
                  matchConditions: [{name: one, expression: "request.name == 'unheard'"}]
                  rules: [{apiGroups: [apps], apiVersions: [v1], operations: [UPDATE], resources: [deployments]}]
                """);
        Workload web = shop.replicated("Deployment", "unheard", 2);
        await("the webhook is asked")
                .atMost(ShopCluster.SOON)
                .untilAsserted(() -> assertThat(rehearsed(web, 3)).isInstanceOf(RoomTrial.Unknown.class));
        shop.admin()
                .admissionRegistration()
                .v1()
                .validatingWebhookConfigurations()
                .withName("silent")
                .delete();
    }
}
