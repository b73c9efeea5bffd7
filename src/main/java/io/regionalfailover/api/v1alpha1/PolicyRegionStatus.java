package io.regionalfailover.api.v1alpha1;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a region stands with regard to one policy. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PolicyRegionStatus(
        @JsonPropertyDescription("The region") @Required String name,

        @JsonPropertyDescription("Healthy, Unhealthy or Unknown") @Nullable
        String health,

        @JsonPropertyDescription("Since when the health is so") @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        Instant since,

        @JsonPropertyDescription("Why, in one word") @Nullable
        String reason,

        @JsonPropertyDescription("Why, in a sentence") @Nullable
        String message,

        @JsonPropertyDescription("The published weight, as read back; absent until it was read") @Nullable
        Integer weight,

        @JsonPropertyDescription("Its part of the traffic in percent, rounded") @Nullable
        Integer share,

        @JsonPropertyDescription("Its weight when all is well") @Nullable
        Integer steadyWeight,

        @JsonPropertyDescription("How many checks pass") @Nullable
        Integer checksPassing,

        @JsonPropertyDescription("How many checks fail") @Nullable
        Integer checksFailing,

        @JsonPropertyDescription("How many checks have no result") @Nullable
        Integer checksUnknown,

        @JsonPropertyDescription("The checks that do not pass, at most 10") @ListMap("name")
        List<CheckStatus> checks,

        @JsonPropertyDescription("How the workloads stand that need room in it") @ListMap("name")
        List<PlacementStatus> placement) {
    /** An absent field is {@code null} and gets its default. */
    public PolicyRegionStatus {
        checks = List.copyOf(requireNonNullElse(checks, List.of()));
        placement = List.copyOf(requireNonNullElse(placement, List.of()));
    }
}
