package io.regionalfailover.api.v1alpha1;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where traffic is, why, what comes next, and how each region stands. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FailoverPolicyStatus(
        @JsonPropertyDescription("The generation of the spec that this status speaks of") @Nullable
        Long observedGeneration,

        @JsonPropertyDescription(
                "Where traffic is: Pending, Steady, FailingOver, FailedOver, FailingBack or FailedOpen")
        @Nullable
        String phase,

        @JsonPropertyDescription("Why, in one word") @Nullable
        String reason,

        @JsonPropertyDescription("What was seen, what was decided, what happens next and when") @Nullable
        String message,

        @JsonPropertyDescription("When the decision changes by time alone")
        @JsonFormat(shape = JsonFormat.Shape.STRING)
        @Nullable
        Instant nextCheckAt,

        @JsonPropertyDescription("The regions with weight") @Nullable
        String serving,

        @JsonPropertyDescription("The regions that are unhealthy") @Nullable
        String unhealthy,

        @JsonPropertyDescription("How each region stands") @ListMap("name")
        List<PolicyRegionStatus> regions,

        @JsonPropertyDescription("What was last decided, and how far it got") @Nullable
        PlanStatus plan,

        @JsonPropertyDescription("The last time traffic left a region") @Nullable
        LastFailoverStatus lastFailover,

        @JsonPropertyDescription("The last 20 plans, newest first")
        List<HistoryEntry> history,

        @JsonPropertyDescription(
                "Ready, Reconciling, Stalled, FailoverActive, FailoverReady, Held, Suspended, Degraded")
        @ListMap("type")
        List<Condition> conditions) {
    /** An absent field is {@code null} and gets its default. */
    public FailoverPolicyStatus {
        regions = List.copyOf(requireNonNullElse(regions, List.of()));
        history = List.copyOf(requireNonNullElse(history, List.of()));
        conditions = List.copyOf(requireNonNullElse(conditions, List.of()));
    }
}
