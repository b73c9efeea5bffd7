package io.regionalfailover.api.v1alpha1;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;

/** A region that can serve a policy. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PolicyRegionSpec(
        @JsonPropertyDescription("The name of a Region")
        @Required
        @ValidationRule(value = Rules.IS_LABEL, messageExpression = Rules.LABEL_MESSAGE)
        @Size(min = 1, max = Api.LABEL_LENGTH)
        String name,

        @JsonPropertyDescription("Its part of the traffic when all is well; 0 is a standby")
        @Default("100")
        @Min(0)
        @Max(255)
        Integer weight,

        @JsonPropertyDescription("Where the region serves") @Required @Size(min = 1, max = 8) @ListMap("name")
        List<EndpointSpec> endpoints,

        @ValidationRule(
                value = "self.all(k, k.matches('^" + Rules.IDENTIFIER + "$'))",
                messageExpression =
                        "'parameters: ' + self.filter(k, !k.matches('^" + Rules.IDENTIFIER
                                + "$'))[0] + ' is not a name for a placeholder: allowed are up to 63 letters, digits and _, not beginning with a digit'")
        @ValidationRule(
                value = "!('region' in self) && !('target' in self)",
                message = "parameters: region and target are set by the operator, they cannot be parameters")
        @ValidationRule(
                value = "self.all(k, self[k].matches('^[^{} ]+$'))",
                messageExpression =
                        "'parameters: the value of ' + self.filter(k, !self[k].matches('^[^{} ]+$'))[0] + ' is empty or holds a brace or a blank, which no name or address does'")
        @JsonPropertyDescription("Values for {placeholders} in checks")
        @Default("{}")
        @Size(max = 20)
        Map<String, @Size(max = Api.NAME_LENGTH) String> parameters) {
    /** The weight of a region, unless the policy says otherwise. */
    public static final int DEFAULT_WEIGHT = 100;

    /** An absent field is {@code null} and gets its default. */
    public PolicyRegionSpec {
        weight = requireNonNullElse(weight, DEFAULT_WEIGHT);
        endpoints = List.copyOf(requireNonNullElse(endpoints, List.of()));
        parameters = Map.copyOf(requireNonNullElse(parameters, Map.of()));
    }
}
