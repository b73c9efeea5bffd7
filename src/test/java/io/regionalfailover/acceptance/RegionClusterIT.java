package io.regionalfailover.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.regionalfailover.api.v1alpha1.Condition;
import io.regionalfailover.api.v1alpha1.Region;
import io.regionalfailover.testing.chart.Chart;
import io.regionalfailover.testing.operator.World;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a Region says of its cluster. */
class RegionClusterIT {
    private static final String REGION = "eu-central-1";

    private final World world = World.usual();

    @Test
    void followsTheKubeconfigInItsSecret() throws IOException {
        String kubeconfig = Files.readString(world.cluster().kubeconfig());
        world.apply("""
                apiVersion: regionalfailover.io/v1alpha1
                kind: Region
                metadata: {name: %s}
                spec: {cluster: {kubeconfigSecretRef: {name: %s}}}
                """.formatted(REGION, REGION));
        try {
            awaitCondition("False", "there is no Secret \"regional-failover/eu-central-1\"");

            secret(kubeconfig);
            awaitCondition("True", "the API server answers, version v1.");

            secret(kubeconfig.replaceAll("token: .*", "exec: {command: /bin/false}"));
            awaitCondition("False", "exec would run a program in the operator; allowed is token");
        } finally {
            world.kube().resources(Region.class).withName(REGION).delete();
            world.kube().secrets().inNamespace(Chart.NAMESPACE).withName(REGION).delete();
        }
    }

    private void secret(String kubeconfig) {
        world.kube()
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName(REGION)
                        .withNamespace(Chart.NAMESPACE)
                        .endMetadata()
                        .withStringData(Map.of("kubeconfig", kubeconfig))
                        .build())
                .fieldManager("tester")
                .forceConflicts()
                .serverSideApply();
    }

    private void awaitCondition(String status, String message) {
        await("ClusterReachable is " + status + ": " + message)
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(condition())
                        .hasValueSatisfying(found -> assertThat(found.status()).isEqualTo(status))
                        .hasValueSatisfying(found -> assertThat(found.message()).contains(message)));
    }

    private Optional<Condition> condition() {
        Region region = world.kube().resources(Region.class).withName(REGION).get();
        if (region == null || region.getStatus() == null) {
            return Optional.empty();
        }
        return region.getStatus().conditions().stream()
                .filter(condition -> condition.type().equals("ClusterReachable"))
                .findFirst();
    }
}
