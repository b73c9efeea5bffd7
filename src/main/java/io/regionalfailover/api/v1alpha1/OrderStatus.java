package io.regionalfailover.api.v1alpha1;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of an order. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OrderStatus(
        @JsonPropertyDescription("The generation of the spec that this status speaks of") @Nullable
        Long observedGeneration,

        @JsonPropertyDescription("Pending, Active, Expired or Refused") @Nullable
        String phase,

        @JsonPropertyDescription("When it ends: until, at most 72 h after it was first seen")
        @JsonFormat(shape = JsonFormat.Shape.STRING)
        @Nullable
        Instant expiresAt,

        @JsonPropertyDescription("What became of it, in a sentence") @Nullable
        String message,

        @JsonPropertyDescription("The policies that it is for, at most 100: first those for which it is not done")
        @ListMap({"namespace", "name"})
        List<OrderPolicyStatus> policies,

        @JsonPropertyDescription("Ready, Reconciling, Stalled") @ListMap("type")
        List<Condition> conditions) {
    /** An absent field is {@code null} and gets its default. */
    public OrderStatus {
        policies = List.copyOf(requireNonNullElse(policies, List.of()));
        conditions = List.copyOf(requireNonNullElse(conditions, List.of()));
    }
}
