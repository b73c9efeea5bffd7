package io.regionalfailover.api.v1alpha1;

import static java.util.Objects.requireNonNullElse;
import static java.util.Objects.requireNonNullElseGet;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** A workload that must have room in a region before traffic comes there. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PlacementSpec(
        @JsonPropertyDescription("How status and messages name it")
        @Required
        @Size(min = 1, max = Api.LABEL_LENGTH)
        @ValidationRule(value = Rules.IS_LABEL, messageExpression = Rules.LABEL_MESSAGE)
        String name,

        @JsonPropertyDescription("What is scaled: in the policy's namespace of each region's cluster") @Required
        WorkloadSpec workload,

        @JsonPropertyDescription("How many copies the whole of the traffic needs") @Required
        ReplicasSpec replicas,

        @JsonPropertyDescription(
                "Never: copies are only ever added. AfterDrain: back to what the region's share needs, once traffic and the TTL are gone")
        @Default("Never")
        ScaleDown scaleDown,

        @JsonPropertyDescription("What traffic waits for") @Default("{}")
        ReadinessSpec readiness) {
    /** An absent field is {@code null} and gets its default. */
    public PlacementSpec {
        scaleDown = requireNonNullElse(scaleDown, ScaleDown.NEVER);
        readiness = requireNonNullElseGet(readiness, ReadinessSpec::defaults);
    }
}
