package io.regionalfailover.api.v1alpha1;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Namespaces by name, by label, or both: their union. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "(has(self.names) && size(self.names) > 0) || has(self.selector)",
        message =
                "namespaces: neither names nor a selector is set; allowed are names, a selector, or both; the selector {} is every Namespace")
public record NamespacesSpec(
        @ValidationRule(
                value = "self.all(n, n.matches('^[a-z0-9]([-a-z0-9]*[a-z0-9])?$'))",
                messageExpression =
                        "'names: ' + self.filter(n, !n.matches('^[a-z0-9]([-a-z0-9]*[a-z0-9])?$'))[0] + ' is not the name of a Namespace: allowed are lower-case letters, digits and -'")
        @JsonPropertyDescription("Namespaces by name")
        @Size(max = 100)
        @ListSet
        List<@Size(min = 1, max = Api.LABEL_LENGTH) String> names,

        @JsonPropertyDescription("Namespaces by label; {} is every Namespace") @Nullable
        NamespaceSelectorSpec selector) {
    /** An absent field is {@code null} and gets its default. */
    public NamespacesSpec {
        names = List.copyOf(requireNonNullElse(names, List.of()));
    }
}
