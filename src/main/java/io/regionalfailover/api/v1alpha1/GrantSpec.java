package io.regionalfailover.api.v1alpha1;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** Namespaces that may publish names in a zone. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GrantSpec(
        @JsonPropertyDescription("How messages name it")
        @Required
        @Size(min = 1, max = Api.LABEL_LENGTH)
        @Pattern(Api.LABEL_PATTERN)
        String name,

        @JsonPropertyDescription("Who may publish") @Required
        NamespacesSpec namespaces,

        @JsonPropertyDescription("What they may publish; * is one or more labels. Default: every name in the zone")
        @Size(max = 100)
        @ListSet
        List<@Size(min = 1, max = Api.FQDN_LENGTH) String> recordNames) {
    /** An absent field is {@code null} and gets its default. */
    public GrantSpec {
        recordNames = List.copyOf(requireNonNullElse(recordNames, List.of()));
    }
}
