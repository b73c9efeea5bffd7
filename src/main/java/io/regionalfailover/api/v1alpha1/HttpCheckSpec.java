package io.regionalfailover.api.v1alpha1;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An HTTP request and the answer that passes. Redirects are answers, they are not followed. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HttpCheckSpec(
        @JsonPropertyDescription("http:// or https://; may hold {placeholders}") @Required @Size(min = 1, max = 1024)
        String url,

        @JsonPropertyDescription(
                "The Host header and the name asked for in TLS. Default: those of the URL. May hold {placeholders}")
        @Size(min = 1, max = Api.FQDN_LENGTH)
        @Nullable
        String host,

        @JsonPropertyDescription("The request method") @Default("GET")
        HttpMethod method,

        @JsonPropertyDescription("Status codes that pass, each a code or a range such as 200-299")
        @Default("[\"200-299\"]")
        @Size(min = 1, max = 20)
        @ListSet
        List<@Size(max = 7) String> expectedStatus,

        @JsonPropertyDescription("Text that must be found in the first 64 KiB of the body")
        @Size(min = 1, max = 1024)
        @Nullable
        String expectedBody,

        @JsonPropertyDescription("Headers that are sent") @Default("{}") @Size(max = 20)
        Map<String, @Size(max = 1024) String> headers,

        @JsonPropertyDescription("How the server's certificate is judged when the URL is https://") @Default("{}")
        TlsSpec tls) {
    /** An absent field is {@code null} and gets its default. */
    public HttpCheckSpec {
        method = requireNonNullElse(method, HttpMethod.GET);
        expectedStatus = List.copyOf(requireNonNullElse(expectedStatus, List.of("200-299")));
        headers = Map.copyOf(requireNonNullElse(headers, Map.of()));
        tls = requireNonNullElse(tls, TlsSpec.VERIFIED);
    }
}
