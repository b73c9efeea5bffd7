package io.regionalfailover.api.v1alpha1;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;

/** A region needs the larger of {@code minPerRegion} and its share of {@code total}, rounded up. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "self.minPerRegion <= self.total",
        message = "minPerRegion is larger than total: allowed is at most total, which all of the traffic needs",
        fieldPath = ".minPerRegion")
public record ReplicasSpec(
        @JsonPropertyDescription("How many copies all of the traffic needs, from 1 to 10000")
        @Required
        @Min(1)
        @Max(ReplicasSpec.LARGEST)
        Integer total,

        @JsonPropertyDescription("How many copies a region needs whatever its share, at most total")
        @Default("0")
        @Min(0)
        @Max(ReplicasSpec.LARGEST)
        Integer minPerRegion) {
    /** The largest count that can be asked for. */
    public static final int LARGEST = 10_000;

    /** An absent field is {@code null} and gets its default; {@code total} is required by the schema. */
    public ReplicasSpec {
        minPerRegion = requireNonNullElse(minPerRegion, 0);
    }
}
