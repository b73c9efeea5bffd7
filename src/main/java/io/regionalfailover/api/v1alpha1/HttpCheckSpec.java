package io.regionalfailover.api.v1alpha1;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An HTTP request and the answer that passes. Redirects are answers, they are not followed. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "self.method != 'HEAD' || !has(self.expectedBody)",
        message = "expectedBody is set with method HEAD: an answer to HEAD has no body; allowed with GET only",
        fieldPath = ".expectedBody")
public record HttpCheckSpec(
        @ValidationRule(
                value = "self.matches('^https?://')",
                messageExpression = "'url ' + self + ' does not begin with http:// or https://'")
        @ValidationRule(
                value = "!self.matches('^https?://') || self.matches('^https?://" + Rules.URL_REST + "$')",
                messageExpression =
                        "'url ' + self + ' is malformed: allowed are a host name or IP address (IPv6 in brackets), a port from 1 to 65535, a path and a query, %-encoded, without credentials and fragment; in braces only names of placeholders'")
        @JsonPropertyDescription("http:// or https://; may hold {placeholders}")
        @Required
        @Size(min = 1, max = 1024)
        String url,

        @ValidationRule(
                value = "self.matches('^" + Rules.HOST_TEMPLATE + "$')",
                messageExpression =
                        "'host ' + self + '" + Rules.HOST_ALLOWED + "; no port; in braces only names of placeholders'")
        @JsonPropertyDescription(
                "The Host header and the name asked for in TLS. Default: those of the URL. May hold {placeholders}")
        @Size(min = 1, max = Api.FQDN_LENGTH)
        @Nullable
        String host,

        @JsonPropertyDescription("The request method") @Default("GET")
        HttpMethod method,

        @ValidationRule(
                value = "self.all(s, s.matches('^[1-5][0-9]{2}(-[1-5][0-9]{2})?$'))",
                messageExpression =
                        "'expectedStatus: ' + self.filter(s, !s.matches('^[1-5][0-9]{2}(-[1-5][0-9]{2})?$'))[0] + ' is neither a code from 100 to 599 nor a range of codes such as 200-299'")
        @ValidationRule(
                value =
                        "self.all(s, !s.matches('^[1-5][0-9]{2}-[1-5][0-9]{2}$') || s.substring(0, 3) <= s.substring(4))",
                messageExpression =
                        "'expectedStatus: ' + self.filter(s, s.matches('^[1-5][0-9]{2}-[1-5][0-9]{2}$') && s.substring(0, 3) > s.substring(4))[0] + ' ends before it begins: allowed is a range such as 200-299'")
        @JsonPropertyDescription("Status codes that pass, each a code or a range such as 200-299")
        @Default("[\"200-299\"]")
        @Size(min = 1, max = 20)
        @ListSet
        List<@Size(max = 7) String> expectedStatus,

        @JsonPropertyDescription("Text that must be found in the first 64 KiB of the body")
        @Size(min = 1, max = 1024)
        @Nullable
        String expectedBody,

        @ValidationRule(
                value = "self.all(k, k.matches('^[A-Za-z0-9_-]{1,64}$'))",
                messageExpression =
                        "'headers: ' + self.filter(k, !k.matches('^[A-Za-z0-9_-]{1,64}$'))[0] + ' is not the name of a header: allowed are up to 64 letters, digits, - and _'")
        @ValidationRule(
                value =
                        "self.all(k, !(k.lowerAscii() in ['host', 'connection', 'content-length', 'transfer-encoding', 'upgrade']))",
                messageExpression =
                        "'headers: ' + self.filter(k, k.lowerAscii() in ['host', 'connection', 'content-length', 'transfer-encoding', 'upgrade'])[0] + ' is set by the probe itself; for Host there is the field host'")
        @ValidationRule(
                value = "self.all(k, self[k].matches('^[ -~]*$'))",
                messageExpression =
                        "'headers: the value of ' + self.filter(k, !self[k].matches('^[ -~]*$'))[0] + ' holds characters other than printable ASCII'")
        @JsonPropertyDescription("Headers that are sent")
        @Default("{}")
        @Size(max = 20)
        Map<String, @Size(max = 1024) String> headers,

        @JsonPropertyDescription("A Secret whose keys are sent as headers, too") @Nullable
        HeadersSecretRef headersSecretRef,

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
