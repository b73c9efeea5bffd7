package io.regionalfailover.testing.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.regionalfailover.testing.process.ProcessState;
import io.regionalfailover.testing.process.TiedProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlPlaneIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void twoAtOnceAreTwoAndCloseLeavesNothing() {
        var starting = CompletableFuture.supplyAsync(ControlPlane::start);
        var one = ControlPlane.start();
        var other = starting.join();
        var pids =
                List.of(one.pids(), other.pids()).stream().flatMap(List::stream).toList();
        try (one;
                other;
                var client = client(one.kubeconfig());
                var otherClient = client(other.kubeconfig())) {
            assertThat(pids).hasSize(4).allMatch(ProcessState::isAlive);
            assertThat(one.server()).isNotEqualTo(other.server());

            client.resource(settings()).create();

            assertThat(client.resource(settings()).get().getData()).containsEntry("colour", "green");
            assertThat(otherClient.resource(settings()).get()).isNull();
        }
        assertThat(pids).noneMatch(ProcessState::isAlive);
        assertThat(one.directory()).doesNotExist();
        assertThat(other.directory()).doesNotExist();
    }

    @Test
    void apiServerGoesAwayFreezesAndComesBackWithItsData() throws IOException {
        try (var controlPlane =
                        ControlPlane.start(ControlPlaneOptions.apiServerOnly().inDirectory(folder));
                var client = client(controlPlane.kubeconfig())) {
            client.resource(settings()).create();
            var server = controlPlane.server();

            controlPlane.stopApiServer();
            assertThatThrownBy(() -> client.resource(settings()).get()).hasRootCauseInstanceOf(IOException.class);
            assertThat(controlPlane.pids()).hasSize(1);

            controlPlane.startApiServer();
            assertThat(controlPlane.server()).isEqualTo(server);
            assertThat(client.resource(settings()).get().getData()).containsEntry("colour", "green");

            controlPlane.pauseApiServer();
            assertThatThrownBy(() -> client.resource(settings()).get()).isInstanceOf(KubernetesClientException.class);
            controlPlane.resumeApiServer();
            assertThat(client.resource(settings()).get().getData()).containsEntry("colour", "green");
        }
        assertThat(folder.resolve("kube-apiserver.log")).isNotEmptyFile();
    }

    @Test
    void userMayDoWhatIsGrantedToTheGroupAndNothingElse() {
        var options = ControlPlaneOptions.apiServerOnly().withUser("reader", "readers", "others");
        try (var controlPlane = ControlPlane.start(options);
                var admin = client(controlPlane.kubeconfig());
                var reader = client(controlPlane.kubeconfig("reader"))) {
            admin.resource(settings()).create();
            assertForbidden(() -> reader.resource(settings()).get());

            admin.resource(readingRole()).create();
            admin.resource(readingFor("readers")).create();

            await().atMost(SOON)
                    .ignoreExceptionsMatching(ControlPlaneIT::isForbidden)
                    .untilAsserted(
                            () -> assertThat(reader.resource(settings()).get().getData())
                                    .containsEntry("colour", "green"));
            assertForbidden(() -> reader.resource(settings()).delete());
            assertThatThrownBy(() -> controlPlane.token("nobody")).hasMessageContaining("nobody");
        }
    }

    @Test
    void deploymentBecomesReadyAndItsNamespaceCanBeDeleted() {
        var options =
                ControlPlaneOptions.apiServerOnly().withControllerManager().withKwok();
        try (var controlPlane = ControlPlane.start(options);
                var client = client(controlPlane.kubeconfig())) {
            var namespace = new NamespaceBuilder()
                    .withNewMetadata()
                    .withName("shop")
                    .endMetadata()
                    .build();
            client.resource(namespace).create();
            client.resource(deployment("shop", 2)).create();

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(
                                    client.resource(deployment("shop", 2)).get())
                            .extracting(found -> found.getStatus().getReadyReplicas())
                            .isEqualTo(2));

            client.resource(namespace).delete();
            await().atMost(SOON).until(() -> client.resource(namespace).get() == null);
        }
    }

    @Test
    void jvmThatIsKilledLeavesNoProcess() throws IOException {
        var java = ProcessHandle.current().info().command().orElseThrow();
        var owner = TiedProcess.command(
                        folder.resolve("owner.log"),
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Owner.class.getName(),
                        folder.toString())
                .start();
        try (owner) {
            var file = folder.resolve("pids");
            await().atMost(SOON).until(() -> Files.exists(file) || !owner.isAlive());
            assertThat(file).as(() -> owner.logTail(20)).exists();
            var pids = Files.readAllLines(file).stream().map(Long::valueOf).toList();
            assertThat(pids).hasSize(4).allMatch(ProcessState::isAlive);

            owner.kill();

            await().atMost(SOON).until(() -> pids.stream().noneMatch(ProcessState::isAlive));
        }
    }

    /** Starts a control plane, tells its pids and waits to be killed. */
    static final class Owner {

        public static void main(String[] arguments) throws IOException, InterruptedException {
            var folder = Path.of(arguments[0]);
            var options = ControlPlaneOptions.apiServerOnly()
                    .withControllerManager()
                    .withKwok()
                    .inDirectory(folder.resolve("control-plane"));
            var controlPlane = ControlPlane.start(options);
            var draft = Files.write(
                    folder.resolve("pids.draft"),
                    controlPlane.pids().stream().map(String::valueOf).toList());
            Files.move(draft, folder.resolve("pids"), StandardCopyOption.ATOMIC_MOVE);
            Thread.currentThread().join();
        }
    }

    private static KubernetesClient client(Path kubeconfig) {
        try {
            var config = Config.fromKubeconfig(Files.readString(kubeconfig));
            config.setRequestRetryBackoffLimit(0);
            config.setRequestTimeout(2000);
            return new KubernetesClientBuilder().withConfig(config).build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ConfigMap settings() {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName("settings")
                .withNamespace("default")
                .endMetadata()
                .addToData("colour", "green")
                .build();
    }

    private static Role readingRole() {
        return new RoleBuilder()
                .withNewMetadata()
                .withName("reading")
                .withNamespace("default")
                .endMetadata()
                .addNewRule()
                .withApiGroups("")
                .withResources("configmaps")
                .withVerbs("get")
                .endRule()
                .build();
    }

    private static RoleBinding readingFor(String group) {
        return new RoleBindingBuilder()
                .withNewMetadata()
                .withName("reading")
                .withNamespace("default")
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "Role", "reading")
                .addNewSubject("rbac.authorization.k8s.io", "Group", group, null)
                .build();
    }

    private static Deployment deployment(String namespace, int replicas) {
        var labels = Map.of("app", "shop");
        return new DeploymentBuilder()
                .withNewMetadata()
                .withName("shop")
                .withNamespace(namespace)
                .endMetadata()
                .withNewSpec()
                .withReplicas(replicas)
                .withNewSelector()
                .withMatchLabels(labels)
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(labels)
                .endMetadata()
                .withNewSpec()
                .withNodeName(ControlPlane.NODE)
                .addNewContainer()
                .withName("shop")
                .withImage("shop")
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    private static void assertForbidden(Runnable request) {
        assertThatThrownBy(request::run).matches(ControlPlaneIT::isForbidden, "is refused with 403");
    }

    private static boolean isForbidden(Throwable thrown) {
        return thrown instanceof KubernetesClientException e && e.getCode() == 403;
    }
}
