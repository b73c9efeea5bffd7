package io.regionalfailover.api.v1alpha1;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** Namespaces that may publish names in a zone. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GrantSpec(
        @JsonPropertyDescription("How messages name it")
        @Required
        @Size(min = 1, max = Api.LABEL_LENGTH)
        @ValidationRule(value = Rules.IS_LABEL, messageExpression = Rules.LABEL_MESSAGE)
        String name,

        @JsonPropertyDescription("Who may publish") @Required
        NamespacesSpec namespaces,

        @ValidationRule(
                value = "self.all(n, n.matches('^([*][.])?" + Rules.HOST + "$'))",
                messageExpression = "'recordNames: ' + self.filter(n, !n.matches('^([*][.])?" + Rules.HOST
                        + "$'))[0] + '" + Rules.HOST_ALLOWED + "; the first label may be *'")
        @ValidationRule(
                value = "self.all(n, !n.lowerAscii().matches('" + Rules.RESERVED_LABEL + "'))",
                messageExpression = "'recordNames: ' + self.filter(n, n.lowerAscii().matches('" + Rules.RESERVED_LABEL
                        + "'))[0] + '" + Rules.RESERVED + "'")
        @JsonPropertyDescription("What they may publish; * is one or more labels. Default: every name in the zone")
        @Size(max = 32)
        @ListSet
        List<@Size(min = 1, max = Api.FQDN_LENGTH) String> recordNames) {
    /** An absent field is {@code null} and gets its default. */
    public GrantSpec {
        recordNames = List.copyOf(requireNonNullElse(recordNames, List.of()));
    }
}
