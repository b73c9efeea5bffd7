package io.regionalfailover.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.regionalfailover.testing.controlplane.ControlPlane;
import io.regionalfailover.testing.controlplane.ControlPlaneOptions;
import io.regionalfailover.testing.http.TestCertificate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Clusters that say no or say nothing. */
class ClusterFaultsIT {
    private static final Duration BOUND = Duration.ofSeconds(6);
    private static final Stamp STAMP = new Stamp("0123456789abcdef", 42);
    private static final Workload CHECKOUT = new Workload("apps/v1", "Deployment", "shop", "checkout");
    private static final Sighting.Seen READ = new Sighting.Seen(5, 5, 5, Map.of(STAMP.owner(), 42L), "1");

    private static ControlPlane controlPlane;
    private static KubernetesClient local;
    private static Clusters clusters;

    @BeforeAll
    static void start() throws IOException {
        controlPlane = ControlPlane.start(ControlPlaneOptions.apiServerOnly().withUser("nobody"));
        local = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(Files.readString(controlPlane.kubeconfig())))
                .build();
        clusters = new Clusters(local, InstantSource.system());
    }

    @AfterAll
    static void stop() {
        clusters.close();
        local.close();
        controlPlane.close();
    }

    @Test
    void rightsThatAreMissingAreNamed() throws IOException {
        KubernetesCluster cluster = remote("nobody", Files.readString(controlPlane.kubeconfig("nobody")));

        assertThat(cluster.look(CHECKOUT)).isInstanceOf(Sighting.Refused.class);
        assertThat(cluster.look(CHECKOUT).toString())
                .contains("Deployment shop/checkout", "may not get deployments.apps in namespace shop (403)");
        assertThat(cluster.raise(CHECKOUT, 2, STAMP)).isInstanceOf(Scaled.Refused.class);
        assertThat(cluster.lower(CHECKOUT, 2, STAMP, READ).toString())
                .contains("Refused", "may not patch deployments.apps/scale in namespace shop");
    }

    @Test
    void credentialsThatAreNotAcceptedAreNamedAndNotShown() throws IOException {
        String token = "0123secret4567";
        KubernetesCluster cluster = remote(
                "stranger", Files.readString(controlPlane.kubeconfig()).replaceAll("token: .*", "token: " + token));

        assertThat(cluster.reach()).isInstanceOf(Reach.Refused.class);
        assertThat(cluster.look(CHECKOUT)).isInstanceOf(Sighting.Refused.class);
        assertThat(cluster.look(CHECKOUT).toString())
                .contains("does not accept the operator's credentials (401)")
                .doesNotContain(token);
    }

    @Test
    void certificateOfSomebodyElseIsNotTrusted() throws IOException {
        String somebody = Base64.getEncoder()
                .encodeToString(TestCertificate.selfSigned("ip:127.0.0.1").pem().getBytes(StandardCharsets.US_ASCII));
        KubernetesCluster cluster = remote(
                "impostor",
                Files.readString(controlPlane.kubeconfig())
                        .replaceAll("certificate-authority-data: .*", "certificate-authority-data: " + somebody));

        assertThat(cluster.reach().toString()).contains("Unreachable", "TLS");
    }

    @Test
    void clusterThatAnswersTellsItsVersion() throws IOException {
        KubernetesCluster cluster = remote("east", Files.readString(controlPlane.kubeconfig()));

        assertThat(cluster.reach()).isInstanceOf(Reach.Reached.class);
        assertThat(cluster.reach().toString()).contains("v1.");
        assertThat(clusters.open("here", new Clusters.Local())).isInstanceOf(Clusters.Opened.class);
    }

    @Test
    void silenceEndsInTimeAndIsNotTakenForAnAnswer() throws IOException {
        KubernetesCluster remote = remote("east", Files.readString(controlPlane.kubeconfig()));
        KubernetesCluster here = opened("here", new Clusters.Local());
        for (KubernetesCluster cluster : List.of(remote, here)) {
            assertThat(cluster.reach()).isInstanceOf(Reach.Reached.class);
            controlPlane.pauseApiServer();
            try {
                assertThat(timed(() -> cluster.look(CHECKOUT))).isInstanceOf(Sighting.Unreachable.class);
            } finally {
                controlPlane.resumeApiServer();
            }
        }
        controlPlane.stopApiServer();
        try {
            assertThat(timed(() -> remote.raise(CHECKOUT, 2, STAMP)).toString())
                    .contains(
                            "Unreachable",
                            "connection refused",
                            controlPlane.server().toString());
            assertThat(timed(() -> here.lower(CHECKOUT, 2, STAMP, READ))).isInstanceOf(Scaled.Unreachable.class);
            assertThat(timed(remote::reach)).isInstanceOf(Reach.Unreachable.class);
        } finally {
            controlPlane.startApiServer();
        }
        assertThat(remote.reach()).isInstanceOf(Reach.Reached.class);
    }

    @Test
    void regionsShareAClientAndOneThatNobodyNeedsIsClosed() throws IOException {
        String kubeconfig = Files.readString(controlPlane.kubeconfig());
        try (Clusters own = new Clusters(local, InstantSource.system())) {
            KubernetesCluster first = opened(own, "a", remote(kubeconfig));
            assertThat(opened(own, "b", remote(kubeconfig))).isSameAs(first);
            assertThat(own.open()).isEqualTo(1);

            KubernetesCluster renewed = opened(own, "a", remote(kubeconfig + "\n# rotated\n"));

            assertThat(own.open()).isEqualTo(2);
            assertThat(first.reach()).isInstanceOf(Reach.Reached.class);
            own.leave("b");
            assertThat(own.open()).isEqualTo(1);
            assertThat(renewed.reach()).isInstanceOf(Reach.Reached.class);
            assertThat(first.reach()).isInstanceOf(Reach.Unreachable.class);
            assertThat(own.open("a", remote("kind: Nonsense"))).isInstanceOf(Clusters.Unfit.class);
            assertThat(own.open()).isZero();
        }
    }

    private static <T> T timed(Supplier<T> call) {
        Instant start = Instant.now();
        T result = call.get();
        assertThat(Duration.between(start, Instant.now())).isLessThan(BOUND);
        return result;
    }

    private static Clusters.Remote remote(String kubeconfig) {
        return new Clusters.Remote(kubeconfig.getBytes(StandardCharsets.UTF_8));
    }

    private static KubernetesCluster remote(String region, String kubeconfig) {
        return opened(region, remote(kubeconfig));
    }

    private static KubernetesCluster opened(String region, Clusters.Setup setup) {
        return opened(clusters, region, setup);
    }

    private static KubernetesCluster opened(Clusters from, String region, Clusters.Setup setup) {
        return switch (from.open(region, setup)) {
            case Clusters.Opened opened -> opened.cluster();
            case Clusters.Unfit(String message) -> throw new AssertionError(message);
        };
    }
}
