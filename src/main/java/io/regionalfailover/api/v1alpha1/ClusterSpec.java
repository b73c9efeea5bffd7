package io.regionalfailover.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** How a region's cluster is reached. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ClusterSpec(
        @JsonPropertyDescription("A Secret in the operator's namespace that holds a kubeconfig") @Required
        KubeconfigSecretRef kubeconfigSecretRef) {}
