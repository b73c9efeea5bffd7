package io.regionalfailover.api.v1alpha1;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** A question to a resolver, and the answers that pass. NXDOMAIN, SERVFAIL, REFUSED, an empty answer and silence fail. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DnsCheckSpec(
        @JsonPropertyDescription("The name that is asked for; may hold {placeholders}")
        @Required
        @Size(min = 1, max = Api.FQDN_LENGTH)
        String name,

        @JsonPropertyDescription("The record type that is asked for") @Default("A")
        RecordType type,

        @JsonPropertyDescription(
                "Who is asked, each as host:port; may hold {placeholders}. Default: the resolvers of the operator's host")
        @Size(max = 8)
        @ListSet
        List<@Size(max = Api.ENDPOINT_LENGTH) String> resolvers,

        @JsonPropertyDescription(
                "Records of which one must be in the answer; may hold {placeholders}. Default: any record will do")
        @Size(max = 16)
        @ListSet
        List<@Size(max = Api.FQDN_LENGTH) String> expected) {
    /** An absent field is {@code null} and gets its default. */
    public DnsCheckSpec {
        type = requireNonNullElse(type, RecordType.A);
        resolvers = List.copyOf(requireNonNullElse(resolvers, List.of()));
        expected = List.copyOf(requireNonNullElse(expected, List.of()));
    }
}
