package io.regionalfailover.api.v1alpha1;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** A TSIG key (RFC 8945). */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TsigSpec(
        @ValidationRule(
                value = "self.matches('^" + Rules.HOST + "$')",
                messageExpression = "'keyName ' + self + '" + Rules.HOST_ALLOWED + "'")
        @JsonPropertyDescription("The key's name, as the server has it; a dot at its end makes no difference")
        @Required
        @Size(min = 1, max = Api.FQDN_LENGTH)
        String keyName,

        @ValidationRule(
                value = "self in ['hmac-sha224', 'hmac-sha256', 'hmac-sha384', 'hmac-sha512']",
                messageExpression =
                        "'algorithm is ' + self + ': allowed are hmac-sha224, hmac-sha256, hmac-sha384 and hmac-sha512'")
        @JsonPropertyDescription("The key's algorithm: hmac-sha224, hmac-sha256, hmac-sha384 or hmac-sha512")
        @Default(TsigSpec.DEFAULT_ALGORITHM)
        @Size(max = 32)
        String algorithm,

        @JsonPropertyDescription(
                "A Secret in the operator's own namespace with the key's secret, in base64 as servers show it")
        @Required
        TsigSecretRef secretRef) {
    /** The algorithm, unless the DnsZone says otherwise. */
    public static final String DEFAULT_ALGORITHM = "hmac-sha256";

    /** An absent field is {@code null} and gets its default. */
    public TsigSpec {
        algorithm = requireNonNullElse(algorithm, DEFAULT_ALGORITHM);
    }
}
