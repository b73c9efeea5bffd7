package io.regionalfailover.api.v1alpha1;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whose zone it is, and who may use it. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DnsZoneSpec(
        @JsonPropertyDescription("The apex of the zone; cannot be changed")
        @Required
        @Size(min = 1, max = Api.FQDN_LENGTH)
        String domainName,

        @JsonPropertyDescription("Who serves the zone; exactly one") @Required
        ProviderSpec provider,

        @JsonPropertyDescription(
                "Who may publish which names: the union of these. Default: only the operator's own Namespace, every name")
        @Size(max = 100)
        @ListMap("name")
        @Nullable
        List<GrantSpec> grants,

        @JsonPropertyDescription(
                "Who is asked whether a change is in force, each as host:port. Default: the zone's own, as the provider names them")
        @Size(max = 16)
        @ListSet
        List<@Size(max = Api.ENDPOINT_LENGTH) String> nameservers,

        @JsonPropertyDescription("Recursive resolvers that are watched after a shift, each as host:port")
        @Size(max = 16)
        @ListSet
        List<@Size(max = Api.ENDPOINT_LENGTH) String> resolvers) {
    /** An absent field is {@code null} and gets its default. */
    public DnsZoneSpec {
        grants = grants == null ? null : List.copyOf(grants);
        nameservers = List.copyOf(requireNonNullElse(nameservers, List.of()));
        resolvers = List.copyOf(requireNonNullElse(resolvers, List.of()));
    }
}
