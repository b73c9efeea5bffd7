package io.regionalfailover.api.v1alpha1;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** A question to {@code grpc.health.v1.Health}. Passes when the answer is {@code SERVING}. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GrpcCheckSpec(
        @ValidationRule(
                value = "self.matches('^" + Rules.ENDPOINT_TEMPLATE + "$')",
                messageExpression =
                        "'address ' + self + '" + Rules.ENDPOINT_ALLOWED + "; in braces only names of placeholders'")
        @JsonPropertyDescription("host:port; an IPv6 address stands in brackets; may hold {placeholders}")
        @Required
        @Size(min = 1, max = Api.ENDPOINT_LENGTH)
        String address,

        @ValidationRule(
                value = "self.matches('^[ -~]*$')",
                message =
                        "service holds characters other than printable ASCII; allowed is a name such as shop.v1.Orders")
        @JsonPropertyDescription("The service that is asked about. Default: the server as a whole")
        @Default("")
        @Size(max = Api.NAME_LENGTH)
        String service,

        @JsonPropertyDescription("Present: over TLS; {} trusts what the system trusts. Absent: in plain text") @Nullable
        TlsSpec tls) {
    /** An absent field is {@code null} and gets its default. */
    public GrpcCheckSpec {
        service = requireNonNullElse(service, "");
    }
}
