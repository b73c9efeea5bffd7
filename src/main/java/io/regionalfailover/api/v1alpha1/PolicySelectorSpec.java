package io.regionalfailover.api.v1alpha1;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.Map;

/** The labels that a policy must have, all of them. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PolicySelectorSpec(
        @JsonPropertyDescription("Labels and their values; without any it is every policy of the namespace")
        @Required
        @Size(max = 20)
        Map<String, @Size(max = Api.LABEL_LENGTH) String> matchLabels) {
    /** An absent field is {@code null} and gets its default. */
    public PolicySelectorSpec {
        matchLabels = Map.copyOf(requireNonNullElse(matchLabels, Map.of()));
    }
}
