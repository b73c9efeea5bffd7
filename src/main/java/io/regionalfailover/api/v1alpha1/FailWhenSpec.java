package io.regionalfailover.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** Which values fail. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FailWhenSpec(
        @JsonPropertyDescription(
                "GreaterThan, GreaterThanOrEqual, LessThan, LessThanOrEqual, Equal or NotEqual: how a value that fails compares with the one below")
        @Required
        ThresholdOperator operator,

        @ValidationRule(
                value = "self.matches('^[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]{1,3})?$')",
                messageExpression = "'value is ' + self + ': allowed is a number in quotation marks, such as 0.05'")
        @JsonPropertyDescription("A number, as text")
        @Required
        @Size(min = 1, max = 32)
        String value) {}
