package io.regionalfailover.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.FieldValidateable;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.regionalfailover.testing.controlplane.ControlPlane;
import io.regionalfailover.testing.crds.Crds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples are what they say: a real API server takes them, unknown fields and all rules included. */
class ExamplesIT {
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
                        .withName(World.NAMESPACE)
                        .endMetadata()
                        .build())
                .create();
        for (String yaml : Crds.checkedIn().values()) {
            client.resource(SERIALIZATION.unmarshal(yaml, CustomResourceDefinition.class))
                    .create();
        }
        Awaitility.await("every kind is established")
                .atMost(Duration.ofSeconds(30))
                .until(() -> client.apiextensions().v1().customResourceDefinitions().list().getItems().stream()
                        .allMatch(ExamplesIT::isEstablished));
    }

    @AfterAll
    static void stop() {
        client.close();
        controlPlane.close();
    }

    @Test
    void theApiServerTakesTheExamples() throws IOException {
        for (String file : LocalExamples.FILES) {
            apply(LocalExamples.FOLDER.resolve(file));
        }
    }

    @Test
    void theApiServerTakesWhatTheDemonstrationMakesOfThem(@TempDir Path folder) throws IOException {
        LocalExamples.write(new Places("127.0.0.1:5301", "127.0.1.1", "127.0.2.1", 8080), folder);
        for (String file : LocalExamples.FILES) {
            apply(folder.resolve(file));
        }
    }

    @Test
    void theApiServerTakesThePolicyOfTheReadme() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        int begin = readme.indexOf("```yaml\n") + "```yaml\n".length();
        apply(readme.substring(begin, readme.indexOf("```", begin)));
    }

    private static void apply(Path file) throws IOException {
        apply(Files.readString(file));
    }

    private static void apply(String text) {
        String[] documents = text.split("(?m)^---\n");
        assertThat(documents).isNotEmpty();
        Stream.of(documents)
                .map(yaml -> SERIALIZATION.unmarshal(yaml, GenericKubernetesResource.class))
                .forEach(document -> client.resource(document)
                        .dryRun()
                        .fieldValidation(FieldValidateable.Validation.STRICT)
                        .create());
    }

    private static boolean isEstablished(CustomResourceDefinition definition) {
        return definition.getStatus() != null
                && definition.getStatus().getConditions() != null
                && definition.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Established")
                                && condition.getStatus().equals("True"));
    }
}
