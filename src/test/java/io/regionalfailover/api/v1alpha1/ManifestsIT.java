package io.regionalfailover.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.regionalfailover.testing.controlplane.ControlPlane;
import io.regionalfailover.testing.crds.Crds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Applies every manifest of {@code src/test/resources/manifests} to a real API server that has our CRDs. */
class ManifestsIT {
    private static final Path FOLDER = Path.of("src/test/resources/manifests");
    private static final String EXPECT = "# expect: ";
    private static final String DEFAULTS = "defaults-";

    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();
    private static ControlPlane controlPlane;
    private static KubernetesClient client;

    @BeforeAll
    static void start() throws IOException {
        controlPlane = ControlPlane.start();
        Config config = Config.fromKubeconfig(Files.readString(controlPlane.kubeconfig()));
        client = new KubernetesClientBuilder().withConfig(config).build();
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName("shop")
                        .endMetadata()
                        .build())
                .create();
        for (String yaml : Crds.checkedIn().values()) {
            CustomResourceDefinition crd = SERIALIZATION.unmarshal(yaml, CustomResourceDefinition.class);
            client.resource(crd).create();
        }
        Awaitility.await("the API server serves our kinds")
                .atMost(Duration.ofSeconds(30))
                .until(ManifestsIT::kindsAreServed);
    }

    @AfterAll
    static void stop() {
        client.close();
        controlPlane.close();
    }

    @TestFactory
    Stream<DynamicTest> isAccepted() {
        return files("valid-").map(file -> DynamicTest.dynamicTest(name(file), () -> apply(documents(file))));
    }

    @TestFactory
    Stream<DynamicTest> isRefused() {
        return files("invalid-").map(file -> DynamicTest.dynamicTest(name(file), () -> refused(file)));
    }

    @Test
    void thereAreEnoughOfThem() {
        assertThat(files("invalid-")).hasSizeGreaterThanOrEqualTo(80);
    }

    @TestFactory
    Stream<DynamicTest> defaultsAppear() {
        return files(DEFAULTS).map(file -> DynamicTest.dynamicTest(name(file), () -> defaultsAppear(file)));
    }

    private static void defaultsAppear(Path file) {
        GenericKubernetesResource expected = SERIALIZATION.unmarshal(read(file), GenericKubernetesResource.class);

        GenericKubernetesResource actual =
                apply(documents(FOLDER.resolve("valid-" + name(file).substring(DEFAULTS.length()))));

        assertThat(actual.<Object>get("spec")).isEqualTo(expected.get("spec"));
    }

    private static void refused(Path file) {
        List<String> expected = read(file)
                .lines()
                .filter(line -> line.startsWith(EXPECT))
                .map(line -> line.substring(EXPECT.length()))
                .toList();
        assertThat(expected).as(file + " says what is expected").isNotEmpty();
        List<GenericKubernetesResource> documents = documents(file);

        KubernetesClientException refusal =
                catchThrowableOfType(KubernetesClientException.class, () -> apply(documents));

        assertThat(refusal).as(file + " is refused").isNotNull();
        assertThat(refusal.getMessage()).contains(expected);
    }

    /** Only asks whether the API server would do it, save for the object that a second document updates. */
    private static GenericKubernetesResource apply(List<GenericKubernetesResource> documents) {
        if (documents.size() == 1) {
            return client.resource(documents.getFirst())
                    .dryRun()
                    .fieldValidation(FieldValidateable.Validation.STRICT)
                    .create();
        }
        GenericKubernetesResource existing =
                client.resource(documents.getFirst()).create();
        try {
            GenericKubernetesResource update = documents.get(1);
            update.getMetadata().setResourceVersion(existing.getMetadata().getResourceVersion());
            return client.resource(update)
                    .dryRun()
                    .fieldValidation(FieldValidateable.Validation.STRICT)
                    .update();
        } finally {
            client.resource(existing).delete();
        }
    }

    private static boolean kindsAreServed() {
        return documentsOfMinimalManifests().allMatch(document -> {
            try {
                client.resource(document).dryRun().create();
                return true;
            } catch (KubernetesClientException notYet) {
                return false;
            }
        });
    }

    private static Stream<GenericKubernetesResource> documentsOfMinimalManifests() {
        return files("valid-")
                .filter(file -> name(file).endsWith("-minimal.yaml"))
                .flatMap(file -> documents(file).stream());
    }

    private static List<GenericKubernetesResource> documents(Path file) {
        return Stream.of(read(file).split("(?m)^---\n"))
                .map(text -> SERIALIZATION.unmarshal(text, GenericKubernetesResource.class))
                .toList();
    }

    private static Stream<Path> files(String prefix) {
        try (Stream<Path> all = Files.list(FOLDER)) {
            return all.filter(file -> name(file).startsWith(prefix)).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
