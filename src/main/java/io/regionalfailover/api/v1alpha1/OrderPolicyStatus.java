package io.regionalfailover.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** How far one policy has carried out an order. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OrderPolicyStatus(
        @JsonPropertyDescription("The policy's namespace") @Required
        String namespace,

        @JsonPropertyDescription("The policy's name") @Required
        String name,

        @JsonPropertyDescription("Pending, Moving, Held, Done or Ended") @Required
        String phase,

        @JsonPropertyDescription("Why, in a sentence") @Nullable
        String message) {}
