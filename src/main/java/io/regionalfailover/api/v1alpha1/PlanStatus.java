package io.regionalfailover.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What was last decided, and how far it got. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PlanStatus(
        @JsonPropertyDescription("The number of the plan; it only rises") @Nullable
        Long epoch,

        @JsonPropertyDescription("Which plan of that number it is: after people empty a zone, a number may come again")
        @Nullable
        String nonce,

        @JsonPropertyDescription("A hash of what the spec means") @Nullable
        String specHash,

        @JsonPropertyDescription("Why the plan was made") @Nullable
        String reason,

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

        @JsonPropertyDescription("The provider's name for the change") @Nullable
        String changeId,

        @JsonPropertyDescription("When the provider said the change is in force")
        @JsonFormat(shape = JsonFormat.Shape.STRING)
        @Nullable
        Instant inSyncAt,

        @JsonPropertyDescription("When it was seen at every authoritative server")
        @JsonFormat(shape = JsonFormat.Shape.STRING)
        @Nullable
        Instant observedAt,

        @JsonPropertyDescription("Who decided it: the instance's region and process") @Nullable
        String by) {}
