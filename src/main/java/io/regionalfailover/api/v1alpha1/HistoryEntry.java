package io.regionalfailover.api.v1alpha1;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A plan that was decided. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HistoryEntry(
        @JsonPropertyDescription("The number of the plan") @Required
        Long epoch,

        @JsonPropertyDescription("When it was decided") @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        Instant at,

        @JsonPropertyDescription("Why, in one word") @Nullable
        String reason,

        @JsonPropertyDescription("Why, in a sentence") @Nullable
        String message,

        @JsonPropertyDescription("The weight of each region")
        Map<String, Integer> weights,

        @JsonPropertyDescription("Who decided it") @Nullable String by) {
    /** An absent field is {@code null} and gets its default. */
    public HistoryEntry {
        weights = Map.copyOf(requireNonNullElse(weights, Map.of()));
    }
}
