package io.regionalfailover.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** A Secret with a provider's credentials, in the operator's own namespace. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CredentialsSecretRef(
        @ValidationRule(
                value = "self.matches('^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$')",
                messageExpression =
                        "'name is ' + self + ': allowed is the name of a Secret: lower-case letters, digits, - and .'")
        @JsonPropertyDescription("The Secret's name")
        @Required
        @Size(min = 1, max = Api.NAME_LENGTH)
        String name) {}
