package io.regionalfailover.api.v1alpha1;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Namespaces by name, by label, or both: their union. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NamespacesSpec(
        @JsonPropertyDescription("Namespaces by name") @Size(max = 100) @ListSet
        List<@Size(min = 1, max = Api.LABEL_LENGTH) String> names,

        @JsonPropertyDescription("Namespaces by label; {} is every Namespace") @Nullable
        NamespaceSelectorSpec selector) {
    /** An absent field is {@code null} and gets its default. */
    public NamespacesSpec {
        names = List.copyOf(requireNonNullElse(names, List.of()));
    }
}
