package io.regionalfailover.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The result of one check in one region. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CheckStatus(
        @JsonPropertyDescription("The check") @Required String name,

        @JsonPropertyDescription("Passing, Failing or Unknown") @Required
        String result,

        @JsonPropertyDescription("Critical or Warning") @Nullable
        String severity,

        @JsonPropertyDescription("What was seen") @Nullable String message,

        @JsonPropertyDescription("Since when the result is so") @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        Instant since,

        @JsonPropertyDescription("How many vantage points see it fail") @Nullable
        Integer vantagePointsFailing,

        @JsonPropertyDescription("How many vantage points are configured") @Nullable
        Integer vantagePoints) {}
