package io.regionalfailover.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** The health check of one region. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HealthCheckRef(
        @ValidationRule(value = Rules.IS_LABEL, messageExpression = Rules.LABEL_MESSAGE)
        @JsonPropertyDescription("A Region's name")
        @Required
        @Size(min = 1, max = Api.LABEL_LENGTH)
        String region,

        @ValidationRule(
                value = "self.matches('^[A-Za-z0-9-]+$')",
                messageExpression = "'id ' + self + ' is no health check id: letters, figures and - are allowed'")
        @JsonPropertyDescription("Its id at Route 53, such as 2b1c4e0a-0000-4000-8000-000000000001")
        @Required
        @Size(min = 1, max = 64)
        String id) {}
