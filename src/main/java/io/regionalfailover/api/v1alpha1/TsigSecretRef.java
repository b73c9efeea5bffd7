package io.regionalfailover.api.v1alpha1;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** A key of a Secret that holds a TSIG key's secret. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TsigSecretRef(
        @ValidationRule(
                value = "self.matches('^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$')",
                messageExpression =
                        "'name is ' + self + ': allowed is the name of a Secret: lower-case letters, digits, - and .'")
        @JsonPropertyDescription("The Secret's name")
        @Required
        @Size(min = 1, max = Api.NAME_LENGTH)
        String name,

        @ValidationRule(
                value = "self.matches('^[-._a-zA-Z0-9]+$')",
                messageExpression = "'key is ' + self + ': allowed are letters, digits, -, _ and .'")
        @JsonPropertyDescription("The key in the Secret's data")
        @Default(TsigSecretRef.DEFAULT_KEY)
        @Size(min = 1, max = Api.NAME_LENGTH)
        String key) {
    /** The key, unless the DnsZone says otherwise. */
    public static final String DEFAULT_KEY = "secret";

    /** An absent field is {@code null} and gets its default. */
    public TsigSecretRef {
        key = requireNonNullElse(key, DEFAULT_KEY);
    }
}
