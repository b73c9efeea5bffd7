package io.regionalfailover.api.v1alpha1;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** A zone that the operator answers for itself. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EmbeddedSpec(
        @JsonPropertyDescription(
                "The zone's name servers, as the parent zone delegates to them. Default: ns1 below the apex, without addresses")
        @Size(max = 8)
        @ListMap("name")
        List<NameServerSpec> nameServers) {
    /** An absent field is {@code null} and gets its default. */
    public EmbeddedSpec {
        nameServers = List.copyOf(requireNonNullElse(nameServers, List.of()));
    }
}
