package io.regionalfailover.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** A hosted zone at Amazon Route 53. Endpoints and region come from the process's environment, as the AWS SDK reads it. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Route53Spec(
        @ValidationRule(value = Rules.IS_HOSTED_ZONE, messageExpression = Rules.HOSTED_ZONE_MESSAGE)
        @JsonPropertyDescription("The hosted zone's id, such as Z0123456789")
        @Required
        @Size(min = 1, max = 32)
        String hostedZoneId,

        @JsonProperty("private")
        @JsonPropertyDescription(
                "true: the hosted zone is a private one, answered for inside its VPCs only. Needs nameservers")
        @Default("false")
        boolean privateZone,

        @JsonPropertyDescription(
                "Credentials: a Secret in the operator's own namespace with the keys aws_access_key_id, aws_secret_access_key and, for temporary ones, aws_session_token. Default: the AWS SDK's own chain")
        @Nullable
        CredentialsSecretRef credentialsSecretRef,

        @ValidationRule(
                value = "self.matches('^arn:aws[a-z-]*:iam::[0-9]{12}:role/[A-Za-z0-9+=,.@_/-]+$')",
                messageExpression =
                        "'roleArn ' + self + ' is not the ARN of a role: allowed is such as arn:aws:iam::123456789012:role/failover'")
        @JsonPropertyDescription(
                "A role that is assumed with these credentials, such as one of the account that has the zone")
        @Size(min = 20, max = 255)
        @Nullable
        String roleArn,

        @JsonPropertyDescription(
                "Failover without Route 53's API: health checks ask the operator's instances, and record sets of policies with dns.gate hang on them. Default: none")
        @Nullable
        GateSpec gate) {}
