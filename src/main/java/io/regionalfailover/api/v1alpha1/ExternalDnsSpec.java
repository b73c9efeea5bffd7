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
import org.jspecify.annotations.Nullable;

/** A zone that a running ExternalDNS carries out. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "!has(self.healthChecks) || size(self.healthChecks) == 0 || !has(self.weights) || self.weights",
        message =
                "healthChecks: a record set without weights hangs on no health check: leave them out, or set weights to true",
        fieldPath = ".healthChecks")
public record ExternalDnsSpec(
        @JsonPropertyDescription("The Namespace that ExternalDNS reads DNSEndpoint objects in")
        @Required
        @Size(min = 1, max = Api.LABEL_LENGTH)
        String namespace,

        @JsonPropertyDescription(
                "The Region whose cluster it runs in: all instances write there. Needed with peers. Default: the instance's own cluster")
        @Size(min = 1, max = Api.LABEL_LENGTH)
        @Nullable
        String region,

        @JsonPropertyDescription(
                "false: the provider behind it knows no set identifiers and weights. A name then has one plain record set with the addresses of the regions that serve, as in plain DNS")
        @Default("true")
        Boolean weights,

        @JsonPropertyDescription(
                "Health checks at Route 53, made by somebody else, that the record sets of these regions hang on (aws/health-check-id). Only with weights")
        @Size(max = 16)
        @ListMap("region")
        List<HealthCheckRef> healthChecks) {
    /** An absent field is {@code null} and gets its default. */
    public ExternalDnsSpec {
        weights = requireNonNullElse(weights, true);
        healthChecks = List.copyOf(requireNonNullElse(healthChecks, List.of()));
    }
}
