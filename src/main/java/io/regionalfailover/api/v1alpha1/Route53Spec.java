package io.regionalfailover.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** A hosted zone at Amazon Route 53, reached as the AWS SDK's default chain says. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Route53Spec(
        @ValidationRule(
                value = "self.matches('^[A-Z0-9]{1,32}$')",
                messageExpression =
                        "'hostedZoneId ' + self + ' is not an id of a hosted zone: allowed are 1 to 32 capital letters and digits, without /hostedzone/, such as Z0123456789'")
        @JsonPropertyDescription("The hosted zone's id, such as Z0123456789")
        @Required
        @Size(min = 1, max = 32)
        String hostedZoneId) {}
