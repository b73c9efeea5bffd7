package io.regionalfailover.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** How a workload stands in one region. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PlacementStatus(
        @JsonPropertyDescription("The entry of spec.placement") @Required
        String name,

        @JsonPropertyDescription("How many copies the region's share needs") @Nullable
        Integer desired,

        @JsonPropertyDescription("How many are ready; absent until they were seen") @Nullable
        Integer ready,

        @JsonPropertyDescription("What stands in the way, in a sentence") @Nullable
        String message) {}
