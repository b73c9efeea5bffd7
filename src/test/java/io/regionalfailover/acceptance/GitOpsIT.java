package io.regionalfailover.acceptance;

import static io.regionalfailover.testing.operator.Shop.EAST;
import static io.regionalfailover.testing.operator.Shop.POLICY;
import static io.regionalfailover.testing.operator.Shop.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.regionalfailover.testing.gitops.ArgoCd;
import io.regionalfailover.testing.gitops.GitOpsJudge;
import io.regionalfailover.testing.operator.Shop;
import io.regionalfailover.testing.operator.World;
import io.regionalfailover.testing.route53.IamPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** What Argo CD and Flux say of what a real operator writes, as the API server tells it. */
class GitOpsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final KubernetesSerialization YAML = new KubernetesSerialization();
    private static final Path IAM = Path.of("examples", "iam", "route53-names.json");
    private static final Path GATE = Path.of("examples", "gitops", "flux", "gate.yaml");

    private final World world = World.usual();
    private final GitOpsJudge judge = GitOpsJudge.ready();

    /** kstatus and Argo CD look at any time, so every status on the way counts and not only the first and the last. */
    @Overlapping
    void aFailoverThatIsHandledIsHealthyAllTheWay() throws IOException {
        try (Shop shop = world.shop()) {
            shop.apply(shop.policy());
            shop.awaitSteady();
            Set<JsonNode> seen = new LinkedHashSet<>();
            seen.add(policy(shop));
            assertThat(gate(policy(shop))).as("a failover would succeed").isEqualTo("Current");

            shop.east().stop();
            shop.await(
                    "failed over",
                    status -> seen.add(policy(shop)) | "FailedOver".equals(status.phase())
                            && hasSeen(seen, "FailedOver"));
            assertThat(gate(policy(shop))).as("nobody is left to take it").isEqualTo("InProgress");
            shop.east().resume();
            shop.await(
                    "back again",
                    status -> seen.add(policy(shop)) | hasSeen(seen, "FailingBack") && "Steady".equals(status.phase()));

            for (JsonNode status : seen) {
                assertThat(judge.kstatus(status)).as(status.toPrettyString()).isEqualTo("Current");
                assertThat(argoCd(status)).as(status.toPrettyString()).isEqualTo("Healthy");
            }
            assertThat(namesThatWereWritten(shop))
                    .isNotEmpty()
                    .allMatch(IamPolicy.read(IAM)
                            .inPlaceOf("example.com", shop.domain())
                            .inPlaceOf("checkout", "www")::allows);
        }
    }

    @Overlapping
    void peopleApproveFromArgoCdWhatManualModeAsksFor() {
        try (Shop shop = world.shop()) {
            shop.apply(shop.policy()
                    .with("mode", "Manual")
                    .with("failback", "{mode: Manual, stableFor: 1s, stepInterval: 1s}"));
            shop.awaitSteady();
            assertThat(offered(policy(shop), "evacuate")).isFalse();
            shop.east().stop();
            shop.await("it asks", status -> EAST.equals(status.unhealthy()) && asks(policy(shop)));
            assertThat(argoCd(policy(shop))).isEqualTo("Suspended");
            assertThat(offered(policy(shop), "evacuate")).isTrue();
            assertThat(offered(policy(shop), "approve-return")).isFalse();

            String away = act(shop, "evacuate");
            shop.awaitPhase("FailedOver");
            assertThat(shop.zone().weights()).isEqualTo(Map.of(EAST, 0L, WEST, 100L));
            Shop.until("the order is done", () -> argoCd(shift(shop, away)).equals("Healthy"));
            assertThat(judge.kstatus(shift(shop, away))).isEqualTo("Current");

            end(shop, away);
            shop.east().resume();
            Shop.until(
                    "it has ended",
                    () -> shift(shop, away)
                            .path("status")
                            .path("phase")
                            .asText()
                            .equals("Expired"));
            assertThat(argoCd(shift(shop, away))).isEqualTo("Healthy");
            Shop.until("a return is offered", () -> offered(policy(shop), "approve-return"));
            act(shop, "approve-return");
            shop.awaitSteady();
            assertThat(shop.zone().weights()).isEqualTo(Map.of(EAST, 100L, WEST, 0L));
        }
    }

    @Overlapping
    void aSuspendedPolicyAndARefusedOne() {
        try (Shop shop = world.shop()) {
            shop.apply(shop.policy());
            shop.awaitSteady();
            shop.apply(shop.policy().with("suspend", "true"));
            shop.await("suspended", status -> Shop.isTrue(status, "Suspended"));
            assertThat(argoCd(policy(shop))).isEqualTo("Suspended");
            assertThat(judge.kstatus(policy(shop))).isEqualTo("Current");

            shop.apply(shop.policy().replacing("regions", "name: " + WEST, "name: nowhere-1"));
            shop.await("refused", status -> Shop.isTrue(status, "Stalled"));
            assertThat(argoCd(policy(shop))).isEqualTo("Degraded");
            assertThat(message(policy(shop))).contains("spec.regions", "nowhere-1");
            assertThat(judge.kstatus(policy(shop))).isEqualTo("Failed");
            assertThat(gate(policy(shop))).isEqualTo("Failed");
        }
    }

    @Overlapping
    void aZoneAndARegion() {
        try (Shop shop = world.shop()) {
            Shop.until(
                    "the zone answers",
                    () -> argoCd(object("DnsZone", "", shop.namespace())).equals("Healthy"));
            Shop.until(
                    "the region is read",
                    () -> argoCd(object("Region", "", EAST)).equals("Healthy"));
            for (JsonNode object :
                    new JsonNode[] {object("DnsZone", "", shop.namespace()), object("Region", "", EAST)}) {
                assertThat(judge.kstatus(object)).isEqualTo("Current");
            }
            JsonNode drain = judge.lua(ArgoCd.action("Region", "drain"), object("Region", "", EAST))
                    .path(0);
            assertThat(drain.path("operation").asText()).isEqualTo("create");
            assertThat(world.kube()
                            .resource(generic(drain.path("resource")))
                            .dryRun()
                            .create()
                            .getKind())
                    .isEqualTo("RegionDrain");
        }
    }

    private String argoCd(JsonNode object) {
        return health(object).path("status").asText();
    }

    private String message(JsonNode object) {
        return health(object).path("message").asText();
    }

    private JsonNode health(JsonNode object) {
        return judge.lua(ArgoCd.health(object.path("kind").asText()), object);
    }

    /** What Flux' healthCheckExprs of the example say. */
    private String gate(JsonNode policy) {
        try {
            JsonNode kustomization =
                    JSON.valueToTree(YAML.unmarshal(Files.readString(GATE), GenericKubernetesResource.class));
            return judge.cel(kustomization.path("spec").path("healthCheckExprs").path(0), policy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean offered(JsonNode policy, String action) {
        return !judge.lua(ArgoCd.discovery("FailoverPolicy"), policy)
                .path(action)
                .path("disabled")
                .asBoolean(true);
    }

    /** Creates what the action says, as Argo CD does, and returns its name. */
    private String act(Shop shop, String action) {
        JsonNode created =
                judge.lua(ArgoCd.action("FailoverPolicy", action), policy(shop)).path(0);
        assertThat(created.path("operation").asText()).isEqualTo("create");
        world.kube().resource(generic(created.path("resource"))).create();
        return created.path("resource").path("metadata").path("name").asText();
    }

    private void end(Shop shop, String order) {
        JsonNode ended = judge.lua(ArgoCd.action("TrafficShift", "end"), shift(shop, order));
        world.kube()
                .genericKubernetesResources("regionalfailover.io/v1alpha1", "TrafficShift")
                .inNamespace(shop.namespace())
                .withName(order)
                .patch(PatchContext.of(PatchType.JSON_MERGE), """
                        {"spec": {"until": "%s"}}""".formatted(
                                ended.path("spec").path("until").asText()));
    }

    private JsonNode policy(Shop shop) {
        return object("FailoverPolicy", shop.namespace(), POLICY);
    }

    private JsonNode shift(Shop shop, String name) {
        return object("TrafficShift", shop.namespace(), name);
    }

    private JsonNode object(String kind, String namespace, String name) {
        var kinds = world.kube().genericKubernetesResources("regionalfailover.io/v1alpha1", kind);
        return JSON.valueToTree(
                namespace.isEmpty()
                        ? kinds.withName(name).get()
                        : kinds.inNamespace(namespace).withName(name).get());
    }

    private static GenericKubernetesResource generic(JsonNode object) {
        return YAML.unmarshal(object.toString(), GenericKubernetesResource.class);
    }

    private static boolean hasSeen(Set<JsonNode> seen, String phase) {
        return seen.stream()
                .anyMatch(object -> object.path("status").path("phase").asText().equals(phase));
    }

    private static boolean asks(JsonNode policy) {
        for (JsonNode condition : policy.path("status").path("conditions")) {
            if (condition.path("type").asText().equals("Held")) {
                return condition.path("reason").asText().equals("AwaitingApproval");
            }
        }
        return false;
    }

    private static Set<String> namesThatWereWritten(Shop shop) {
        Set<String> names = new LinkedHashSet<>();
        shop.zone()
                .batches()
                .forEach(batch -> batch.changes()
                        .forEach(change -> names.add(change.set().name().toString())));
        return names;
    }
}
