package io.regionalfailover.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.regionalfailover.operator.Settings;
import io.regionalfailover.testing.chart.Chart;
import io.regionalfailover.testing.chart.Right;
import io.regionalfailover.testing.crds.Crds;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the chart renders to, without a cluster. */
class ChartIT {
    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

    private static String[] values(String name) {
        return name.equals("defaults") ? new String[0] : new String[] {"--values", file(name)};
    }

    private static String file(String name) {
        return Path.of("src", "test", "resources", "chart", name + ".yaml").toString();
    }

    static Stream<String> allValues() {
        return Stream.of("defaults", "everything", "all-rights", "namespaced", "operations");
    }

    @ParameterizedTest
    @MethodSource("allValues")
    void helmFindsNothingToSay(String values) {
        Chart.Answer answer = values.equals("defaults")
                ? Chart.helm("lint", "--strict", Chart.FOLDER.toString())
                : Chart.helm("lint", "--strict", Chart.FOLDER.toString(), "--values", file(values));

        assertThat(answer.output()).contains("0 chart(s) failed").doesNotContain("WARNING", "ERROR");
        assertThat(answer.exitCode()).isZero();
    }

    @ParameterizedTest
    @MethodSource("allValues")
    void noRightIsAWildcard(String values) {
        List<Right> rights = Right.grantedBy(Chart.render(values(values)));

        assertThat(rights)
                .isNotEmpty()
                .doesNotHaveDuplicates()
                .noneMatch(right -> (right.group() + right.resource() + right.verb()).contains("*"));
    }

