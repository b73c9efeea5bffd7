package io.regionalfailover.placement;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.regionalfailover.decision.QuotaLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What one more pod takes of a quota, as Kubernetes counts it. */
class QuotasTest {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private static JsonNode yaml(String text) {
        try {
            return YAML.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String taken(String resource, String podSpec) {
        List<QuotaLine> lines = lines("""
                metadata: {name: compute}
                status: {hard: {%1$s: 10}, used: {%1$s: 4}}
                """.formatted(resource), podSpec);
        return lines.isEmpty()
                ? "nothing"
                : lines.getFirst().perPod().stripTrailingZeros().toPlainString();
    }

    private static List<QuotaLine> lines(String quota, String podSpec) {
        return new Quotas(List.of(yaml(quota)), "").lines(yaml("spec: " + podSpec));
    }

    private static boolean counts(String quotaSpec, String podSpec) {
        return !lines("metadata: {name: scoped}\nstatus: {hard: {pods: 1}}\nspec: " + quotaSpec, podSpec)
                .isEmpty();
    }

    @Test
    void aPodIsAPod() {
        assertThat(taken("pods", "{containers: [{}]}")).isEqualTo("1");
        assertThat(taken("count/pods", "{containers: [{}]}")).isEqualTo("1");
        assertThat(taken("services", "{containers: [{}]}")).isEqualTo("nothing");
    }

    @Test
    void containersAreAddedUp() {
        String two = "{containers: [{resources: {requests: {cpu: 500m, memory: 1Gi}, limits: {cpu: 2}}},"
                + " {resources: {requests: {cpu: 1}, limits: {memory: 1Mi}}}]}";
        assertThat(taken("requests.cpu", two)).isEqualTo("1.5");
        assertThat(taken("cpu", two)).isEqualTo("1.5");
        assertThat(taken("requests.memory", two))
                .as("a limit is a request where none is made")
                .isEqualTo(Long.toString((1L << 30) + (1L << 20)));
        assertThat(taken("limits.cpu", two)).isEqualTo("2");
        assertThat(taken("requests.example.com/gpu", two)).isEqualTo("nothing");
        assertThat(taken("requests.example.com/gpu", "{containers: [{resources: {limits: {example.com/gpu: 2}}}]}"))
                .isEqualTo("2");
    }

    @Test
    void initContainersAndOverheadCount() {
        String greedyStart = "{overhead: {cpu: 100m}, initContainers: [{resources: {requests: {cpu: 3}}}],"
                + " containers: [{resources: {requests: {cpu: 1}}}]}";
        assertThat(taken("requests.cpu", greedyStart)).isEqualTo("3.1");
        String sidecar = "{initContainers: [{restartPolicy: Always, resources: {requests: {cpu: 1}}},"
                + " {resources: {requests: {cpu: 500m}}}], containers: [{resources: {requests: {cpu: 2}}}]}";
        assertThat(taken("requests.cpu", sidecar)).isEqualTo("3");
        assertThat(taken(
                        "requests.cpu",
                        "{resources: {requests: {cpu: 4}}, containers: [{resources: {requests: {cpu: 1}}}]}"))
                .as("what the pod says as a whole")
                .isEqualTo("4");
    }

    @Test
    void aQuotaCountsThePodsOfItsScopes() {
        String plain = "{containers: [{}]}";
        String asking = "{containers: [{resources: {requests: {cpu: 1}}}]}";
        String job = "{activeDeadlineSeconds: 10, containers: [{}]}";
        String high = "{priorityClassName: high, containers: [{}]}";
        assertThat(counts("{scopes: [BestEffort]}", plain)).isTrue();
        assertThat(counts("{scopes: [BestEffort]}", asking)).isFalse();
        assertThat(counts("{scopes: [NotBestEffort]}", asking)).isTrue();
        assertThat(counts("{scopes: [NotTerminating]}", plain)).isTrue();
        assertThat(counts("{scopes: [Terminating]}", plain)).isFalse();
        assertThat(counts("{scopes: [Terminating]}", job)).isTrue();
        assertThat(counts("{scopes: [NotTerminating, NotBestEffort]}", plain)).isFalse();
        String selected = "{scopeSelector: {matchExpressions: [{scopeName: PriorityClass, operator: %s}]}}";
        assertThat(counts(selected.formatted("In, values: [high]"), high)).isTrue();
        assertThat(counts(selected.formatted("In, values: [low]"), high)).isFalse();
        assertThat(counts(selected.formatted("NotIn, values: [low]"), high)).isTrue();
        assertThat(counts(selected.formatted("Exists"), plain)).isFalse();
        assertThat(counts(selected.formatted("DoesNotExist"), plain)).isTrue();
        assertThat(counts("{scopes: [CrossNamespacePodAffinity]}", plain)).isFalse();
    }
}
