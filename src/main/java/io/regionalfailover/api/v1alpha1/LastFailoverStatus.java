package io.regionalfailover.api.v1alpha1;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The last time traffic left a region, and when each stage was reached. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LastFailoverStatus(
        @JsonPropertyDescription("The regions that traffic left")
        List<String> from,

        @JsonPropertyDescription("The regions that it went to")
        List<String> to,

        @JsonPropertyDescription("Why, in one word") @Nullable
        String reason,

        @JsonPropertyDescription("When the first probe failed") @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        Instant firstFailureAt,

        @JsonPropertyDescription("When it was decided") @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        Instant decidedAt,

        @JsonPropertyDescription("When the receiving regions had room")
        @JsonFormat(shape = JsonFormat.Shape.STRING)
        @Nullable
        Instant capacityReadyAt,

        @JsonPropertyDescription("When the provider accepted the change")
        @JsonFormat(shape = JsonFormat.Shape.STRING)
        @Nullable
        Instant writtenAt,

        @JsonPropertyDescription("When the provider said the change is in force")
        @JsonFormat(shape = JsonFormat.Shape.STRING)
        @Nullable
        Instant inSyncAt,

        @JsonPropertyDescription("When it was seen at every authoritative server")
        @JsonFormat(shape = JsonFormat.Shape.STRING)
        @Nullable
        Instant observedAt,

        @JsonPropertyDescription(
                "When the slowest of the zone's recursive resolvers had forgotten the regions that were left")
        @JsonFormat(shape = JsonFormat.Shape.STRING)
        @Nullable
        Instant resolversTurnedAt,

        @JsonPropertyDescription(
                "Recursive resolvers that had not when watching them was given up, and what they answered")
        List<String> resolversLate,

        @JsonPropertyDescription("When all traffic was back") @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        Instant recoveredAt) {
    /** An absent field is {@code null} and gets its default. */
    public LastFailoverStatus {
        from = List.copyOf(requireNonNullElse(from, List.of()));
        to = List.copyOf(requireNonNullElse(to, List.of()));
        resolversLate = List.copyOf(requireNonNullElse(resolversLate, List.of()));
    }
}
