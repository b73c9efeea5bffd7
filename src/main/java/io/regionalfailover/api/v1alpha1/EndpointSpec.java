package io.regionalfailover.api.v1alpha1;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a region serves: addresses, or a host name. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EndpointSpec(
        @JsonPropertyDescription("How records name it")
        @Default(EndpointSpec.DEFAULT_NAME)
        @Size(min = 1, max = Api.LABEL_LENGTH)
        @Pattern(Api.LABEL_PATTERN)
        String name,

        @JsonPropertyDescription("IPv4 addresses (for A records) and IPv6 addresses (for AAAA records)")
        @Size(min = 1, max = 8)
        @ListSet
        @Nullable
        List<@Size(max = 45) String> addresses,

        @JsonPropertyDescription("A host name (for CNAME records)") @Size(min = 1, max = Api.FQDN_LENGTH) @Nullable
        String hostname) {
    /** The endpoint that records and {target} mean, unless they name another. */
    public static final String DEFAULT_NAME = "default";

    /** An absent field is {@code null} and gets its default. */
    public EndpointSpec {
        name = requireNonNullElse(name, DEFAULT_NAME);
        addresses = addresses == null ? null : List.copyOf(addresses);
    }

    /** What {target} stands for: the first address, or the host name; empty if the endpoint has neither, which the schema refuses. */
    public Optional<String> target() {
        return addresses == null || addresses.isEmpty()
                ? Optional.ofNullable(hostname)
                : Optional.of(addresses.getFirst());
    }
}
