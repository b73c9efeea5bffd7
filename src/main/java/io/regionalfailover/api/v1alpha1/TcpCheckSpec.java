package io.regionalfailover.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** A TCP connection, with a TLS handshake if {@code tls} is set. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TcpCheckSpec(
        @ValidationRule(
                value = "self.matches('^" + Rules.ENDPOINT_TEMPLATE + "$')",
                messageExpression =
                        "'address ' + self + '" + Rules.ENDPOINT_ALLOWED + "; in braces only names of placeholders'")
        @JsonPropertyDescription("host:port; an IPv6 address stands in brackets; may hold {placeholders}")
        @Required
        @Size(min = 1, max = Api.ENDPOINT_LENGTH)
        String address,

        @JsonPropertyDescription("Present: a TLS handshake must succeed, too") @Nullable
        TlsSpec tls) {}
