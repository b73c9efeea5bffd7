package io.regionalfailover.api.v1alpha1;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.IntOrString;

/** Pods of the policy's namespace in the region's cluster. Passes when enough of a workload are available. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WorkloadCheckSpec(
        @JsonPropertyDescription("Deployment, StatefulSet or DaemonSet") @Required
        WorkloadKind kind,

        @ValidationRule(
                value = "self.matches('^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$')",
                messageExpression =
                        "'name is ' + self + ': allowed is the name of a workload: lower-case letters, digits, - and .'")
        @JsonPropertyDescription("The workload's name, in the policy's namespace")
        @Required
        @Size(min = 1, max = Api.NAME_LENGTH)
        String name,

        @JsonPropertyDescription(
                "How many must be available: a number, or a percentage of the desired ones, rounded up, at least one. Default: 1")
        @Min(1)
        @Max(100000)
        @Pattern("^([1-9][0-9]?|100)%$")
        IntOrString minAvailable) {
    /** An absent field is {@code null} and gets its default. */
    public WorkloadCheckSpec {
        minAvailable = requireNonNullElse(minAvailable, new IntOrString(1));
    }
}
