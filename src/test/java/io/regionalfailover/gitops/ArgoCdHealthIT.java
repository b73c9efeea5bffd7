package io.regionalfailover.gitops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.regionalfailover.testing.gitops.ArgoCd;
import io.regionalfailover.testing.gitops.GitOpsJudge;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Lua, in Argo CD's interpreter, on one status for each of its rules. What a real operator writes is in {@code GitOpsIT}. */
class ArgoCdHealthIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final KubernetesSerialization YAML = new KubernetesSerialization();
    private static final GitOpsJudge JUDGE = GitOpsJudge.ready();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Steady     | [Ready True AllRegionsHealthy, Held False AllRegionsHealthy]                     | Healthy
            FailedOver | [Ready True RegionUnhealthy, Held False RegionUnhealthy]                         | Healthy
            FailedOver | [Ready True Stabilizing, Held True Stabilizing]                                  | Healthy
            FailedOver | [Ready True CoolingDown, Held True CoolingDown]                                  | Healthy
            FailedOver | [Ready True BlockedWindow, Held True BlockedWindow]                              | Healthy
            FailingOver| [Ready True AwaitingCapacity, Held True AwaitingCapacity]                        | Healthy
            Steady     | [Ready True DryRun, Held True DryRun]                                            | Healthy
            Steady     | [Ready True CheckFailing, Held False CheckFailing, Degraded True CheckFailing]   | Healthy
            FailedOver | [Ready True AwaitingApproval, Held True AwaitingApproval]                        | Suspended
            Steady     | [Ready True Suspended, Held True Suspended, Suspended True Suspended]            | Suspended
            Steady     | [Ready True NoQuorum, Held True NoQuorum]                                        | Degraded
            Steady     | [Ready True CommonCause, Held True CommonCause]                                  | Degraded
            Steady     | [Ready True TooFewRegions, Held True TooFewRegions]                              | Degraded
            Steady     | [Ready True VelocityLimited, Held True VelocityLimited]                          | Degraded
            Steady     | [Ready True NotYetInvented, Held True NotYetInvented]                            | Degraded
            FailedOpen | [Ready True NoHealthyRegion, Held False NoHealthyRegion]                         | Degraded
            Pending    | [Ready False ColdStart, Reconciling True ColdStart]                              | Progressing
            Steady     | [Ready False RecordConflict, Stalled True RecordConflict]                        | Degraded
            """)
    void aPolicyIsAsItsConditionsSay(String phase, String conditions, String expected) {
        JsonNode seen = health(
                "FailoverPolicy",
                "observedGeneration: 3, phase: " + phase + ", message: all of it, conditions: "
                        + conditions.replaceAll(
                                "(\\w+) (\\w+) (\\w+)", "{type: $1, status: \"$2\", reason: $3, message: why $3}"));

        assertThat(seen.path("status").asText()).isEqualTo(expected);
        assertThat(seen.path("message").asText()).as("it says why").containsAnyOf("all of it", "why ");
    }

    @Test
    void aWarningIsShownAndBlocksNothing() {
        assertThat(health("FailoverPolicy", """
                observedGeneration: 3, phase: Steady, message: all well, conditions: [
                {type: Ready, status: "True", reason: AllRegionsHealthy, message: m},
                {type: Degraded, status: "True", reason: CheckFailing, message: ledger is slow}]""").path("message").asText()).isEqualTo("all well; but: ledger is slow");
    }

    @ParameterizedTest
    @ValueSource(strings = {"FailoverPolicy", "DnsZone", "Region", "RegionDrain", "TrafficShift"})
    void whatWasNotReadYetIsProgressing(String kind) {
        assertThat(health(kind, "").path("status").asText()).isEqualTo("Progressing");
        assertThat(health(kind, "conditions: []").path("status").asText()).isEqualTo("Progressing");
        assertThat(health(kind, """
                        observedGeneration: 2, conditions: [{type: Ready, status: "True", reason: R, message: m}]""").path("status").asText())
                .as("a status of the spec before")
                .isEqualTo("Progressing");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DnsZone     | conditions: [{type: Ready, status: "False", reason: DnsUnavailable, message: m}]                 | Degraded
            Region      | conditions: [{type: Ready, status: "False", reason: InvalidSpec, message: m}]                    | Degraded
            Region      | health: Unhealthy, conditions: [{type: Ready, status: "True", reason: Accepted, message: m}]     | Healthy
            Region      | conditions: [{type: Ready, status: "True", reason: Accepted, message: m}, {type: ClusterReachable, status: "False", reason: ClusterUnreachable, message: m}] | Degraded
            RegionDrain | phase: Refused, conditions: [{type: Ready, status: "False", reason: OrderRefused, message: m}, {type: Stalled, status: "True", reason: OrderRefused, message: m}] | Degraded
            RegionDrain | phase: Active, conditions: [{type: Ready, status: "False", reason: OrderActive, message: m}, {type: Reconciling, status: "True", reason: OrderActive, message: m}] | Progressing
            RegionDrain | phase: Expired, conditions: [{type: Ready, status: "True", reason: OrderExpired, message: m}]    | Healthy
            """)
    void theOthersToo(String kind, String status, String expected) {
        assertThat(health(kind, "observedGeneration: 3, " + status)
                        .path("status")
                        .asText())
                .isEqualTo(expected);
    }

    /** Its phases as the API names them. */
    @ParameterizedTest
    @CsvSource({
        "Scheduled,Healthy",
        "Running,Progressing",
        "Passed,Healthy",
        "Failed,Degraded",
        "Aborted,Degraded",
        "Blocked,Degraded"
    })
    void aDrillIsAsItsLastRun(String phase, String expected) {
        assertThat(health("FailoverDrill", "phase: " + phase).path("status").asText())
                .isEqualTo(expected);
    }

    @Test
    void aScheduledDrillRemembersItsLastRun() {
        JsonNode seen = health("FailoverDrill", "phase: Scheduled, lastRun: {result: Aborted, message: ledger failed}");

        assertThat(seen.path("status").asText()).isEqualTo("Degraded");
        assertThat(seen.path("message").asText()).contains("ledger failed");
    }

    @Test
    void argoCdOpensNoOtherLibraries() {
        for (String library : List.of("string.format('x')", "io.write('x')", "math.floor(1)", "os.execute('true')")) {
            assertThatThrownBy(() -> JUDGE.lua("return {x = " + library + "}", object("Region", "")))
                    .as(library)
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThatThrownBy(() -> JUDGE.lua("return {x = require('os').getenv('HOME')}", object("Region", "")))
                .isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "America/New_York", "Asia/Kathmandu"})
    void anOrderFromArgoCdEndsInAnHourWhateverItsTimeZone(String zone) {
        JsonNode order = JUDGE.inTimeZone(zone)
                .lua(ArgoCd.action("Region", "drain"), object("Region", ""))
                .path(0)
                .path("resource");

        assertThat(Instant.parse(order.path("spec").path("until").asText()))
                .isBetween(
                        Instant.now().plus(Duration.ofMinutes(58)),
                        Instant.now().plus(Duration.ofMinutes(62)));
        assertThat(order.path("spec").path("region").asText()).isEqualTo("one");
    }

    @Test
    void anOrderThatHasEndedCannotBeEnded() {
        for (String phase : List.of("Expired", "Refused")) {
            assertThat(JUDGE.lua(ArgoCd.discovery("RegionDrain"), object("RegionDrain", "phase: " + phase))
                            .path("end")
                            .path("disabled")
                            .asBoolean())
                    .isTrue();
        }
        assertThat(JUDGE.lua(ArgoCd.discovery("RegionDrain"), object("RegionDrain", "phase: Active"))
                        .path("end")
                        .path("disabled")
                        .asBoolean())
                .isFalse();
    }

    private static JsonNode health(String kind, String status) {
        return JUDGE.lua(ArgoCd.health(kind), object(kind, status));
    }

    private static JsonNode object(String kind, String status) {
        String text = """
                apiVersion: regionalfailover.io/v1alpha1
                kind: %s
                metadata: {name: one, uid: u, generation: 3}
                spec: {}
                %s
                """.formatted(kind, status.isEmpty() ? "" : "status: {" + status + "}");
        return JSON.valueToTree(YAML.unmarshal(text, GenericKubernetesResource.class));
    }
}
