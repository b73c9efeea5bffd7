package io.regionalfailover.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** A load balancer or another target of Route 53's alias records. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AliasSpec(
        @ValidationRule(
                value = "self.matches('^" + Rules.HOST + "$') && !self.matches('(^|[.])[0-9]+[.]?$')",
                messageExpression = "'dnsName ' + self + '" + Rules.HOST_ALLOWED + "'")
        @JsonPropertyDescription("The target's own name, such as that of a load balancer")
        @Required
        @Size(min = 1, max = Api.FQDN_LENGTH)
        String dnsName,

        @ValidationRule(value = Rules.IS_HOSTED_ZONE, messageExpression = Rules.HOSTED_ZONE_MESSAGE)
        @JsonPropertyDescription("The hosted zone of the target, such as a load balancer's canonical hosted zone")
        @Required
        @Size(min = 1, max = 32)
        String hostedZoneId,

        @JsonPropertyDescription("true: Route 53 leaves the region out by itself while it finds the target unhealthy")
        @Default("false")
        boolean evaluateTargetHealth) {}
