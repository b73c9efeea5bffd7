package io.regionalfailover.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.regionalfailover.decision.RoomTrial;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rights that {@code docs/placement.md} asks for are enough for every kind, and each of them is needed. */
class DocumentedRightsIT {
    private static final Stamp STAMP = new Stamp("0123456789abcdef", 42);
    private static final String NAME = "regional-failover";

    @Test
    void areEnoughAndEachIsNeeded() throws IOException {
        try (ShopCluster shop = new ShopCluster()) {
            shop.apply(documented());
            Workload deployment = shop.replicated("Deployment", "web", 1);
            Workload statefulSet = shop.replicated("StatefulSet", "orders", 1);
            Workload autoscaler = shop.autoscaler("web", 1, 1000);
            Workload rollout = shop.rollout("search", 1);
            List<Workload> all = List.of(deployment, statefulSet, autoscaler, rollout);
            KubernetesCluster cluster = shop.remote(token(shop));

            await().atMost(ShopCluster.SOON)
                    .untilAsserted(() -> assertThat(refused(cluster, all)).isEmpty());
            Role role = role(shop);
            for (PolicyRule without : List.copyOf(role.getRules())) {
                List<PolicyRule> rest = new ArrayList<>(role.getRules());
                rest.remove(without);
                grant(shop, rest);
                await("the rights are needed: " + without)
                        .atMost(ShopCluster.SOON)
                        .until(() -> !refused(cluster, all).isEmpty());
                grant(shop, role.getRules());
                await().atMost(ShopCluster.SOON)
                        .until(() -> refused(cluster, all).isEmpty());
            }
        }
    }

    /** What the cluster says no to when everything is done with each workload that is ever done; all of it is new each time. */
    private static List<String> refused(KubernetesCluster cluster, List<Workload> workloads) {
        List<String> refused = new ArrayList<>();
        for (Workload workload : workloads) {
            Sighting seen = cluster.look(workload);
            int desired = seen instanceof Sighting.Seen known ? known.desired() : 1;
            long epoch = seen instanceof Sighting.Seen known
                    ? known.stamps().getOrDefault(STAMP.owner(), 0L) + 1
                    : STAMP.epoch();
            Scaled raised = cluster.raise(workload, desired + 1, new Stamp(STAMP.owner(), epoch));
            Stream.of(seen, raised)
                    .filter(result -> result instanceof Sighting.Refused || result instanceof Scaled.Refused)
                    .forEach(result -> refused.add(result.toString()));
            cluster.rehearse(Map.of(workload, desired + 2), new Stamp(STAMP.owner(), epoch + 1)).values().stream()
                    .filter(trial -> !(trial instanceof RoomTrial.Accepted accepted)
                            || !accepted.quotasUnknown().isEmpty())
                    .forEach(trial -> refused.add(trial.toString()));
        }
        return refused;
    }

    private static String documented() throws IOException {
        String page = Files.readString(Path.of("docs/placement.md"));
        return Pattern.compile("(?s)```yaml\n(.*?)```")
                .matcher(page)
                .results()
                .map((MatchResult block) -> block.group(1))
                .filter(block -> block.contains("kind: ServiceAccount"))
                .findFirst()
                .orElseThrow();
    }

    /** As the page says: the kubeconfig holds what Kubernetes wrote into the token's Secret. */
    private static byte[] token(ShopCluster shop) {
        Secret secret = shop.admin()
                .secrets()
                .inNamespace("shop")
                .withName("regional-failover-token")
                .waitUntilCondition(
                        there -> there != null
                                && there.getData() != null
                                && there.getData().containsKey("token"),
                        ShopCluster.SOON.toSeconds(),
                        TimeUnit.SECONDS);
        String token = new String(Base64.getDecoder().decode(secret.getData().get("token")), StandardCharsets.UTF_8);
        return new String(shop.kubeconfig(), StandardCharsets.UTF_8)
                .replaceAll("token: .*", "token: " + token)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static Role role(ShopCluster shop) {
        return shop.admin().rbac().roles().inNamespace("shop").withName(NAME).get();
    }

    private static void grant(ShopCluster shop, List<PolicyRule> rules) {
        shop.admin().rbac().roles().inNamespace("shop").withName(NAME).edit(role -> {
            role.setRules(rules);
            return role;
        });
    }
}
