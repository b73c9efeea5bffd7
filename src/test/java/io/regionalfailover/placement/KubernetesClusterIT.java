package io.regionalfailover.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Scaling on a real API server with real controllers. */
class KubernetesClusterIT {
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

    @Test
    void deploymentGrowsAndBecomesReadyAndNothingElseOfItChanges() {
        Workload web = shop.replicated("Deployment", "web", 2);
        awaitReady(web, 2);
        Deployment before = deployment("web");

        assertThat(cluster.raise(web, 6, STAMP)).isEqualTo(new Scaled.Done(6));

        awaitReady(web, 6);
        Sighting.Seen seen = seen(web);
        assertThat(seen.desired()).isEqualTo(6);
        assertThat(seen.available()).isEqualTo(6);
        assertThat(seen.stamps()).isEqualTo(Map.of(STAMP.owner(), 42L));
        Deployment after = deployment("web");
        assertThat(after.getMetadata().getAnnotations()).containsEntry("team", "checkout");
        after.getSpec().setReplicas(2);
        assertThat(after.getSpec()).isEqualTo(before.getSpec());
    }

    @Test
    void stampIsLeftAlsoWhenThereAreEnoughAndRaisingNeverLowers() {
        Workload enough = shop.replicated("Deployment", "enough", 5);
        awaitReady(enough, 5);

        assertThat(cluster.raise(enough, 3, STAMP)).isEqualTo(new Scaled.Done(5));

        assertThat(deployment("enough").getSpec().getReplicas()).isEqualTo(5);
        assertThat(seen(enough).stamps()).isEqualTo(Map.of(STAMP.owner(), 42L));
        String version = seen(enough).resourceVersion();
        assertThat(cluster.raise(enough, 3, STAMP)).isEqualTo(new Scaled.Done(5));
        assertThat(seen(enough).resourceVersion())
                .as("what is so already is not written again")
                .isEqualTo(version);
    }

    @Test
    void anOlderPlanChangesNothingAndANewerOneTakesOver() {
        Workload fenced = shop.replicated("Deployment", "fenced", 1);
        cluster.raise(fenced, 2, STAMP);
        awaitReady(fenced, 2);
        Sighting.Seen before = seen(fenced);

        Scaled older = cluster.raise(fenced, 9, new Stamp(STAMP.owner(), 41));

        assertThat(older).isInstanceOf(Scaled.Outdated.class);
        assertThat(older.toString()).contains("Deployment shop/fenced", "42", "41");
        assertThat(seen(fenced)).isEqualTo(before);
        assertThat(cluster.raise(fenced, 2, new Stamp(STAMP.owner(), 43))).isEqualTo(new Scaled.Done(2));
        assertThat(seen(fenced).stamps()).isEqualTo(Map.of(STAMP.owner(), 43L));
    }

    @Test
    void scaleDownHoldsToWhatWasRead() {
        Workload down = shop.replicated("Deployment", "down", 1);
        cluster.raise(down, 4, STAMP);
        awaitReady(down, 4);
        Sighting.Seen read = seen(down);

        cluster.raise(down, 6, new Stamp(STAMP.owner(), 43));
        awaitReady(down, 6);

        assertThat(cluster.lower(down, 1, STAMP, read))
                .as("an instance that was paused wakes with what it read before")
                .isInstanceOf(Scaled.Outdated.class);
        assertThat(cluster.lower(down, 1, STAMP, seen(down)))
                .as("it reads again, and finds the newer stamp")
                .isInstanceOf(Scaled.Outdated.class);
        assertThat(seen(down).desired()).isEqualTo(6);
        Stamp latest = new Stamp(STAMP.owner(), 43);
        assertThat(cluster.lower(down, 9, latest, seen(down)))
                .as("lowering never raises")
                .isEqualTo(new Scaled.Done(6));
        assertThat(cluster.lower(down, 2, latest, seen(down))).isEqualTo(new Scaled.Done(2));
        awaitReady(down, 2);
        assertThat(seen(down).desired()).isEqualTo(2);
    }

    @Test
    void whatAnotherPolicyCountsOnIsNotScaledDown() {
        Workload shared = shop.replicated("Deployment", "shared", 4);
        cluster.raise(shared, 4, STAMP);
        cluster.raise(shared, 4, new Stamp("fedcba9876543210", 1));
        awaitReady(shared, 4);

        Scaled refused = cluster.lower(shared, 1, STAMP, seen(shared));

        assertThat(refused).isInstanceOf(Scaled.Outdated.class);
        assertThat(refused.toString()).contains("regionalfailover.io/epoch.fedcba9876543210");
        assertThat(deployment("shared").getSpec().getReplicas()).isEqualTo(4);
    }

