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

/** A query to Prometheus. Fails when a value of the answer matches; without an answer or a number nobody can tell. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PrometheusCheckSpec(
        @ValidationRule(
                value = "self.matches('^https?://" + Rules.BASE_URL_REST + "$')",
                messageExpression =
                        "'url ' + self + ' is not the base URL of a Prometheus: allowed are http:// or https://, a host name or IP address (IPv6 in brackets), a port from 1 to 65535 and a path, without credentials, query and fragment; in braces only names of placeholders'")
        @JsonPropertyDescription("What stands before /api/v1/query; may hold {placeholders}")
        @Required
        @Size(min = 1, max = 512)
        String url,

        @JsonPropertyDescription(
                "PromQL; an identifier alone in braces is a placeholder: sum(rate(errors_total{region=\"{region}\"}[1m]))")
        @Required
        @Size(min = 1, max = 1024)
        String query,

        @JsonPropertyDescription("Which values fail; of several samples one is enough") @Required
        FailWhenSpec failWhen,

        @JsonPropertyDescription("A Secret whose keys are sent as headers, such as Authorization") @Nullable
        HeadersSecretRef headersSecretRef,

        @JsonPropertyDescription("How the server's certificate is judged when the URL is https://") @Default("{}")
        TlsSpec tls) {
    /** An absent field is {@code null} and gets its default. */
    public PrometheusCheckSpec {
        tls = requireNonNullElse(tls, TlsSpec.VERIFIED);
    }
}
