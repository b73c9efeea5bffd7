package io.regionalfailover.api.v1alpha1;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a drill. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FailoverDrillStatus(
        @JsonPropertyDescription("The generation of the spec that this status speaks of") @Nullable
        Long observedGeneration,

        @JsonPropertyDescription("Scheduled, Running, Passed, Failed, Aborted or Blocked") @Nullable
        String phase,

        @JsonPropertyDescription("What is going on, in a sentence") @Nullable
        String message,

        @JsonPropertyDescription("When it begins next") @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        Instant nextRunAt,

        @JsonPropertyDescription("The run under way, or the last one") @Nullable
        DrillRunStatus lastRun,

        @JsonPropertyDescription("The last 10 runs that ended, newest first")
        List<DrillRunStatus> history,

        @JsonPropertyDescription("Ready, Reconciling, Stalled") @ListMap("type")
        List<Condition> conditions) {
    /** An absent field is {@code null} and gets its default. */
    public FailoverDrillStatus {
        history = List.copyOf(requireNonNullElse(history, List.of()));
        conditions = List.copyOf(requireNonNullElse(conditions, List.of()));
    }
}