    @Test
    void manyAtOnceEndWithTheLargestCount() {
        Workload busy = shop.replicated("Deployment", "busy", 1);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Scaled>> raises = IntStream.rangeClosed(2, 7)
                    .mapToObj(count -> CompletableFuture.supplyAsync(() -> cluster.raise(busy, count, STAMP), threads))
                    .toList();
            assertThat(raises)
                    .allSatisfy(raise ->
                            assertThat(raise.join()).isInstanceOfAny(Scaled.Done.class, Scaled.Unreachable.class));
        }
        assertThat(cluster.raise(busy, 7, STAMP)).isEqualTo(new Scaled.Done(7));
    }

    @Test
    void statefulSetGrows() {
        Workload orders = shop.replicated("StatefulSet", "orders", 1);

        assertThat(cluster.raise(orders, 3, STAMP)).isEqualTo(new Scaled.Done(3));

        awaitReady(orders, 3);
        assertThat(cluster.lower(orders, 1, STAMP, seen(orders))).isEqualTo(new Scaled.Done(1));
    }

    @Test
    void autoscalerKeepsMoreAndNeverMoreThanItsMaximum() {
        Workload deployment = shop.replicated("Deployment", "scaled", 2);
        Workload autoscaler = shop.autoscaler("scaled", 2, 8);
        awaitReady(deployment, 2);
        awaitReady(autoscaler, 2);

        assertThat(cluster.raise(autoscaler, 5, STAMP)).isEqualTo(new Scaled.Done(5));

        Sighting.Seen seen = seen(autoscaler);
        assertThat(seen.desired()).isEqualTo(5);
        assertThat(seen.stamps()).containsEntry(STAMP.owner(), 42L);
        Scaled tooMany = cluster.raise(autoscaler, 20, STAMP);
        assertThat(tooMany).isInstanceOf(Scaled.Refused.class);
        assertThat(tooMany.toString()).contains("HorizontalPodAutoscaler shop/scaled", "maxReplicas is 8", "20");
        HorizontalPodAutoscaler after = shop.admin()
                .autoscaling()
                .v2()
                .horizontalPodAutoscalers()
                .inNamespace("shop")
                .withName("scaled")
                .get();
        assertThat(after.getSpec().getMinReplicas()).as("as many as it allows").isEqualTo(8);
        assertThat(after.getSpec().getMaxReplicas()).isEqualTo(8);
        await().atMost(ShopCluster.SOON)
                .untilAsserted(() -> assertThat(cluster.lower(autoscaler, 0, STAMP, seen(autoscaler)))
                        .isEqualTo(new Scaled.Done(1)));
    }

    @Test
    void autoscalerThatIsOffSaysSo() {
        shop.replicated("Deployment", "asleep", 0);
        Workload autoscaler = shop.autoscaler("asleep", 1, 8);

        Scaled off = cluster.raise(autoscaler, 3, STAMP);

        assertThat(off).isInstanceOf(Scaled.Refused.class);
        assertThat(off.toString()).contains("Deployment shop/asleep", "has 0 replicas");
    }

    @Test
    void anyKindWithAScaleSubresource() {
        Workload search = shop.rollout("search", 2);
        shop.status("search", "{}");
        assertThat(cluster.look(search))
                .as("neither ready replicas nor a selector")
                .isInstanceOf(Sighting.Missing.class);
        shop.status("search", "{\"selector\": \"app=search\"}");
        shop.replicated("Deployment", "search", 3);

        assertThat(cluster.raise(search, 4, STAMP)).isEqualTo(new Scaled.Done(4));

        awaitReady(search, 3);
        assertThat(seen(search).desired()).isEqualTo(4);
        shop.status("search", "{\"selector\": \"app=search\", \"readyReplicas\": 4, \"observedGeneration\": 99}");
        assertThat(seen(search).ready()).isEqualTo(4);
        assertThat(cluster.lower(search, 1, STAMP, seen(search))).isEqualTo(new Scaled.Done(1));
    }

    @Test
    void daemonSetCanBeLookedAt() {
        shop.apply("""
                apiVersion: apps/v1
                kind: DaemonSet
                metadata: {name: agent, namespace: shop}
                spec:
                  selector: {matchLabels: {app: agent}}
                  template:
                    metadata: {labels: {app: agent}}
                    spec: {containers: [{name: app, image: app}]}
                """);
        Workload agent = new Workload("apps/v1", "DaemonSet", "shop", "agent");

        assertThat(cluster.look(agent)).isInstanceOf(Sighting.Seen.class);
        assertThat(cluster.raise(agent, 2, STAMP).toString()).contains("DaemonSet shop/agent cannot be scaled");
    }

    @Test
    void whatIsNotThereIsNamed() {
        Workload nothing = new Workload("apps/v1", "Deployment", "shop", "nothing");
        Workload noKind = new Workload("example.com/v1", "Rolluot", "shop", "x");
        Workload noGroup = new Workload("argoproj.io/v1alpha1", "Rollout", "shop", "x");
        Workload noScale = new Workload("v1", "ConfigMap", "shop", "kube-root-ca.crt");

        assertThat(cluster.look(nothing))
                .isEqualTo(new Sighting.Missing("Deployment shop/nothing does not exist in the cluster"));
        assertThat(cluster.raise(nothing, 1, STAMP))
                .isEqualTo(new Scaled.Missing("Deployment shop/nothing does not exist in the cluster"));
        assertThat(cluster.look(noKind).toString()).contains("Missing", "no namespaced kind Rolluot in example.com/v1");
        assertThat(cluster.look(noGroup).toString()).contains("Missing", "kind Rollout in argoproj.io/v1alpha1");
        assertThat(cluster.raise(noScale, 1, STAMP).toString()).contains("Missing", "has no scale subresource");
    }

    private static void awaitReady(Workload workload, int count) {
        await(workload.label() + " has " + count + " ready")
                .atMost(ShopCluster.SOON)
                .until(() -> cluster.look(workload) instanceof Sighting.Seen seen && seen.ready() == count);
    }

    private static Sighting.Seen seen(Workload workload) {
        assertThat(cluster.look(workload)).isInstanceOf(Sighting.Seen.class);
        return (Sighting.Seen) cluster.look(workload);
    }

    private static Deployment deployment(String name) {
        return shop.admin()
                .apps()
                .deployments()
                .inNamespace("shop")
                .withName(name)
                .get();
    }
}
