package io.regionalfailover.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import io.regionalfailover.api.v1alpha1.ClusterSpec;
import io.regionalfailover.api.v1alpha1.Condition;
import io.regionalfailover.api.v1alpha1.KubeconfigSecretRef;
import io.regionalfailover.api.v1alpha1.Region;
import io.regionalfailover.api.v1alpha1.RegionSpec;
import io.regionalfailover.operator.policy.WorkloadAccess.Access;
import io.regionalfailover.operator.report.Conditions;
import io.regionalfailover.operator.secrets.Secrets;
import io.regionalfailover.placement.Clusters;
import io.regionalfailover.testing.controlplane.ControlPlane;
import io.regionalfailover.testing.controlplane.ControlPlaneOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Regions, their Secrets and their clusters, on a real API server that is all of the clusters. */
class RegionClustersIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String NAMESPACE = "default";
    private static final String HERE = "us-east-1";

    private static final SteadyClock CLOCK = new SteadyClock();
    private static final ExecutorService WORKERS = Executors.newVirtualThreadPerTaskExecutor();
    private static ControlPlane controlPlane;
    private static KubernetesClient kube;
    private static Secrets secrets;
    private static RegionClusters clusters;
    private static String kubeconfig;

    @BeforeAll
    static void start() throws IOException {
        controlPlane = ControlPlane.start(ControlPlaneOptions.apiServerOnly());
        kubeconfig = Files.readString(controlPlane.kubeconfig());
        kube = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kubeconfig))
                .build();
        secrets = new Secrets(kube, CLOCK);
        clusters = new RegionClusters(new Clusters(kube, CLOCK), secrets, Optional.of(HERE), NAMESPACE);
    }

    @AfterAll
    static void stop() {
        clusters.close();
        secrets.close();
        kube.close();
        controlPlane.close();
        WORKERS.shutdownNow();
    }

    @Test
    void regionOfThisInstanceIsLocalWhateverItsSpecSays() {
        assertThat(clusters.to(HERE)).isInstanceOf(Access.Reached.class);
        clusters.follow(region(HERE, "nothing"));
        assertThat(clusters.to(HERE)).isInstanceOf(Access.Reached.class);
    }

    @Test
    void regionWithoutClusterIsInOtherHands() {
        assertThat(clusters.to("unread"))
                .isEqualTo(new Access.Denied(false, "Region \"unread\" has not been read yet"));
        clusters.follow(region("elsewhere", null));
        assertThat(clusters.to("elsewhere")).isEqualTo(new Access.Elsewhere());
    }

    @Test
    void secretIsFollowedFromNothingToOneThatWorksToOneThatIsRefused() {
        clusters.follow(region("west", "west"));
        assertThat(denied("west"))
                .contains("Region \"west\"", "kubeconfigSecretRef", "there is no Secret \"default/west\"");

        secret("west", "config", kubeconfig);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(denied("west"))
                        .contains("Secret \"default/west\" has no key \"kubeconfig\", it has [config]"));

        secret("west", "kubeconfig", kubeconfig);
        await().atMost(SOON).until(() -> clusters.to("west") instanceof Access.Reached);
        Access working = clusters.to("west");
        assertThat(clusters.to("west")).isEqualTo(working);

        secret("west", "kubeconfig", kubeconfig.replaceAll("token: .*", "exec: {command: /bin/sh}"));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(denied("west"))
                        .contains("exec would run a program in the operator; allowed is token"));
    }

    @Test
    void conditionTellsWhetherTheClusterAnswers() {
        secret("told", "kubeconfig", kubeconfig);
        clusters.follow(region("told", "told"));
        clusters.follow(region("none", null));
        Set<String> changed = ConcurrentHashMap.newKeySet();
        RegionReach reach = new RegionReach(clusters, CLOCK, WORKERS, Duration.ofMillis(1));

        assertThat(reach.add(conditions(), "none", changed::add).list()).isEmpty();
        assertThat(condition(reach, "told", changed).status()).isEqualTo("Unknown");
        await().atMost(SOON).until(() -> changed.contains("told"));
        Condition answers = condition(reach, "told", changed);
        assertThat(answers.status()).isEqualTo("True");
        assertThat(answers.reason()).isEqualTo("ClusterAnswers");

        controlPlane.stopApiServer();
        try {
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(condition(reach, "told", changed))
                            .satisfies(silent -> assertThat(silent.status()).isEqualTo("False"))
                            .satisfies(silent -> assertThat(silent.reason()).isEqualTo("ClusterUnreachable"))
                            .satisfies(silent -> assertThat(silent.message())
                                    .contains("connection refused", "neither seen nor scaled")));
        } finally {
            controlPlane.startApiServer();
        }
        await().atMost(SOON)
                .until(() -> condition(reach, "told", changed).status().equals("True"));

        secret("told", "kubeconfig", kubeconfig.replaceAll("token: .*", "token: gone"));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(condition(reach, "told", changed))
                        .satisfies(refused -> assertThat(refused.reason()).isEqualTo("ClusterRefused"))
                        .satisfies(refused ->
                                assertThat(refused.message()).contains("401").doesNotContain("gone")));
        secret("told", "kubeconfig", "nonsense");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(condition(reach, "told", changed))
                        .satisfies(unfit -> assertThat(unfit.reason()).isEqualTo("InvalidReference")));
    }

    private static Condition condition(RegionReach reach, String region, Set<String> changed) {
        return reach.add(conditions(), region, changed::add).list().getFirst();
    }

    private static Conditions conditions() {
        return new Conditions(List.of(), 1, Instant.EPOCH);
    }

    private static String denied(String region) {
        assertThat(clusters.to(region)).isInstanceOf(Access.Denied.class);
        Access.Denied denied = (Access.Denied) clusters.to(region);
        assertThat(denied.lasting()).isTrue();
        return denied.message();
    }

    private static Region region(String name, @Nullable String secret) {
        Region region = new Region();
        region.setMetadata(new ObjectMetaBuilder().withName(name).build());
        region.setSpec(new RegionSpec(
                secret == null
                        ? null
                        : new ClusterSpec(new KubeconfigSecretRef(secret, KubeconfigSecretRef.DEFAULT_KEY)),
                List.of(),
                null));
        return region;
    }

    private static void secret(String name, String key, String value) {
        kube.resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(NAMESPACE)
                        .endMetadata()
                        .withData(
                                Map.of(key, Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))))
                        .build())
                .createOr(NonDeletingOperation::update);
    }
}
