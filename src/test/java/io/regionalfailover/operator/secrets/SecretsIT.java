package io.regionalfailover.operator.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.regionalfailover.simulation.engine.VirtualTime;
import io.regionalfailover.testing.controlplane.ControlPlane;
import io.regionalfailover.testing.controlplane.ControlPlaneOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Secrets of a real API server, read by a user who may read two names in one namespace and nothing else. */
class SecretsIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Secrets.Key TOKEN = new Secrets.Key("shop", "token");
    private static final Secrets.Key OTHER = new Secrets.Key("shop", "other");

    private static ControlPlane controlPlane;
    private static KubernetesClient admin;
    private static KubernetesClient reader;

    private final VirtualTime clock = new VirtualTime(Instant.parse("2026-01-01T00:00:00Z"));
    private final List<Secrets.Key> told = new CopyOnWriteArrayList<>();
    private Secrets secrets;

    @BeforeAll
    static void start() throws IOException {
        controlPlane = ControlPlane.start(ControlPlaneOptions.apiServerOnly().withUser("operator", "operators"));
        admin = client(controlPlane.kubeconfig());
        reader = client(controlPlane.kubeconfig("operator"));
        for (String namespace : List.of("shop", "bank")) {
            admin.resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(namespace)
                            .endMetadata()
                            .build())
                    .create();
        }
        allow("shop", "token", "other");
        // What was granted is in force a moment later.
        await().atMost(SOON)
                .ignoreExceptionsInstanceOf(KubernetesClientException.class)
                .until(() -> reader.secrets()
                        .inNamespace("shop")
                        .withField("metadata.name", "token")
                        .list()
                        .getItems()
                        .isEmpty());
    }

    @AfterAll
    static void stop() {
        reader.close();
        admin.close();
        controlPlane.close();
    }

    @BeforeEach
    void begin() {
        secrets = new Secrets(reader, clock);
        secrets.onChange(told::add);
    }

    @AfterEach
    void end() {
        secrets.close();
        admin.secrets().inNamespace("shop").delete();
        admin.secrets().inNamespace("bank").delete();
    }

    @Test
    void whatAppearsChangesAndGoesIsTold() {
        assertThat(secrets.get(TOKEN)).isEqualTo(new Secrets.Absent());
        assertThat(told).as("nobody knew otherwise before").isEmpty();

        write("shop", "token", Map.of("Authorization", "Bearer one"));
        await().atMost(SOON).untilAsserted(() -> assertThat(told).containsExactly(TOKEN));
        assertThat(text(secrets.get(TOKEN), "Authorization")).isEqualTo("Bearer one");

        write("shop", "token", Map.of("Authorization", "Bearer two"));
        await().atMost(SOON).untilAsserted(() -> assertThat(told).containsExactly(TOKEN, TOKEN));
        assertThat(text(secrets.get(TOKEN), "Authorization")).isEqualTo("Bearer two");

        admin.secrets().inNamespace("shop").withName("token").delete();
        await().atMost(SOON).untilAsserted(() -> assertThat(told).hasSize(3));
        assertThat(secrets.get(TOKEN)).isEqualTo(new Secrets.Absent());
    }

    @Test
    void whatDoesNotChangeTheContentIsNotTold() {
        write("shop", "token", Map.of("a", "1"));
        write("shop", "other", Map.of("a", "1"));
        secrets.get(TOKEN);
        secrets.get(OTHER);

        admin.secrets()
                .inNamespace("shop")
                .withName("token")
                .edit(secret -> new SecretBuilder(secret)
                        .editMetadata()
                        .addToLabels("team", "shop")
                        .endMetadata()
                        .build());
        write("shop", "other", Map.of("a", "2"));

        await().atMost(SOON).untilAsserted(() -> assertThat(told).contains(OTHER));
        assertThat(told).doesNotContain(TOKEN);
    }

    @Test
    void withoutRightsASentenceSaysSoAndRightsAreNoticed() {
        Secrets.Key key = new Secrets.Key("bank", "token");
        write("bank", "token", Map.of("a", "1"));

        assertThat(secrets.get(key))
                .isInstanceOfSatisfying(
                        Secrets.Unreadable.class,
                        unreadable -> assertThat(unreadable.message())
                                .isEqualTo(
                                        "Secret \"bank/token\" cannot be read: the operator has no right to list and watch it"
                                                + " in namespace \"bank\""));

        allow("bank", "token");
        await().atMost(SOON).untilAsserted(() -> assertThat(told).containsExactly(key));
        assertThat(text(secrets.get(key), "a")).isEqualTo("1");
    }

    @Test
    void whatWasReadStaysWhileTheApiServerIsAwayAndIsReadAgainAfterwards() {
        write("shop", "token", Map.of("a", "1"));
        assertThat(text(secrets.get(TOKEN), "a")).isEqualTo("1");

        controlPlane.stopApiServer();
        try {
            assertThat(text(secrets.get(TOKEN), "a")).isEqualTo("1");
            assertThat(secrets.get(OTHER)).isInstanceOf(Secrets.Unreadable.class);
        } finally {
            controlPlane.startApiServer();
        }
        assertThat(told).doesNotContain(TOKEN);

        write("shop", "token", Map.of("a", "2"));
        await().atMost(SOON).untilAsserted(() -> assertThat(told).contains(TOKEN, OTHER));
        assertThat(text(secrets.get(TOKEN), "a")).isEqualTo("2");
        // An API server that has just begun grants nothing until it has read its roles.
        await().atMost(SOON).untilAsserted(() -> assertThat(secrets.get(OTHER)).isEqualTo(new Secrets.Absent()));
    }

    @Test
    void whatNobodyAsksForIsLetGo() {
        secrets.get(TOKEN);
        secrets.get(OTHER);
        assertThat(secrets.followed()).isEqualTo(2);

        clock.advance(Secrets.KEPT.minusMinutes(1));
        secrets.get(TOKEN);
        assertThat(secrets.followed()).isEqualTo(2);

        clock.advance(Duration.ofMinutes(2));
        secrets.get(TOKEN);
        assertThat(secrets.followed()).isEqualTo(1);
    }

    @Test
    void valuesAreNeverShown() {
        write("shop", "token", Map.of("Authorization", "Bearer one"));

        assertThat(secrets.get(TOKEN).toString()).isEqualTo("Present[Authorization]");
    }

    private static String text(Secrets.Found found, String entry) {
        assertThat(found).isInstanceOf(Secrets.Present.class);
        return ((Secrets.Present) found).text(entry).orElseThrow();
    }

    private static void write(String namespace, String name, Map<String, String> data) {
        Secret secret = new SecretBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .endMetadata()
                .build();
        data.forEach((entry, value) ->
                secret.getData().put(entry, Base64.getEncoder().encodeToString(value.getBytes(UTF_8))));
        admin.resource(secret).createOr(existing -> existing.update());
    }

    private static void allow(String namespace, String... names) {
        admin.resource(new RoleBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName("secrets")
                        .endMetadata()
                        .addNewRule()
                        .withApiGroups("")
                        .withResources("secrets")
                        .withResourceNames(names)
                        .withVerbs("list", "watch")
                        .endRule()
                        .build())
                .create();
        admin.resource(new RoleBindingBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName("secrets")
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "Role", "secrets")
                        .addNewSubject("rbac.authorization.k8s.io", "Group", "operators", null)
                        .build())
                .create();
    }

    private static KubernetesClient client(Path kubeconfig) throws IOException {
        return new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(Files.readString(kubeconfig)))
                .build();
    }
}
