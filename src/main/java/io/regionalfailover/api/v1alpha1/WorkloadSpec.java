package io.regionalfailover.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** Something with a scale subresource, or a HorizontalPodAutoscaler, whose {@code minReplicas} then is the count. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WorkloadSpec(
        @ValidationRule(
                value = "self.matches('^([a-z0-9]([-a-z0-9.]*[a-z0-9])?/)?v[0-9]+((alpha|beta)[0-9]+)?$')",
                messageExpression =
                        "'apiVersion is ' + self + ': allowed is group and version as in a manifest, such as apps/v1 or autoscaling/v2'")
        @JsonPropertyDescription("Group and version, as in a manifest: apps/v1")
        @Required
        @Size(min = 1, max = Api.NAME_LENGTH)
        String apiVersion,

        @ValidationRule(
                value = "self.matches('^[A-Z][A-Za-z0-9]*$')",
                messageExpression = "'kind is ' + self + ': allowed is a kind as in a manifest, such as Deployment'")
        @ValidationRule(
                value = "self != 'DaemonSet'",
                message =
                        "kind is DaemonSet, which runs one Pod on each node and cannot be scaled: allowed is what has a scale subresource, or a HorizontalPodAutoscaler")
        @JsonPropertyDescription(
                "The kind, as in a manifest: Deployment, StatefulSet, anything with a scale subresource, or HorizontalPodAutoscaler (its minReplicas)")
        @Required
        @Size(min = 1, max = Api.LABEL_LENGTH)
        String kind,

        @ValidationRule(
                value = "self.matches('^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$')",
                messageExpression =
                        "'name is ' + self + ': allowed are lower-case letters, digits, - and ., beginning and ending with a letter or digit'")
        @JsonPropertyDescription("The object's name, the same in every region")
        @Required
        @Size(min = 1, max = Api.NAME_LENGTH)
        String name) {}
