package io.regionalfailover.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One run of a drill. Times are those at which this operator saw it. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DrillRunStatus(
        @JsonPropertyDescription("When it began; absent for one that did not")
        @JsonFormat(shape = JsonFormat.Shape.STRING)
        @Nullable
        Instant startedAt,

        @JsonPropertyDescription("When traffic begins to return") @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        Instant until,

        @JsonPropertyDescription("When the region that is left had no traffic, in force at the DNS provider")
        @JsonFormat(shape = JsonFormat.Shape.STRING)
        @Nullable
        Instant shiftedAt,

        @JsonPropertyDescription("When the return began: the time was over, or it was broken off")
        @JsonFormat(shape = JsonFormat.Shape.STRING)
        @Nullable
        Instant returningSince,

        @JsonPropertyDescription("When it was over: traffic was back, or it was given up")
        @JsonFormat(shape = JsonFormat.Shape.STRING)
        @Nullable
        Instant endedAt,

        @JsonPropertyDescription("Passed, Failed, Aborted or Blocked; known when the return begins") @Nullable
        String result,

        @JsonPropertyDescription("Why, in a sentence") @Nullable
        String message,

        @JsonPropertyDescription("From the start until the region had no traffic, such as 12.4s") @Nullable
        String timeToShift,

        @JsonPropertyDescription("From the start until there was room for the traffic; absent where none is asked for")
        @Nullable
        String timeToCapacity,

        @JsonPropertyDescription("From the beginning of the return until all traffic was back") @Nullable
        String timeToReturn) {}
