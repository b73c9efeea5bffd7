package io.regionalfailover.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One aspect of a resource, as Kubernetes tools read it. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Condition(
        @JsonPropertyDescription("Which aspect") @Required String type,

        @JsonPropertyDescription("True, False or Unknown") @Required
        String status,

        @JsonPropertyDescription("The generation of the spec that this was judged from") @Nullable
        Long observedGeneration,

        @JsonPropertyDescription("When the status last changed") @Required @JsonFormat(shape = JsonFormat.Shape.STRING)
        Instant lastTransitionTime,

        @JsonPropertyDescription("Why, in one word") @Required
        String reason,

        @JsonPropertyDescription("Why, in a sentence") @Required
        String message) {}
