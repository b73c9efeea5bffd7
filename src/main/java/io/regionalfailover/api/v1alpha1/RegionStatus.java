package io.regionalfailover.api.v1alpha1;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the operator found about a region. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RegionStatus(
        @JsonPropertyDescription("The generation of the spec that this status speaks of") @Nullable
        Long observedGeneration,

        @JsonPropertyDescription("Healthy, Unhealthy or Unknown") @Nullable
        String health,

        @JsonPropertyDescription("Why, in one word") @Nullable
        String reason,

        @JsonPropertyDescription("Why, in a sentence") @Nullable
        String message,

        @JsonPropertyDescription("The checks that do not pass") @ListMap("name")
        List<CheckStatus> checks,

        @JsonPropertyDescription("Ready") @ListMap("type") List<Condition> conditions) {
    /** An absent field is {@code null} and gets its default. */
    public RegionStatus {
        checks = List.copyOf(requireNonNullElse(checks, List.of()));
        conditions = List.copyOf(requireNonNullElse(conditions, List.of()));
    }
}
