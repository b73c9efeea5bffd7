package io.regionalfailover.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.FieldValidateable;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.regionalfailover.testing.chart.Chart;
import io.regionalfailover.testing.controlplane.ControlPlane;
import io.regionalfailover.testing.crds.Crds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A release from its installation to its end, on a real API server; and what a GitOps repository brings in between. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReleaseIT {
    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();
    private static final Path GITOPS = Path.of("examples", "gitops");
    private static final List<String> REGIONS = List.of("us-east-1", "us-west-2", "eu-central-1");

    /** What etcd takes as one object is 1.5 MiB, what Helm takes as one release 1 MiB. */
    private static final int A_QUARTER_OF_HELMS_LIMIT = 256 * 1024;

    private static ControlPlane cluster;
    private static KubernetesClient client;

    @BeforeAll
    static void start() throws IOException {
        cluster = ControlPlane.start();
        client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(Files.readString(cluster.kubeconfig())))
                .build();
    }

    @AfterAll
    static void stop() {
        client.close();
        cluster.close();
    }

    private static void helm(String... arguments) {
        Chart.Answer answer = Chart.helm(Stream.concat(
                        Stream.of(arguments),
                        Stream.of(
                                "--namespace",
                                Chart.NAMESPACE,
                                "--kubeconfig",
                                cluster.kubeconfig().toString()))
                .toArray(String[]::new));
        assertThat(answer.exitCode()).as(answer.output()).isZero();
    }

    @Test
    @Order(1)
    void itIsInstalledInOneStep() {
        helm("install", Chart.RELEASE, Chart.FOLDER.toString(), "--create-namespace");

        assertThat(kinds()).containsExactlyElementsOf(names(Crds.checkedIn().keySet()));
        assertThat(client.apps()
                        .deployments()
                        .inNamespace(Chart.NAMESPACE)
                        .withName(Chart.FULL_NAME)
                        .get())
                .isNotNull();
        List<Secret> releases = client.secrets()
                .inNamespace(Chart.NAMESPACE)
                .withLabel("owner", "helm")
                .list()
                .getItems();
        assertThat(releases)
                .singleElement()
                .satisfies(release -> assertThat(
                                String.valueOf(release.getData().get("release")).length())
                        .isLessThan(A_QUARTER_OF_HELMS_LIMIT));
    }

    @Test
    @Order(2)
    void theApiServerTakesWhatTheRepositoryHolds() {
        for (String region : REGIONS) {
            List<GenericKubernetesResource> objects =
                    kustomize(GITOPS.resolve("clusters").resolve(region));

            assertThat(objects)
                    .extracting(GenericKubernetesResource::getKind)
                    .contains("Namespace", "Deployment", "DnsZone", "Region", "FailoverPolicy");
            for (GenericKubernetesResource object : objects) {
                client.resource(object)
                        .fieldValidation(FieldValidateable.Validation.STRICT)
                        .fieldManager("gitops")
                        .forceConflicts()
                        .serverSideApply();
            }
        }
    }

    @Test
    @Order(2)
    void theValuesOfEachClusterAreThoseOfTheChart() {
        for (String region : REGIONS) {
            Path values = GITOPS.resolve("clusters").resolve(region).resolve("operator-values.yaml");

            assertThat(Chart.template("--values", values.toString()).output())
                    .contains("- name: REGIONAL_FAILOVER_REGION\n          value: \"" + region + "\"");
        }
    }

    @Test
    @Order(2)
    void whatArgoCdAndFluxReadPointsToWhatIsThere() throws IOException {
        List<Map<String, Object>> applications = new ArrayList<>();
        for (String file : List.of("argocd/operator.yaml", "argocd/failover.yaml")) {
            GenericKubernetesResource application = read(file);
            assertThat(application.getApiVersion()).isEqualTo("argoproj.io/v1alpha1");
            assertThat(application.<String>get("spec", "source", "repoURL")).isNotBlank();
            assertThat(application.<String>get("spec", "destination", "namespace"))
                    .isNotBlank();
            assertThat(Path.of(application.<String>get("spec", "source", "path")))
                    .isDirectory();
            assertThat(application.<List<String>>get("spec", "syncPolicy", "syncOptions"))
                    .contains("ServerSideApply=true");
            applications.add(application.get("spec"));
        }
        assertThat(applications.getLast()).containsKey("ignoreDifferences");
        assertThat(Path.of(read("argocd/operator.yaml")
                        .<List<String>>get("spec", "source", "helm", "valueFiles")
                        .getFirst()
                        .substring(1)))
                .isRegularFile();
        assertThat(read("argocd/health.yaml").<Map<String, String>>get("data"))
                .containsKeys(
                        "resource.customizations.health.regionalfailover.io_FailoverPolicy",
                        "resource.customizations.health.regionalfailover.io_DnsZone",
                        "resource.customizations.health.regionalfailover.io_Region",
                        "resource.customizations.health.regionalfailover.io_RegionDrain",
                        "resource.customizations.health.regionalfailover.io_TrafficShift");
        for (String file : List.of("flux/operator.yaml", "flux/failover.yaml", "flux/gate.yaml")) {
            GenericKubernetesResource kustomization = read(file);
            assertThat(kustomization.getApiVersion()).isEqualTo("kustomize.toolkit.fluxcd.io/v1");
            assertThat(Path.of(kustomization.<String>get("spec", "path"))).isDirectory();
            assertThat(kustomize(Path.of(kustomization.<String>get("spec", "path"))))
                    .isNotEmpty();
            assertThat(kustomization.<String>get("spec", "sourceRef", "name"))
                    .isEqualTo(read("flux/source.yaml").getMetadata().getName());
        }
        GenericKubernetesResource release = read("flux/operator/release.yaml");
        assertThat(Path.of(release.<String>get("spec", "chart", "spec", "chart")))
                .isDirectory();
        assertThat(release.<List<String>>get("spec", "chart", "spec", "valuesFiles"))
                .allMatch(file -> Files.isRegularFile(Path.of(file)));
        assertThat(release.<String>get("spec", "upgrade", "crds")).isEqualTo("CreateReplace");
    }

    @Test
    @Order(3)
    void anUpgradeMendsTheKindsAndAnEndKeepsThem() {
        client.apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName("regions.regionalfailover.io")
                .edit(kind -> kind.edit()
                        .editSpec()
                        .editNames()
                        .withShortNames("old")
                        .endNames()
                        .endSpec()
                        .build());
        helm("upgrade", Chart.RELEASE, Chart.FOLDER.toString(), "--set", "replicaCount=3");
        assertThat(client.apiextensions()
                        .v1()
                        .customResourceDefinitions()
                        .withName("regions.regionalfailover.io")
                        .get()
                        .getSpec()
                        .getNames()
                        .getShortNames())
                .containsExactly("rgn");

        helm("uninstall", Chart.RELEASE);

        assertThat(kinds()).containsExactlyElementsOf(names(Crds.checkedIn().keySet()));
        assertThat(client.genericKubernetesResources("regionalfailover.io/v1alpha1", "FailoverPolicy")
                        .inNamespace("shop")
                        .list()
                        .getItems())
                .hasSize(1);
        assertThat(client.rbac().clusterRoles().withName(Chart.FULL_NAME).get()).isNull();
    }

    private static List<String> kinds() {
        return client.apiextensions().v1().customResourceDefinitions().list().getItems().stream()
                .map(kind -> kind.getMetadata().getName())
                .sorted()
                .toList();
    }

    private static List<String> names(Iterable<String> files) {
        List<String> names = new ArrayList<>();
        files.forEach(file -> names.add(file.replace(".yaml", "")));
        return names;
    }

    private static GenericKubernetesResource read(String file) throws IOException {
        return SERIALIZATION.unmarshal(Files.readString(GITOPS.resolve(file)), GenericKubernetesResource.class);
    }

    private static List<GenericKubernetesResource> kustomize(Path folder) {
        try {
            Process kubectl = new ProcessBuilder("kubectl", "kustomize", folder.toString())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(kubectl.waitFor()).as(output).isZero();
            return Stream.of(output.split("(?m)^---\n"))
                    .map(document -> SERIALIZATION.unmarshal(document, GenericKubernetesResource.class))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError("kubectl is needed on the PATH, and did not run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
