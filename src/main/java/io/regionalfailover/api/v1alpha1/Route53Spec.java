package io.regionalfailover.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A hosted zone at Amazon Route 53, reached as the AWS SDK's default chain says. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Route53Spec(
        @JsonPropertyDescription("The hosted zone's id, such as Z0123456789") @Required @Size(min = 1, max = 32)
        String hostedZoneId) {}