    @ParameterizedTest
    @MethodSource("allValues")
    void podsAreRestricted(String values) {
        PodSpec pod =
                deployment(Chart.render(values(values))).getSpec().getTemplate().getSpec();

        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSecurityContext().getRunAsUser()).isPositive();
        assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(pod.getHostNetwork()).isNull();
        assertThat(pod.getContainers()).hasSize(1).allSatisfy(ChartIT::isRestricted);
        assertThat(pod.getVolumes()).allMatch(volume -> volume.getHostPath() == null);
        assertThat(pod.getTopologySpreadConstraints()).isNotEmpty();
    }

    private static void isRestricted(Container container) {
        assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(container.getVolumeMounts())
                .anyMatch(mount -> mount.getMountPath().equals("/tmp"));
        assertThat(container.getStartupProbe().getHttpGet().getPath()).isEqualTo("/q/health/started");
        assertThat(container.getLivenessProbe().getHttpGet().getPath()).isEqualTo("/q/health/live");
        assertThat(container.getReadinessProbe().getHttpGet().getPath()).isEqualTo("/q/health/ready");
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("replicaCount=0", "at '/replicaCount': minimum: got 0, want 1"),
                Arguments.of("replicas=2", "additional properties 'replicas' not allowed"),
                Arguments.of("image.pullPolicy=Sometimes", "at '/image/pullPolicy': value must be one of"),
                Arguments.of("image.digest=latest", "at '/image/digest': 'latest' does not match pattern"),
                Arguments.of("operator.resnyc=60s", "at '/operator': additional properties 'resnyc' not allowed"),
                Arguments.of("operator.resync=sixty", "at '/operator/resync': 'sixty' does not match pattern"),
                Arguments.of("operator.embedded.port=53", "at '/operator/embedded/port': minimum: got 53, want 1,024"),
                Arguments.of("operator.velocity.maxRegionsDraining=0", "at '/operator/velocity/maxRegionsDraining'"),
                Arguments.of("operator.probe.allowedCidrs={10.0.0.1}", "'10.0.0.1' does not match pattern"),
                Arguments.of("operator.namespaces={Shop}", "'Shop' does not match pattern"),
                Arguments.of("rbac.scope=everything", "at '/rbac/scope': value must be one of 'cluster', 'namespaced'"),
                Arguments.of("placement.resources[0].group=*", "'*' does not match pattern"),
                Arguments.of("service.type=ExternalName", "at '/service/type': value must be one of"),
                Arguments.of(
                        "peers.urls={http://west.example.com}", "'http://west.example.com' does not match pattern"),
                Arguments.of("console.enable=true", "at '/console': additional properties 'enable' not allowed"),
                Arguments.of("console.hosts={https://me.example}", "'https://me.example' does not match pattern"),
                Arguments.of("peers.tls.port=443", "at '/peers/tls/port': minimum: got 443, want 1,024"),
                Arguments.of(
                        "peers.urls={https://west.example.com}",
                        "peers.urls names peers, and peers.tokenSecret.name is empty"),
                Arguments.of(
                        "peers.urls={https://west.example.com},peers.tokenSecret.name=peers",
                        "peers.urls names peers, and peers.tls.secretName is empty"),
                Arguments.of(
                        "peers.urls={https://west.example.com},peers.tokenSecret.name=peers,peers.tls.secretName=tls",
                        "peers.urls names peers, and operator.region is empty"),
                Arguments.of("rbac.scope=namespaced", "operator.namespaces is empty, and rbac.scope is \"namespaced\""),
                Arguments.of(
                        "operator.embedded.enabled=true", "each pod answers from its own state; set replicaCount to 1"),
                Arguments.of("operator.gate.enabled=true", "a region has one voice; set replicaCount to 1"),
                Arguments.of(
                        "operator.gate.enabled=true,replicaCount=1",
                        "operator.gate is enabled, and operator.region is empty"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void aValueThatIsWrongIsRefusedWithASentence(String set, String sentence) {
        Chart.Answer answer = Chart.template("--set", set);

        assertThat(answer.exitCode()).isNotZero();
        assertThat(answer.output()).contains(sentence);
    }

    @Test
    void theKindsAreThoseOfTheFolderAndStayWhenTheReleaseGoes() {
        List<GenericKubernetesResource> kept = kinds(Chart.render());
        List<GenericKubernetesResource> given = kinds(Chart.render("--set", "crds.keep=false"));

        assertThat(kept).hasSameSizeAs(Crds.checkedIn().entrySet());
        for (GenericKubernetesResource kind : kept) {
            String text = Crds.checkedIn().get(kind.getMetadata().getName() + ".yaml");
            assertThat(kind.<Map<String, Object>>get("spec"))
                    .isEqualTo(SERIALIZATION
                            .unmarshal(text, GenericKubernetesResource.class)
                            .get("spec"));
            assertThat(kind.getMetadata().getAnnotations()).containsEntry("helm.sh/resource-policy", "keep");
        }
        assertThat(given)
                .hasSameSizeAs(kept)
                .allSatisfy(kind ->
                        assertThat(kind.getMetadata().getAnnotations()).doesNotContainKey("helm.sh/resource-policy"));
        assertThat(kinds(Chart.render("--set", "crds.install=false"))).isEmpty();
    }

    @Test
    void inNamespacesThereIsNoRightToPoliciesElsewhere() {
        List<Right> rights = Right.grantedBy(Chart.render(values("namespaced")));

        assertThat(rights)
                .filteredOn(right -> right.resource().startsWith("failoverpolicies"))
                .extracting(Right::namespace)
                .containsOnly("shop", "payments");
        assertThat(rights)
                .filteredOn(right -> right.namespace().isEmpty())
                .extracting(Right::resource)
                .containsOnly(
                        "dnszones",
                        "regions",
                        "regiondrains",
                        "dnszones/status",
                        "regions/status",
                        "regiondrains/status",
                        "namespaces");
    }

    @Test
    void aDigestWinsOverATag() {
        Deployment deployment = deployment(Chart.render(values("everything")));

        assertThat(deployment
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getImage())
                .startsWith("registry.example.com/platform/regional-failover-operator@sha256:0123");
    }

    @ParameterizedTest
    @MethodSource("allValues")
    void theOperatorKnowsEverySettingThatItIsGiven(String values) {
        Set<String> known = new TreeSet<>(Set.of("REGIONAL_FAILOVER_NAMESPACES"));
        collect("REGIONAL_FAILOVER", Settings.class, known);
        List<String> given = deployment(Chart.render(values(values)))
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .getEnv()
                .stream()
                .map(EnvVar::getName)
                .filter(name -> name.startsWith("REGIONAL_FAILOVER_"))
                .toList();

        assertThat(given).isNotEmpty().doesNotHaveDuplicates().isSubsetOf(known);
    }

    /** The environment variables of all settings, as their names say. */
    private static void collect(String prefix, Class<?> settings, Set<String> found) {
        for (Method setting : settings.getDeclaredMethods()) {
            String name = prefix + "_"
                    + setting.getName().replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
            if (setting.getReturnType().getName().startsWith(Settings.class.getName())) {
                collect(name, setting.getReturnType(), found);
            } else {
                found.add(name);
            }
        }
    }

    @Test
    void withItsOwnDnsServerEveryPodAnswersAtOnce() {
        List<GenericKubernetesResource> objects = Chart.render(values("everything"));

        assertThat(deployment(objects)
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getEnv())
                .filteredOn(variable -> variable.getName().equals("REGIONAL_FAILOVER_LEADER_ELECTION_ENABLED"))
                .extracting(EnvVar::getValue)
                .containsExactly("false");
        assertThat(objects).extracting(GenericKubernetesResource::getKind).contains("PersistentVolumeClaim");
        assertThat(objects)
                .filteredOn(object -> object.getKind().equals("Service"))
                .extracting(object -> object.getMetadata().getName())
                .containsExactlyInAnyOrder("failover-metrics", "failover-dns", "failover-peers");
    }

    @Test
    void peersAreServedFromFilesThatChangeWithTheirSecrets() {
        PodSpec pod = deployment(Chart.render(values("everything")))
                .getSpec()
                .getTemplate()
                .getSpec();
        Container operator = pod.getContainers().getFirst();

        assertThat(operator.getEnv())
                .filteredOn(variable -> variable.getName().startsWith("REGIONAL_FAILOVER_PEER"))
                .extracting(EnvVar::getValue)
                .containsExactly(
                        "https://failover.us-west-2.example.com:8443,https://failover.eu-west-1.example.com",
                        "/etc/regional-failover/peer-token/shared",
                        "/etc/regional-failover/peer-tls/tls.crt",
                        "/etc/regional-failover/peer-tls/tls.key",
                        "/etc/regional-failover/peer-tls/ca.crt",
                        "9443");
        assertThat(operator.getVolumeMounts())
                .filteredOn(mount -> mount.getName().startsWith("peer-"))
                .hasSize(2)
                .allSatisfy(mount -> {
                    assertThat(mount.getMountPath()).isEqualTo("/etc/regional-failover/" + mount.getName());
                    assertThat(mount.getSubPath())
                            .as("a file by itself would never change")
                            .isNull();
                });
        assertThat(pod.getVolumes())
                .filteredOn(volume -> volume.getName().startsWith("peer-"))
                .extracting(volume -> volume.getSecret().getSecretName())
                .containsExactly("peers", "peer-tls");
        assertThat(deployment(Chart.render()).getSpec().getTemplate().getSpec().getVolumes())
                .noneMatch(volume -> volume.getName().startsWith("peer-"));
    }

    private static List<GenericKubernetesResource> kinds(List<GenericKubernetesResource> objects) {
        return objects.stream()
                .filter(object -> object.getKind().equals("CustomResourceDefinition"))
                .toList();
    }

    private static Deployment deployment(List<GenericKubernetesResource> objects) {
        return objects.stream()
                .filter(object -> object.getKind().equals("Deployment"))
                .map(object -> SERIALIZATION.convertValue(object, Deployment.class))
                .findFirst()
                .orElseThrow();
    }
}
